"""What docs/extending.md tells a language expert to do has the effect that it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOW_TO = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```yaml\n# (?P<file>\w+\.yaml): (?P<place>[^\n]+)\n(?P<entry>.*?)^```$", re.MULTILINE | re.DOTALL)
CLAUSE = re.compile(r"^```text\n(.*?)\n```$", re.MULTILINE)
FIELDS = ("obs_text", "indicator", "breakdown", "measure", "printed_value", "value_low", "value_high", "unit_measure")
FIELDS += ("qualifier", "ref_area", "court", "change_of", "observation_id")
READ = f"""
import json, sys
from extraction import extract_document
read = lambda text: extract_document(text, document_id="0" * 64, uri="report.txt").observations
clauses = json.load(sys.stdin)
fields = {FIELDS!r}
found = [[{{name: getattr(each, name) for name in fields}} for each in read(text)] for text in clauses]
print(json.dumps(found, default=str))
"""
Figures = list[dict[str, Any]]


def clause(words: str) -> str:
    """The clause of the how-to that holds these words."""
    (found,) = [each for each in CLAUSE.findall(HOW_TO) if words in each]
    return found


def read_with(catalogue_of: Path) -> dict[str, Figures]:
    """The figures of every clause of the how-to, read by a process of its own with the catalogue of a folder."""
    clauses = CLAUSE.findall(HOW_TO)
    run = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(clauses),
        env={**os.environ, "PYTHONPATH": str(catalogue_of), "PYTHONIOENCODING": "utf-8"},
        cwd=catalogue_of,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return dict(zip(clauses, json.loads(run.stdout), strict=True))


def put_in(catalogue: Path, block: re.Match[str]) -> None:
    """Add the entry of a block at its place in the file."""
    path = catalogue / block["file"]
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    entry, place = yaml.safe_load(block["entry"]), declared
    for step in block["place"].split(", "):
        place = place[step] if isinstance(place, dict) else next(each for each in place if step in each.values())
    if isinstance(place, list):
        place += entry
    else:
        place |= entry
    path.write_text(yaml.safe_dump(declared, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module")
def before() -> dict[str, Figures]:
    """The clauses as they are read today."""
    return read_with(ROOT)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    """The clauses as they are read with every entry of the how-to in a copy of the catalogue."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(ROOT / "extraction", folder / "extraction", ignore=shutil.ignore_patterns("__pycache__"))
    for block in BLOCK.finditer(HOW_TO):
        put_in(folder / "extraction" / "catalogue", block)
    return read_with(folder)


EFFECTS = [
    pytest.param(
        "云上庭审", "1286场次", {"indicator": None}, {"indicator": "online_hearings_cloud"}, id="an indicator"
    ),
    pytest.param(
        "云上庭审", "12.5%", {"indicator": None}, {"indicator": "online_hearings_cloud"}, id="an indicator's growth"
    ),
    pytest.param("上诉比例", "7.2%", {"indicator": None}, {"indicator": "appeal_rate"}, id="a wording"),
    pytest.param("锦旗", "126面", None, {"printed_value": "126", "unit_measure": "item"}, id="a unit"),
    pytest.param(
        "直逼",
        "3万件",
        {"qualifier": "exact", "value_low": "25000", "value_high": "35000"},
        {"qualifier": "nearly", "value_low": "20000", "value_high": "30000"},
        id="a hedge",
    ),
    pytest.param(
        "危险驾驶",
        "326件",
        {"breakdown": "subject=危险驾驶"},
        {"breakdown": "offence=dangerous_driving"},
        id="a slice",
    ),
    pytest.param(
        "缩水",
        "5.2%",
        {"measure": "level", "printed_value": "5.2"},
        {"measure": "change", "printed_value": "-5.2"},
        id="a word of change",
    ),
    pytest.param("1461次", "1461次", {"unit_measure": "occurrence"}, None, id="a number that is no figure"),
    pytest.param(
        "长江新区", "326件", {"ref_area": None}, {"ref_area": "420116", "court": "长江新区法院"}, id="an area"
    ),
]


@pytest.mark.parametrize(("words", "printed", "today", "extended"), EFFECTS)
def test_an_entry_of_the_how_to_has_the_effect_it_tells(
    before: dict[str, Figures],
    after: dict[str, Figures],
    words: str,
    printed: str,
    today: dict[str, Any] | None,
    extended: dict[str, Any] | None,
) -> None:
    for read, wanted in ((before, today), (after, extended)):
        assert told(read[clause(words)], printed, wanted) == wanted


def told(figures: Figures, printed: str, wanted: dict[str, Any] | None) -> dict[str, Any] | None:
    """The wanted fields of the figure printed like this, numbers without trailing zeros; None where there is none."""
    found = [figure for figure in figures if figure["obs_text"] == printed]
    if not found:
        return None
    return {name: _plain(found[0][name]) for name in wanted or FIELDS}


def _plain(value: Any) -> Any:
    is_number = isinstance(value, str) and re.fullmatch(r"-?\d+\.\d*0", value)
    return value.rstrip("0").rstrip(".") if is_number else value


def test_every_entry_of_the_how_to_is_tried_here() -> None:
    assert len(list(BLOCK.finditer(HOW_TO))) == len(CLAUSE.findall(HOW_TO)) == len({each.values[0] for each in EFFECTS})


def test_the_level_of_the_new_change_is_told(after: dict[str, Figures]) -> None:
    cases, change = after[clause("缩水")]
    assert change["change_of"] == cases["observation_id"]


def test_every_qualifier_stands_in_the_table_of_hedges() -> None:
    declared = yaml.safe_load((ROOT / "extraction" / "catalogue" / "hedges.yaml").read_text(encoding="utf-8"))
    qualifiers = {qualifier for place in ("before", "inside", "after") for qualifier in declared[place]}
    assert {qualifier for qualifier in qualifiers if f"| `{qualifier}` |" not in HOW_TO} == set()
