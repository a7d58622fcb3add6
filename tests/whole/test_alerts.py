"""Alerts of real nights, received on loopback: each is told once, and no address is left anywhere."""

import json
import os

import pytest
from command_line import COUNTY, casetally, last_run, write_inbox
from receivers import LOOPBACK, PASSWORD, SECRET, mail_receiver, web_receiver
from test_refusal import FULL_DISK, UNTRUE_SPANS

KILLED = "import os\nfrom flows import way\nway.commit = lambda *_: os._exit(9)"
SECRETS = (SECRET, PASSWORD)


@pytest.fixture
def web():
    with web_receiver() as receiver:
        yield receiver


@pytest.fixture
def mail():
    with mail_receiver() as receiver:
        yield receiver


def run(user, web, **options):
    return casetally("run", cwd=user, CASETALLY_ALERT_WEBHOOK=web.address, **options)


def titles(web):
    return [message["title"] for message in web.messages]


def test_a_night_as_it_should_be_alerts_nothing(news, web):
    assert run(news, web).returncode == 0
    assert web.messages == []


def test_an_unreadable_document_is_told_once_and_its_cure_once(user, web):
    (user / "inbox/<b>scan.txt").write_bytes(b"\x89PNG\x00")
    run(user, web)
    run(user, web)
    (user / "inbox/<b>scan.txt").unlink()
    run(user, web)
    run(user, web)
    assert titles(web) == [
        "Casetally 告警 alert: 文件无法读取 / unreadable documents",
        "Casetally 恢复 cured: 文件无法读取 / unreadable documents",
    ]
    lines = web.messages[0]["text"].splitlines()
    assert "- ＜b＞scan.txt: it is binary: byte 4 is zero; save it as plain text in UTF-8" in lines
    assert f"审核页面 review pages: {user / 'data/review/index.html'}" in lines


def test_a_refused_night_is_told_and_the_published_one_after_it(news, web):
    run(news, web, code=UNTRUE_SPANS)
    run(news, web, code=UNTRUE_SPANS)
    run(news, web)
    assert titles(web) == [
        "Casetally 告警 alert: 拒绝发布 / publication refused",
        "Casetally 恢复 cured: 拒绝发布 / publication refused",
    ]


def test_a_failed_night_is_told_with_its_reason_and_once(news, web):
    run(news, web, code=FULL_DISK)
    run(news, web, code=FULL_DISK)
    [message] = web.messages
    assert message["title"] == "Casetally 告警 alert: 夜间运行失败 / night failed"
    assert "- The disk is full." in message["text"].splitlines()


def test_a_killed_night_is_told_by_the_next_one_before_it_works(news, web):
    run(news, web, code=KILLED)
    assert web.messages == []
    run(news, web, code=KILLED)
    [message] = web.messages
    assert "never ended: it was killed, or the machine stopped." in message["text"]
    run(news, web)
    assert titles(web)[1:] == ["Casetally 恢复 cured: 夜间运行失败 / night failed"]


def test_an_inbox_that_is_gone_is_told_where_nights_have_run_before(user, web):
    (user / "inbox").rename(user / "elsewhere")
    assert run(user, web).returncode == 2
    assert "- The inbox inbox does not exist; name a folder of report texts with --inbox." in web.messages[0]["text"]


def test_another_run_on_the_data_folder_is_no_failure(news, web):
    import fcntl

    with (news / "data/.lock").open("a") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        assert run(news, web).returncode == 1
    assert web.messages == []


def test_a_failing_channel_changes_nothing_about_the_night_and_the_next_one_tells(user, web, mail):
    (user / "inbox/scan.txt").write_bytes(b"\x89PNG\x00")
    write_inbox(user / "inbox", more=COUNTY.replace("2024", "2023"))
    web.status = 503
    told = run(user, web)
    assert "webhook: the alert could not be sent: it answered with status 503." in told.stdout
    assert (last_run(user / "data")["outcome"], last_run(user / "data")["documents"]) == ("published", 1)
    web.status = 200
    web.messages.clear()
    run(user, web, CASETALLY_ALERT_EMAIL=mail.address)
    assert len(web.messages) == len(mail.mails) == 1


