"""Automations on a Prefect server of one's own: it tells of runs that could not tell of themselves."""

import json
import subprocess
import sys

import pytest
from command_line import TIME_LIMIT, casetally, environment
from prefect_server import ask, wait_for
from receivers import PASSWORD, SECRET, mail_receiver, web_receiver

from bench.faults.servers import own_server

AUTOMATIONS = ["casetally-alert-ended-badly", "casetally-alert-late", "casetally-alert-never-ran"]


class Installed:
    """A server on which the automations were installed twice, with what receives."""

    def __init__(self, folder, api, web, mail):
        self.folder, self.api, self.web, self.mail = folder, api, web, mail
        self.settings = {
            "PREFECT_API_URL": api,
            "PREFECT_HOME": str(folder / "prefect"),
            "CASETALLY_ALERT_WEBHOOK": web.address,
            "CASETALLY_ALERT_EMAIL": mail.address,
        }
        self.runs = [casetally("alerts", "install", cwd=folder, **self.settings) for _ in range(2)]

    def flow_run(self, flow, *states):
        """Bring a run of a flow through states, each with a type, a message and perhaps a name of its own."""
        flow_id = ask(f"{self.api}/flows/", {"name": flow})["id"]
        run = ask(f"{self.api}/flow_runs/", {"flow_id": flow_id, "state": {"type": "RUNNING"}})
        for kind, message, *name in states:
            state = {"type": kind, "name": name[0] if name else kind.title(), "message": message}
            ask(f"{self.api}/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
        return run["name"]

    def told_of(self, name):
        """The texts by web and by mail in which a run is named, once they have come."""
        wait_for(lambda: all(self._naming(name)))
        return self._naming(name)

    def _naming(self, name):
        posted = [message["text"] for message in self.web.messages if name in message["text"]]
        return posted, [text for text in (mail.get_content() for mail in self.mail.mails) if name in text]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A server, its automations installed; it ends with the tests."""
    folder = tmp_path_factory.mktemp("automation")
    with own_server(folder) as (api, _), web_receiver() as web, mail_receiver() as mail:
        yield Installed(folder, api, web, mail)


def test_installing_again_changes_nothing(installed):
    assert [run.stdout.split(": installed.\n")[:-1] for run in installed.runs] == [AUTOMATIONS, AUTOMATIONS]
    found = ask(f"{installed.api}/automations/filter", {})
    assert sorted(automation["name"] for automation in found) == AUTOMATIONS
    assert all(automation["enabled"] and len(automation["actions"]) == 2 for automation in found)


def test_a_crashed_night_is_told_by_web_and_by_mail(installed):
    name = installed.flow_run("nightly", ("CRASHED", 'killed: "进程" <b>@all http://x'))
    [posted], [mailed] = installed.told_of(name)
    told = f'{name} Crashed killed: "进程" ＜b>＠all http：//x'
    assert posted.splitlines() == ["运行崩溃或失败", "a run crashed or failed", told]
    assert mailed.splitlines() == posted.splitlines()


def test_a_failed_night_that_could_not_tell_itself_is_told_and_one_that_told_is_not(installed):
    told_itself = installed.flow_run("nightly", ("FAILED", "nightly run_id=r1 documents=0 outcome=refused"))
    of_another = installed.flow_run("somebody-elses", ("CRASHED", "killed"))
    bad_setting = installed.flow_run("nightly", ("FAILED", "CASETALLY_WORKERS is 'many', which cannot be used."))
    [posted], _ = installed.told_of(bad_setting)
    assert "CASETALLY_WORKERS is 'many'" in posted
    # The events of a server are taken in their order: what came before has been looked at.
    assert [
        text for text in (m["text"] for m in installed.web.messages) if told_itself in text or of_another in text
    ] == []


def test_a_crashed_backfill_is_told(installed):
    name = installed.flow_run("backfill", ("CRASHED", "out of memory"))
    [posted], _ = installed.told_of(name)
    assert posted.endswith(f"{name} Crashed out of memory")


def test_a_fetch_that_told_itself_what_it_could_not_have_is_not_told_again(installed):
    told_itself = installed.flow_run("fetch", ("FAILED", "court: 0 new, 1 failed", "Unfetched"))
    could_not = installed.flow_run("fetch", ("FAILED", "another fetch is on"))
    installed.told_of(could_not)
    assert not any(told_itself in message["text"] for message in installed.web.messages)


def test_a_night_that_did_not_start_in_time_is_told(installed):
    flow_id = ask(f"{installed.api}/flows/", {"name": "nightly"})["id"]
    due = {"type": "SCHEDULED", "state_details": {"scheduled_time": "2026-01-01T00:00:00Z"}}
    run = ask(f"{installed.api}/flow_runs/", {"flow_id": flow_id, "state": due})
    [posted], _ = installed.told_of(run["name"])
    assert posted.startswith("夜间运行没有按时开始\n")


def test_a_saved_block_is_a_channel_of_the_night_and_of_the_server(installed):
    save = f"""
from prefect.blocks.notifications import CustomWebhookNotificationBlock
CustomWebhookNotificationBlock(
    name="ours",
    url="{{{{address}}}}",
    secrets={{"address": {installed.web.address!r}}},
    json_data={{"text": "{{{{subject}}}}", "form": "ours"}},
).save("ours", overwrite=True)
"""
    subprocess.run(
        [sys.executable, "-c", save],
        env=environment(installed.folder, **installed.settings),
        check=True,
        timeout=TIME_LIMIT,
    )
    settings = {"PREFECT_API_URL": installed.api, "CASETALLY_ALERT_BLOCKS": "custom-webhook/ours, custom-webhook/none"}
    tried = casetally("alerts", "test", cwd=installed.folder, **settings)
    assert (tried.returncode, tried.stdout.splitlines()[0]) == (1, "custom-webhook/ours: sent."), tried.stderr
    assert "custom-webhook/none: the alert could not be sent: the Prefect server has no such block" in tried.stdout
    assert {"text": "Casetally 测试 test", "form": "ours"} in installed.web.messages


def test_a_refusing_receiver_leaves_no_address_in_the_log_of_the_server(installed):
    installed.web.status = 500
    before = len(installed.web.messages)
    name = installed.flow_run("nightly", ("CRASHED", "once more"))
    installed.told_of(name)
    installed.web.status = 200
    assert len(installed.web.messages) > before
    log = (installed.folder / "server.log").read_text(encoding="utf-8")
    events = json.dumps(ask(f"{installed.api}/events/filter", {"limit": 50, "filter": {}}))
    blocks = json.dumps(ask(f"{installed.api}/block_documents/filter", {}))
    automations = json.dumps(ask(f"{installed.api}/automations/filter", {}))
    said = "".join(run.stdout + run.stderr for run in installed.runs)
    for text in (log, events, blocks, automations, said):
        assert SECRET not in text
        assert PASSWORD not in text
