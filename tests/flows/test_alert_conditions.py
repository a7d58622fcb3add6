"""Which conditions hold after a night, which of them are news, and how they are worded. No clock, no network."""

from datetime import UTC, date, datetime

import pytest

from flows.alerts.conditions import Holdings, Limits, Past, conditions_after, failed, judged_kinds
from flows.alerts.news import mark_told, update
from flows.alerts.state import AlertState, Begun, Known, read_state, write_state
from flows.alerts.wording import MAXIMUM_LINE, compose, plain, words
from flows.summary import NightSummary

DAY = date(2026, 3, 10)
LIMITS = Limits(silence_days=7, jump_factor=2, jump_number=20)
PAST = Past(watched_since=date(2026, 3, 1))
SCAN = {"uri": "scan.txt", "reason": "it is binary", "document_id": "a1"}
OTHER = {"uri": "other.txt", "reason": "it is empty", "document_id": "b2"}


def night(outcome="published", **told):
    return NightSummary("r1", datetime(2026, 3, 9, 18, 30, tzinfo=UTC), "1", "inbox", "data", outcome, **told)


def found(summary, holdings=None, past=PAST, day=DAY):
    return conditions_after(summary, holdings, past, LIMITS, day)


def kinds(summary, holdings=None, past=PAST, day=DAY):
    return [condition.kind for condition in found(summary, holdings, past, day)]


def after(state, summary, holdings=None, day=DAY, remind_days=0, reached=True):
    """The news of a night, told to somebody unless nobody was ``reached``."""
    present = conditions_after(summary, holdings, state.past(day), LIMITS, day)
    news = update(state, present, judged_kinds(summary, holdings), day, remind_days)
    if reached:
        mark_told(state, news, day)
    return [*(c.kind for c in news.new)], [*(c.kind for c in news.still)], [*news.cured]


def test_a_quiet_night_alerts_nothing():
    assert found(night(documents=3), Holdings(5, DAY), Past(PAST.watched_since, [5, 5, 5])) == []


@pytest.mark.parametrize(
    ("newest", "silent"),
    [
        pytest.param(date(2026, 3, 4), False, id="six days"),
        pytest.param(date(2026, 3, 3), True, id="seven days"),
        pytest.param(date(2026, 3, 11), False, id="a day ahead"),
        pytest.param(None, True, id="never any, watched for nine days"),
    ],
)
def test_silence_is_alerted_from_the_seventh_day_without_a_new_document(newest, silent):
    assert kinds(night("nothing_new"), Holdings(0, newest)) == ["silence"] * silent


def test_a_document_of_a_refused_night_ends_the_silence():
    assert kinds(night("refused", documents=1, failures=["x"]), Holdings(0, date(2026, 1, 1))) == ["refused"]


@pytest.mark.parametrize(
    ("earlier", "now", "jumped"),
    [
        pytest.param([30, 30, 30], 60, False, id="twice is not more than twice"),
        pytest.param([30, 30, 30], 61, True, id="more than twice and than twenty above"),
        pytest.param([10, 10, 10], 30, False, id="more than twice, twenty above"),
        pytest.param([10, 10, 10], 31, True, id="more than twice, twenty-one above"),
        pytest.param([0, 0, 0], 21, True, id="from nothing"),
        pytest.param([10, 10], 500, False, id="two nights say nothing of what is usual"),
        pytest.param([500, 500, 10, 10, 10, 10, 10, 500, 10], 31, True, id="only seven nights count, their median"),
    ],
)
def test_a_jump_is_more_than_the_factor_and_the_number_above_the_median_of_seven_nights(earlier, now, jumped):
    past = Past(PAST.watched_since, earlier)
    assert kinds(night(documents=1), Holdings(now, DAY), past) == ["findings_jump"] * jumped


def test_a_night_that_published_nothing_is_not_judged_for_a_jump():
    past = Past(PAST.watched_since, [1, 1, 1])
    assert kinds(night("nothing_new"), Holdings(500, DAY), past) == []
    assert "findings_jump" not in judged_kinds(night("nothing_new"), Holdings(500, DAY))


