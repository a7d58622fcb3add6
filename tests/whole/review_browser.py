"""A real browser for the tests of the review pages, and the server it talks to."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager

from command_line import environment
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

PATIENCE = 90  # seconds: a loaded machine is slow, not wrong
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,900",
)


@contextmanager
def chromium(profile):
    """Start Debian's Chromium without a screen; fail where it is not installed."""
    found = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    assert all(found.values()), "install chromium and chromium-driver: .ci/run does"
    options = webdriver.ChromeOptions()
    options.binary_location = found["chromium"]
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(found["chromedriver"]))
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def served(user):
    """Run `casetally review` over a user's data folder, and give the address that it prints."""
    command = [sys.executable, "-m", "flows", "review", "--reviewer", "王敏"]
    process = subprocess.Popen(command, cwd=user, env=environment(user), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def wait_for(driver, selector, text=""):
    """Wait until an element shows a text, and return it."""

    def shows(_):
        elements = driver.find_elements(By.CSS_SELECTOR, selector)
        return next((element for element in elements if text in element.text), None)

    return WebDriverWait(driver, PATIENCE, ignored_exceptions=[StaleElementReferenceException]).until(
        shows, f"{selector} with {text!r}"
    )


def wait_until(driver, condition, what):
    """Wait until a condition holds, such as that a file was written."""
    return WebDriverWait(driver, PATIENCE).until(lambda _: condition(), what)


def press(driver, *keys):
    """Press keys, wherever the focus is, once the page's script is there to hear them."""
    wait_until(driver, lambda: driver.execute_script("return document.readyState") == "complete", "the page is whole")
    webdriver.ActionChains(driver).send_keys(*keys).perform()


def complaints(driver):
    """What the browser's console says of our pages: forbidden content, errors of scripts."""
    entries = [json.dumps(entry["message"]) for entry in driver.get_log("browser")]
    return [entry for entry in entries if "favicon.ico" not in entry]