def test_a_damaged_memory_of_alerts_is_started_anew(user, web):
    (user / "data/alerts.json").write_text("{", encoding="utf-8")
    assert run(user, web).returncode == 0
    assert json.loads((user / "data/alerts.json").read_text(encoding="utf-8"))["conditions"] == []


def test_alerts_work_under_prefect_without_a_server_and_leave_no_address_behind(user, web, mail):
    (user / "inbox/scan.txt").write_bytes(b"\x89PNG\x00")
    write_inbox(user / "inbox", more=COUNTY.replace("2024", "2023"))
    settings = {"CASETALLY_RUNNER": "prefect", "CASETALLY_ALERT_EMAIL": mail.address, "PREFECT_LOGGING_LEVEL": "DEBUG"}
    shown = run(user, web, PREFECT_LOGGING_TO_API_ENABLED="true", **settings)
    assert len(web.messages) == len(mail.mails) == 1
    assert [secret for secret in SECRETS if secret in shown.stdout + shown.stderr] == []
    assert files_with(user, SECRETS) == []


def test_the_command_tries_every_channel_and_says_what_became_of_it(user, web, mail):
    web.status = 410
    settings = {"CASETALLY_ALERT_WEBHOOK": web.address, "CASETALLY_ALERT_EMAIL": mail.address}
    tried = casetally("alerts", "test", cwd=user, **settings)
    assert (tried.returncode, tried.stdout.splitlines()) == (
        1,
        ["webhook: the alert could not be sent: it answered with status 410.", "email: sent."],
    )
    assert mail.mails[0]["subject"] == "Casetally 测试 test"


def test_the_command_shows_channels_masked_and_conditions(user, web):
    (user / "inbox/scan.txt").write_bytes(b"\x89PNG\x00")
    run(user, web)
    shown = casetally("alerts", cwd=user, CASETALLY_ALERT_WEBHOOK=web.address).stdout
    assert f"webhook: http://{LOOPBACK}/…" in shown
    assert "文件无法读取 / unreadable documents, since " in shown
    assert "scan.txt: it is binary: byte 4 is zero" in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["test"], "No channel is set: set CASETALLY_ALERT_WEBHOOK, CASETALLY_ALERT_EMAIL or"),
        (["install"], "No channel is set: set CASETALLY_ALERT_WEBHOOK, CASETALLY_ALERT_EMAIL or"),
    ],
)
def test_without_a_channel_there_is_nothing_to_test_or_install(user, words, sentence):
    tried = casetally("alerts", *words, cwd=user)
    assert (tried.returncode, tried.stdout, tried.stderr.count("\n")) == (2, "", 1)
    assert sentence in tried.stderr


def test_automations_want_a_server(user, web):
    tried = casetally("alerts", "install", cwd=user, CASETALLY_ALERT_WEBHOOK=web.address)
    assert (tried.returncode, tried.stderr.count("\n")) == (2, 1)
    assert "none is set: set PREFECT_API_URL." in tried.stderr


def files_with(folder, secrets):
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                content = file.read()
            found += [name for secret in secrets if secret.encode() in content]
    return found


def test_a_mistyped_setting_is_told_where_channels_are_looked_at(user):
    shown = casetally("alerts", cwd=user, CASETALLY_ALERT_EMIAL="mailto://x")
    assert (
        "CASETALLY_ALERT_EMIAL is no setting and was passed over; did you mean CASETALLY_ALERT_EMAIL?" in shown.stderr
    )


def test_the_data_folder_may_be_named_behind_the_words_of_the_command(user, web):
    words = ("alerts", "test", "--data", user / "elsewhere")
    assert casetally(*words, cwd=user, CASETALLY_ALERT_WEBHOOK=web.address).returncode == 0
    (message,) = web.messages
    assert message["text"].endswith(str(user / "elsewhere"))