def test_a_condition_is_told_once_and_its_cure_once():
    state = AlertState()
    broken, mended = night(unreadable=[SCAN]), night()
    assert [after(state, summary) for summary in (broken, broken, mended, mended, broken)] == [
        (["unreadable"], [], []),
        ([], [], []),
        ([], [], ["unreadable"]),
        ([], [], []),
        (["unreadable"], [], []),
    ]


def test_only_the_new_one_of_a_kind_is_told_and_the_cure_when_the_last_is_gone():
    state = AlertState()
    after(state, night(unreadable=[SCAN]))
    assert after(state, night(unreadable=[SCAN, OTHER])) == (["unreadable"], [], [])
    assert after(state, night(unreadable=[OTHER])) == ([], [], [])
    assert after(state, night()) == ([], [], ["unreadable"])


def test_what_reached_nobody_is_new_until_it_reaches_somebody():
    state = AlertState()
    assert after(state, night(unreadable=[SCAN]), reached=False) == (["unreadable"], [], [])
    assert after(state, night(unreadable=[SCAN])) == (["unreadable"], [], [])
    assert after(state, night(), reached=False) == ([], [], ["unreadable"])
    assert after(state, night()) == ([], [], ["unreadable"])
    assert after(state, night()) == ([], [], [])


def test_no_cure_is_told_of_what_nobody_was_told():
    state = AlertState()
    after(state, night(unreadable=[SCAN]), reached=False)
    assert after(state, night()) == ([], [], [])


def test_a_standing_condition_is_told_again_after_the_days_of_the_reminder():
    state = AlertState()
    told = [after(state, night(unreadable=[SCAN]), day=date(2026, 3, d), remind_days=7) for d in (1, 7, 8, 14, 15)]
    assert told == [
        (["unreadable"], [], []),
        ([], [], []),
        ([], ["unreadable"], []),
        ([], [], []),
        ([], ["unreadable"], []),
    ]


def test_a_failed_night_cures_nothing_else_and_the_same_reason_with_other_numbers_is_the_same():
    state = AlertState()
    after(state, night(unreadable=[SCAN]))
    assert after(state, night("failed", message="run 20260310T1830Z-a1: 5 bytes left")) == (["failed"], [], [])
    assert after(state, night("failed", message="run 20260311T1830Z-b2: 7 bytes left")) == ([], [], [])
    assert after(state, night("failed", message="the lake is damaged")) == (["failed"], [], [])
    assert after(state, night(unreadable=[SCAN])) == ([], [], ["failed"])


def test_an_expectation_that_fails_with_other_rows_is_the_same_and_another_is_new():
    state = AlertState()
    assert after(state, night("refused", failures=["a failed in t: 3 rows, the first: x"])) == (["refused"], [], [])
    assert after(state, night("refused", failures=["a failed in t: 4 rows, the first: y"])) == ([], [], [])
    assert after(state, night("refused", failures=["b failed in t: 1 row"])) == (["refused"], [], [])
    assert after(state, night()) == ([], [], ["refused"])


def test_a_jump_that_stands_is_told_once_and_a_further_jump_again():
    state = AlertState(open_findings={date(2026, 2, d): 10 for d in range(1, 8)}, watched_since=date(2026, 2, 1))
    told = []
    for day, count in ((1, 40), (2, 45), (3, 100), (4, 12)):
        holdings = Holdings(count, date(2026, 3, day))
        told.append(after(state, night(documents=1), holdings, date(2026, 3, day)))
        state.remember_findings(date(2026, 3, day), count)
    jump = ["findings_jump"]
    assert told == [(jump, [], []), ([], [], []), (jump, [], []), ([], [], jump)]


def test_a_second_run_of_a_day_is_held_against_earlier_days_only():
    state = AlertState(open_findings={date(2026, 3, d): 10 for d in range(1, 4)})
    state.remember_findings(DAY, 90)
    assert list(state.past(DAY).open_findings) == [10, 10, 10]


