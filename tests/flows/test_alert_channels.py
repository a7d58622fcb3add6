"""Channels of alerts against receivers on loopback: what arrives, what is said of failures, and what is never said."""

import logging

import pytest
from receivers import LOOPBACK, PASSWORD, SECRET, mail_receiver, web_receiver

from flows.alerts.channels import channels, deliver, masked
from flows.alerts.wording import Message
from flows.settings import Settings

MESSAGE = Message("Casetally 告警 alert", "第一行 <b>&\nsecond line {{address}}")
NOBODY = f"http://{LOOPBACK}:9/{SECRET}"


@pytest.fixture
def web():
    with web_receiver() as receiver:
        yield receiver


@pytest.fixture
def mail():
    with mail_receiver() as receiver:
        yield receiver


def through(**settings):
    return channels(Settings(_env_file=None, **settings))


def problems(found, **options):
    return {delivery.channel: delivery.problem for delivery in deliver(found, MESSAGE, **options)}


def test_a_webhook_gets_title_and_text_as_json(web):
    assert problems(through(alert_webhook=web.address)) == {"webhook": None}
    assert web.messages == [{"title": MESSAGE.subject, "text": MESSAGE.body}]


def test_a_mail_arrives_as_plain_text(mail):
    assert problems(through(alert_email=mail.address)) == {"email": None}
    [received] = mail.mails
    assert (received["subject"], received["to"], received.get_content_type()) == (
        MESSAGE.subject,
        "ops@example.org",
        "text/plain",
    )
    assert received.get_content().splitlines() == MESSAGE.body.splitlines()


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "it answered with status 404"), (500, "it answered with status 500")],
)
def test_a_refusing_webhook_is_told_by_its_status_and_the_mail_goes_out(web, mail, status, said):
    web.status = status
    found = through(alert_webhook=web.address, alert_email=mail.address)
    assert problems(found) == {"webhook": said, "email": None}
    assert len(mail.mails) == 1


def test_a_receiver_that_hangs_is_given_up(web):
    web.hangs = True
    said = problems(through(alert_webhook=web.address), seconds=0.5)
    assert said == {"webhook": "it did not answer within 0.5 seconds"}


@pytest.mark.parametrize(
    ("setting", "address", "said"),
    [
        pytest.param("alert_webhook", NOBODY, "it cannot be reached (ConnectError)", id="nobody there"),
        pytest.param("alert_webhook", f"ftp://{SECRET}", "must begin with https:// or http://", id="no web address"),
        pytest.param("alert_webhook", f"http://[{SECRET}", "it cannot be reached", id="broken address"),
        pytest.param("alert_email", f"{SECRET}@example.org", "no address that Apprise understands", id="no Apprise"),
        pytest.param(
            "alert_email", f"mailto://{LOOPBACK}:9?from=a@b.cn&to={SECRET}@b.cn", "reached", id="no mail server"
        ),
        pytest.param("alert_blocks", "slack-webhook/ops", "set PREFECT_API_URL", id="a block without a server"),
    ],
)
def test_a_channel_that_fails_is_told_in_a_sentence_without_its_address(caplog, setting, address, said):
    caplog.set_level(logging.DEBUG)
    [delivery] = deliver(through(**{setting: address}), MESSAGE)
    assert said in delivery.sentence()
    assert "\n" not in delivery.sentence()
    assert SECRET not in delivery.sentence() + caplog.text


def test_no_library_logs_an_address_at_any_level_set_before(web, mail, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "apprise"):
        caplog.set_level(logging.DEBUG, logger=name)
    deliver(through(alert_webhook=web.address, alert_email=mail.address), MESSAGE)
    assert SECRET not in caplog.text
    assert PASSWORD not in caplog.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://hooks.example.org/T0/SECRET?key=x", "https://hooks.example.org/…"),
        ("https://user:password@example.org:8443", "https://example.org/…"),
        ("mailtos://user:password@example.org?to=a@b.cn", "mailtos://example.org/…"),
        ("dingtalk://token/13800000000", "dingtalk:///…"),
        ("no address", "…"),
        ("http://[", "…"),
    ],
)
def test_an_address_is_shown_without_what_is_secret(address, shown):
    assert masked(address) == shown


def test_the_settings_show_no_address():
    settings = Settings(_env_file=None, alert_webhook=NOBODY, alert_email=f"mailto://u:{PASSWORD}@example.org")
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()} {through()!r}"
    assert SECRET not in shown
    assert PASSWORD not in shown


def test_a_block_made_from_an_address_shows_it_nowhere(web):
    [channel] = through(alert_webhook=web.address)
    block = channel.make()
    assert SECRET not in f"{block!r} {block} {block.model_dump_json()} {channel!r}"
