"""The pictures of README.md and docs/reviewing.md, taken anew of a first night over the samples: ``make pictures``.

Needs Chromium and its driver, as the tests of the pages do.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "whole"))

from command_line import environment, rows  # noqa: E402
from review_browser import chromium, served  # noqa: E402

WIDTH = 1200
DATA_DOCS, OVERVIEW, CARD = 1160, 1037, 1250  # heights
SHOWN_RULE = "rate_equals_part_of_whole"


def main() -> None:
    """Run the night, open its pages as users do, and write three files beside this one."""
    with tempfile.TemporaryDirectory() as folder:
        user = Path(folder)
        (user / "samples").symlink_to(ROOT / "samples")
        run = [sys.executable, "-m", "flows", "run", "--inbox", "samples", "--data", "data"]
        subprocess.run(run, cwd=user, env=environment(user), check=True, stdout=subprocess.DEVNULL)
        with chromium(user / "profile") as browser, served(user) as address:
            [docs] = (user / "data" / "docs").rglob("*-rule_results.html")
            take(browser, docs.as_uri(), DATA_DOCS, "data-docs.png")
            take(browser, address, OVERVIEW, "review-overview.png")
            [(finding,)] = rows(user / "data", f"SELECT finding_id FROM findings WHERE rule = '{SHOWN_RULE}'")
            take(browser, f"{address.partition('?')[0]}findings/{finding}.html", CARD, "review-card.png")


def take(browser, address: str, height: int, name: str) -> None:
    """Open a page on a screen of that height and write what it shows."""
    screen = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(address)
    browser.save_screenshot(str(Path(__file__).parent / name))


if __name__ == "__main__":
    main()
