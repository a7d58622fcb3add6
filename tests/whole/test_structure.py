"""The plan of the house: imports point one way, the deployment leads to the flow, nothing names a machine."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PURE = ("prefect", "great_expectations", "duckdb", "pandas", "pyarrow", "logging", "socket", "rich", "typer")


def lint_imports(folder):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_imports_point_one_way():
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout


def test_an_import_against_the_way_is_noticed(tmp_path):
    for package in ("extraction", "warehouse", "expectations", "flows"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "extraction" / "__init__.py").write_text("import warehouse\n")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint_imports(tmp_path).returncode == 1


@pytest.mark.parametrize("name", PURE)
def test_extraction_is_pure(name):
    code = f"import sys, extraction\nsys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def deployments():
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    return {deployment["name"]: deployment for deployment in declared}


@pytest.mark.parametrize("name", deployments())
def test_a_deployment_leads_to_the_flow_of_its_name(name):
    from prefect.flows import load_flow_from_entrypoint

    assert load_flow_from_entrypoint(str(ROOT / deployments()[name]["entrypoint"])).name == name


@pytest.mark.parametrize("name", deployments())
def test_a_deployment_runs_alone_in_the_pool_of_this_machine(name):
    deployment = deployments()[name]
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert deployment["work_pool"]["name"] == "local-process"


def test_the_nightly_deployment_runs_once_a_night_in_the_time_of_the_courts():
    assert deployments()["nightly"]["schedules"] == [{"cron": "30 2 * * *", "timezone": "Asia/Shanghai"}]


def test_what_a_person_starts_has_no_schedule():
    assert [name for name in ("backfill", "rebuild") if "schedules" in deployments()[name]] == []


def test_a_named_python_that_does_not_start_is_not_replaced_by_another(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    run = subprocess.run(
        ["make", ".venv/bin/python", "PYTHON=/nonexistent/python"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("PYTHON=/nonexistent/python does not start Python 3.11 or newer: give another path")
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("lock", ["run.lock", "test.lock"])
def test_a_lock_has_a_hash_for_every_package_and_names_no_index(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    requirements = text.replace("\\\n", " ").splitlines()
    pinned = [line for line in requirements if line and not line.lstrip().startswith("#")]
    assert [line for line in pinned if "--hash=sha256:" not in line] == []
    assert "://" not in text
