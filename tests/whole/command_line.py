"""Running `casetally` as a user does: in a process of its own, with nothing of the tests' environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
TIME_LIMIT = 240

COUNTY = "安吉县人民法院2024年受理执行案件3200件，同比增长6.5%，执结3008件，执行到位金额2.4亿元。"
PROVINCE = "浙江省高级人民法院5月20日通报，2024年全省法院受理案件120.5万件，结案110.2万件，平均办案用时46天。"
MISPRINT = "德清县人民法院介绍，2024年该院执行完毕率达到982%，比上年提高1.5个百分点。"
# Code that a command is started with: a run that is killed as it commits its second night.
KILLED_IN_THE_SECOND_SLICE = """
import os, signal
from flows import way
commits = []
def commit(*arguments, whole=way.commit):
    commits.append(arguments)
    if len(commits) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(*arguments)
way.commit = commit
"""


def environment(home, **settings):
    """The environment of a fresh user, with the given variables."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "CASETALLY_RUNNER": "plain",
        "CASETALLY_WORKERS": "2",
        **settings,
    }


def casetally(*arguments, cwd, code="", stdin="", command=None, **settings):
    """Run the command line; ``code`` is executed before it in the same process.

    Args:
        arguments: The words after `casetally`.
        cwd: The folder it is run in, also its home.
        code: Python that prepares the process, such as a fault.
        stdin: What comes through the pipe.
        command: Words before Python's own, such as those that cut the network.
        settings: Environment variables.
    """
    main = f"import sys\n{code}\nfrom flows.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
    start = Path(cwd) / "start_casetally.py"
    start.write_text(main, encoding="utf-8")
    return subprocess.run(
        [*(command or ()), sys.executable, str(start), *map(str, arguments)],
        cwd=cwd,
        env=environment(cwd, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIME_LIMIT,
        start_new_session=True,
        check=False,
    )


def write_inbox(folder, **documents):
    """Write documents; each name gets ``.txt``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def rows(data, query):
    """Rows of the published warehouse, read in this process."""
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def figures(data):
    """Every figure but for the run that brought it."""
    return rows(data, "select * exclude (run_id) from observations order by observation_id")


def findings(data):
    """Every finding but for the runs that saw it."""
    return rows(data, "select * exclude (first_run_id, last_run_id) from findings order by finding_id")


def lake_files(data):
    """The files of the lake with their sizes and times."""
    found = [path for path in (data / "lake").rglob("*") if path.is_file()]
    return {str(path.relative_to(data)): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def last_run(data):
    """The last run's summary."""
    return json.loads((data / "last_run.json").read_text(encoding="utf-8"))
