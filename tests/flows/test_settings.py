"""Flags stand above the environment, the environment above .env, .env above the defaults."""

from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.settings import Settings, load_settings, unknown_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CASETALLY_{name.upper()}", raising=False)


def test_without_any_setting_the_defaults_hold():
    settings = load_settings()
    assert (settings.inbox, settings.data, settings.time_zone) == ("inbox", Path("data"), "Asia/Shanghai")


def test_a_flag_stands_above_the_environment_and_the_environment_above_the_file(monkeypatch):
    Path(".env").write_text("CASETALLY_INBOX=file\nCASETALLY_DATA=file\nCASETALLY_WORKERS=3\n")
    monkeypatch.setenv("CASETALLY_INBOX", "environment")
    monkeypatch.setenv("CASETALLY_DATA", "environment")
    settings = load_settings(inbox="flag", data=None)
    assert (settings.inbox, settings.data, settings.workers) == ("flag", Path("environment"), 3)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        pytest.param("WORKERS", "two", "CASETALLY_WORKERS is 'two', which cannot be used", id="no number"),
        pytest.param("WORKERS", "0", "CASETALLY_WORKERS is '0', which cannot be used", id="too small"),
        pytest.param("TIME_ZONE", "Asia/Peking", "a time zone such as Asia/Shanghai is wanted", id="no time zone"),
        pytest.param("TIME_ZONE", "../../etc", "a time zone such as Asia/Shanghai is wanted", id="a path"),
        pytest.param("RUNNER", "cron", "CASETALLY_RUNNER is 'cron'", id="no runner"),
    ],
)
def test_a_bad_value_is_named_in_one_sentence(monkeypatch, name, value, sentence):
    monkeypatch.setenv(f"CASETALLY_{name}", value)
    with pytest.raises(UsageError) as raised:
        load_settings()
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_mistyped_name_is_told_with_the_one_that_was_meant(monkeypatch):
    monkeypatch.setenv("CASETALLY_INBX", "x")
    assert unknown_settings() == ["CASETALLY_INBX is no setting and was passed over; did you mean CASETALLY_INBOX?"]


def test_the_example_file_lists_every_setting():
    example = Path(__file__).parents[2] / ".env.example"
    listed = {
        line.removeprefix("#CASETALLY_").partition("=")[0].lower()
        for line in example.read_text(encoding="utf-8").splitlines()
        if line.startswith("#CASETALLY_")
    }
    assert listed == set(Settings.model_fields)
