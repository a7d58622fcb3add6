"""The review pages in a real browser: open, filter, decide by keyboard, and see what comes of it."""

import pytest
from command_line import MISPRINT, casetally, rows, write_inbox
from review_browser import chromium, complaints, press, served, wait_for, wait_until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

SERIES = "select obs_value::varchar, obs_status from series where indicator = 'full_enforcement_rate' and ref_area = {}"
DEQING = "'330521'"
IN_VIEW = """
const box = document.querySelector(".excerpt").getBoundingClientRect();
const figure = document.querySelector(".excerpt mark.subject").getBoundingClientRect();
return figure.top >= box.top && figure.bottom <= box.bottom;
"""
MARKUP = "<script>document.title='obeyed'</script><img src=x onerror=\"document.title='obeyed'\">"
HOSTILE = f"长兴县人民法院介绍，2024年该院执行完毕率达到973%，{MARKUP}比上年提高1.5个百分点。{MARKUP}"
LONG = "法院持续推进执行工作，回应群众关切。\n\n" * 60 + "安吉县人民法院介绍，2024年该院执行完毕率达到964%。"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """One browser for all tests of this file."""
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """A user's folder after a night over a misprint and over a text full of markup; tests decide on it in turn."""
    user = tmp_path_factory.mktemp("reviewed")
    write_inbox(user / "inbox", misprint=MISPRINT, long=LONG, **{"<b>hostile": HOSTILE})
    run = casetally("run", cwd=user)
    assert run.returncode == 0, run.stderr
    return user


def finding_of(user, figure):
    """The first finding on a figure."""
    query = f"select min(finding_id) from findings join observations using (observation_id) where obs_text = '{figure}'"
    return rows(user / "data", query)[0][0]


def test_a_text_full_of_markup_shows_as_text(browser, reviewed):
    browser.get((reviewed / f"data/review/findings/{finding_of(reviewed, '973%')}.html").as_uri())
    assert MARKUP in wait_for(browser, ".excerpt", "973%").text
    assert "obeyed" not in browser.title
    assert browser.find_elements(By.CSS_SELECTOR, "img, b.hostile, .excerpt script") == []
    assert complaints(browser) == []


def test_the_pages_of_a_run_open_from_the_file_system_and_filter_there(browser, reviewed):
    browser.get((reviewed / "data/review/index.html").as_uri())
    wait_for(browser, "h1", "审核总览")
    wait_for(browser, "main a", "开始审核").click()
    wait_for(browser, "h1", "发现")
    press(browser, "/", "982%", Keys.ESCAPE)
    wait_until(browser, lambda: "973%" not in wait_for(browser, ".queue").text, "the other finding is hidden")
    assert "text=982" in browser.current_url
    press(browser, "j", Keys.ENTER)
    assert "982%" in wait_for(browser, ".excerpt mark.subject").text
    assert complaints(browser) == []


def decide_by_keyboard(browser, user, verdict, value=""):
    """Find the misprint among all findings, decide on it by keyboard alone, and run the next night."""
    with served(user) as address:
        browser.get(address)
        press(browser, "/")
        wait_for(browser, "h1", "发现")
        browser.get(browser.current_url + "?status=all")
        press(browser, "/", "982%", Keys.ENTER)
        wait_until(browser, lambda: "text=982" in browser.current_url, "the filter is in the address")
        press(browser, "j", verdict)
        wait_for(browser, ".excerpt mark.subject", "982%")
        wait_until(browser, lambda: in_focus(browser) in ("value", "reason"), "a field of the form")
        if value:
            press(browser, value, Keys.TAB)
            wait_until(browser, lambda: in_focus(browser) in ("reason", "figure"), "the next field")
        browser.find_element(By.NAME, "words").send_keys("已核对", Keys.ENTER)
        wait_for(browser, "#notice", "已记下")
    run = casetally("run", cwd=user)
    assert run.returncode == 0, run.stderr


def in_focus(browser):
    """The name of the field that hears the keyboard."""
    return browser.switch_to.active_element.get_attribute("name")


