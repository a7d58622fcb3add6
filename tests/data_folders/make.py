"""Make the data folder that the installed version of Casetally writes, kept for the tests of later versions.

    .venv/bin/python tests/data_folders/make.py

writes `tests/data_folders/VERSION.tar.gz` beside this file: two nights over three texts of our own, one of them with a
misprint. Run it once, on the commit that is released, before anything of the data folder changes; never again after.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from warehouse.version import running_version

NIGHTS = (
    {
        "county": "安吉县人民法院2024年受理执行案件3200件，同比增长6.5%，执结3008件，执行到位金额2.4亿元。",
        "misprint": "德清县人民法院介绍，2024年该院执行完毕率达到982%，比上年提高1.5个百分点。",
    },
    {"province": "浙江省高级人民法院5月20日通报，2024年全省法院受理案件120.5万件，结案110.2万件。"},
)
KEPT = ("lake", "warehouse.duckdb", "last_run.json")


def make(archive: Path) -> None:
    """Run the nights and pack what a data folder keeps."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "inbox").mkdir()
        for texts in NIGHTS:
            for name, text in texts.items():
                (place / "inbox" / f"{name}.txt").write_text(text, encoding="utf-8")
            environment = {**os.environ, "CASETALLY_RUNNER": "plain", "PYTHONPATH": str(Path(__file__).parents[2])}
            subprocess.run([sys.executable, "-m", "flows", "run"], cwd=place, env=environment, check=True)
        with tarfile.open(archive, "w:gz") as packed:
            for name in KEPT:
                packed.add(place / "data" / name, name)


if __name__ == "__main__":
    target = Path(__file__).with_name(f"{running_version()}.tar.gz")
    if target.exists():
        sys.exit(f"{target}: is kept already; a data folder of a released version is never made again")
    make(target)
    print(target)