def test_no_more_nights_are_remembered_than_are_looked_back_on():
    state = AlertState()
    for day in range(1, 30):
        state.remember_findings(date(2026, 3, day), day)
    assert sorted(state.open_findings.values()) == [22, 23, 24, 25, 26, 27, 28, 29]


def test_the_state_comes_back_as_it_was_written(tmp_path):
    known = Known(kind="failed", fingerprint="failed:1", since=DAY, told=DAY, detail="磁盘已满")
    begun = Begun(run_id="r1", started_at="2026-03-09 18:30 UTC")
    state = AlertState(begun=begun, conditions=[known], open_findings={DAY: 3}, untold_cures=["silence"])
    write_state(state, tmp_path / "alerts.json")
    assert read_state(tmp_path / "alerts.json") == state


@pytest.mark.parametrize("content", ["", "{", "[]", '{"conditions": [{"kind": "unheard of"}]}', "\0"])
def test_a_damaged_or_missing_state_is_a_fresh_one(tmp_path, content):
    (tmp_path / "alerts.json").write_text(content, encoding="utf-8")
    assert read_state(tmp_path / "alerts.json") == read_state(tmp_path / "missing.json") == AlertState()


def test_a_message_has_a_line_a_fact_in_both_languages_and_says_where_to_look():
    news = update(AlertState(), found(night(unreadable=[SCAN])), {"unreadable"}, DAY, 0)
    message = compose(news, DAY, {"review pages": "/srv/data/review/index.html"})
    assert message.subject == "Casetally 告警 alert: 文件无法读取 / unreadable documents"
    assert message.body.splitlines() == [
        "Casetally 2026-03-10",
        "",
        "[新 new]",
        "有 1 份文件无法读取，已隔离；请修复或移出收件夹。",
        "Documents that cannot be read (1) are in quarantine; mend them or take them out of the inbox.",
        "- scan.txt: it is binary",
        "",
        "review pages: /srv/data/review/index.html",
    ]


def test_a_cure_has_its_own_subject():
    state = AlertState()
    after(state, night(unreadable=[SCAN]))
    message = compose(update(state, [], {"unreadable"}, DAY, 0), DAY, {})
    assert message.subject == "Casetally 恢复 cured: 文件无法读取 / unreadable documents"
    assert "No document of the inbox is unreadable any more." in message.body


def test_of_many_documents_ten_are_listed():
    many = [{"uri": f"{n}.txt", "reason": "x", "document_id": str(n)} for n in range(25)]
    body = compose(update(AlertState(), found(night(unreadable=many)), {"unreadable"}, DAY, 0), DAY, {}).body
    assert "(25)" in body
    assert [line for line in body.splitlines() if line.startswith("- ")][-1] == "- … 另有 / and 15 more"
    assert body.count("\n- ") == 11


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<b>x</b>&", "＜b＞x＜/b＞＆", id="HTML"),
        pytest.param("[x](http://evil)", "［x］(http：//evil)", id="Markdown link"),
        pytest.param("<!channel> @all", "＜!channel＞ ＠all", id="mentions"),
        pytest.param("{{ address }}", "｛｛ address ｝｝", id="template"),
        pytest.param("a\r\nBcc: x\x1b[2J\u202e", "a  Bcc: x ［2J ", id="control characters"),
        pytest.param("判决" * 1000, "判决" * 149 + "判…", id="length"),
    ],
)
def test_texts_of_documents_are_harmless_in_any_channel(text, shown):
    assert plain(text) == shown
    assert len(plain(text)) <= MAXIMUM_LINE


def test_every_kind_has_its_words_and_no_braces_of_a_text_are_filled_in():
    state = AlertState()
    after(state, night("refused", failures=["{now} {count}"]))
    assert set(words()) == {"failed", "refused", "unreadable", "silence", "findings_jump", "unfetched"}
    news = update(AlertState(), [failed("{count}")], {"failed"}, DAY, 0)
    assert "- ｛count｝" in compose(news, DAY, {}).body