def test_a_decision_in_the_browser_changes_series_survives_a_rebuild_and_is_undone_by_a_later_one(browser, user):
    data, correction = user / "data", [("98.200000", "corrected")]
    assert rows(data, SERIES.format(DEQING)) == []
    decide_by_keyboard(browser, user, "e", "98.2%")
    assert rows(data, SERIES.format(DEQING)) == correction
    (data / "warehouse.duckdb").unlink()
    assert casetally("rebuild", cwd=user).returncode == 0
    assert rows(data, SERIES.format(DEQING)) == correction
    decide_by_keyboard(browser, user, "u")
    assert rows(data, SERIES.format(DEQING)) == []
    (data / "warehouse.duckdb").unlink()
    assert casetally("rebuild", cwd=user).returncode == 0
    assert rows(data, SERIES.format(DEQING)) == []


def test_the_figure_in_question_is_in_view_and_facets_survive_a_reload(browser, reviewed):
    with served(reviewed) as address:
        browser.get(address)
        wait_for(browser, "h1", "审核总览")
        browser.get(address.partition("?")[0] + "findings/index.html?severity=critical&status=all&text=964%25")
        browser.refresh()
        assert browser.find_element(By.NAME, "text").get_attribute("value") == "964%"
        assert browser.find_element(By.NAME, "severity").get_attribute("value") == "critical"
        assert "982%" not in wait_for(browser, ".queue").text
        press(browser, "j", Keys.ENTER)
        wait_for(browser, ".excerpt mark.subject", "964%")
        assert browser.execute_script(IN_VIEW)


def test_a_decision_by_keyboard_reaches_the_file_and_the_next_nights_series(browser, reviewed):
    data = reviewed / "data"
    assert rows(data, SERIES.format(DEQING)) == []
    with served(reviewed) as address:
        browser.get(address)
        wait_for(browser, "h1", "审核总览")
        assert "token" not in browser.current_url
        press(browser, "/")
        wait_for(browser, "h1", "发现")
        press(browser, "/", "982%", Keys.ENTER)
        wait_until(browser, lambda: "text=982" in browser.current_url, "the filter is in the address")
        press(browser, "j", "e")
        wait_for(browser, ".excerpt mark.subject", "982%")
        wait_until(
            browser, lambda: browser.switch_to.active_element.get_attribute("name") == "value", "the value's field"
        )
        press(browser, "98.2%")
        Select(browser.find_element(By.NAME, "reason")).select_by_index(1)
        browser.find_element(By.NAME, "words").send_keys("第4版", Keys.ENTER)
        wait_until(browser, (data / "decisions.csv").is_file, "the decision is written")
        wait_for(browser, "#notice", "已记下")
        assert complaints(browser) == []
    line = (data / "decisions.csv").read_text(encoding="utf-8").splitlines()[1]
    assert f"王敏,{finding_of(reviewed, '982%')}" in line
    assert ",edit,98.2,,扫描丢失小数点或数字: 第4版," in line
    assert casetally("run", cwd=reviewed).returncode == 0
    assert rows(data, SERIES.format(DEQING)) == [("98.200000", "corrected")]


def test_markup_in_a_reason_and_in_a_name_shows_as_text(browser, reviewed):
    finding = finding_of(reviewed, "973%")
    said = casetally("review", "unsure", finding, "--reason", MARKUP, "--reviewer", MARKUP, cwd=reviewed)
    assert said.returncode == 0, said.stderr
    with served(reviewed) as address:
        browser.get(address)
        wait_for(browser, "h1", "审核总览")
        browser.get(f"{address.partition('?')[0]}findings/{finding}.html")
        assert wait_for(browser, "#history", "不能判定").text.count(MARKUP) == 2
        assert "obeyed" not in browser.title
        assert browser.find_elements(By.CSS_SELECTOR, "img, main script") == []
        assert complaints(browser) == []


def test_a_stranger_to_the_session_sees_nothing(browser, reviewed):
    with served(reviewed) as address:
        browser.delete_all_cookies()
        browser.get(address.partition("?")[0] + "findings/index.html")
        assert "casetally review" in wait_for(browser, "body", "token").text
        assert browser.find_elements(By.CSS_SELECTOR, ".queue") == []
