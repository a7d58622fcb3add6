"""What a night finds among the old figures that it chooses is what it would find among all of them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from invented_candidates import RUN_ID, add_figures, candidate_with, figure

from expectations.checks import gathering
from expectations.checks.figures import REASONS
from expectations.checks.gathering import ELIGIBLE
from expectations.checks.near_levels import find_near_levels
from expectations.reconciliation import reconcile
from expectations.rules import Rule
from expectations.rules.models import ExampleFigure
from warehouse.duplicates import derive_duplicates

EARLIER = ("20260120T170011Z-000001", "20260121T170011Z-000002", "20260122T170011Z-000003")
INDICATORS = (
    "cases_accepted",
    "cases_concluded",
    "enforcement_cases_accepted",
    "enforcement_cases_concluded",
    "enforcement_resumed_cases",
    None,
)
AREAS = ("100000", "510000", "110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000", "510100")
YEARS = [(date(year, 1, 1), date(year, 12, 31)) for year in range(2019, 2025)]
PERIODS = [
    *YEARS,
    *((date(2024, quarter, 1), date(2024, quarter + 2, 31 if quarter in (1, 10) else 30)) for quarter in (1, 4, 7, 10)),
    (date(2024, 1, 1), date(2024, 6, 30)),
    (None, date(2023, 12, 31)),
    (date(2024, 2, 1), date(2024, 2, 29)),
    (None, None),
]
SECOND_HALF = (date(2024, 7, 1), date(2024, 12, 31))
WORDS = ("", "旧存", "未结", "年末存案", "连续三年增长的", "同比增长后的", "其中")
WHOLE = ", ".join(f"true AS {reason}" for reason in REASONS)


def choose_all(connection: duckdb.DuckDBPyConnection, run_id: str, rules: Iterable[Rule]) -> None:
    """Choose every old figure for every reason."""
    find_near_levels(connection, run_id, rules)  # tells which areas lie inside which, too
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT o.rowid AS place, {WHOLE} FROM observations o WHERE {ELIGIBLE}",
        {"run_id": run_id},
    )


def reports(draw: random.Random, name: str) -> Iterator[ExampleFigure]:
    """The figures of some reports, of few keys, so that they meet those of other reports."""
    for number in range(draw.randint(2, 6)):
        area, published_on = draw.choice(AREAS), date(2025, draw.randint(1, 12), draw.randint(1, 28))
        told = {"ref_area": area, "published_on": published_on, "report": f"{name}-{number}"}
        for place in range(draw.randint(1, 6)):
            start, end = draw.choice(PERIODS)
            value = draw.choice([draw.randint(1, 9), draw.randint(100, 120), draw.randint(1000, 1200), 4817, 48170])
            indicator = draw.choice(INDICATORS)
            words = draw.choice(WORDS)
            yield figure(
                f"{value}件",
                str(value),
                low=Decimal(value) if draw.random() < 0.9 else Decimal(value) / 2,
                indicator=indicator,
                label=f"{words}{indicator or draw.choice(['调解成功案件', '来访', '诉前调解'])}",
                breakdown=draw.choice(["", "", "", "case_type=civil"]) if indicator else "",
                court=draw.choice([None, None, "某法院"]),
                time_start=start,
                time_end=end,
                sentence=f"{words}{value}件，第{place // 2}句",
                **told,
            )
            if draw.random() < 0.4:
                growth = draw.choice(["10%", "12.5%", "900%"])
                yield figure(growth, growth[:-1], unit_measure="percent", measure="change", comparison="yoy",
                             change_of=f"{value}件", time_start=start, time_end=end,
                             sentence=f"{words}{value}件，第{place // 2}句", **told)  # fmt: skip


def found(figures: Sequence[Sequence[ExampleFigure]], suspect: int) -> dict[str, list[dict[str, object]]]:
    """What a night finds in the last figures, all others told before."""
    connection = candidate_with([])
    for run_id, told in zip((*EARLIER, RUN_ID), figures, strict=True):
        add_figures(connection, told, run_id)
        derive_duplicates(connection)
    connection.execute("UPDATE observations SET obs_status = 'suspect' WHERE rowid % 7 = ? AND run_id <> ?",
                       [suspect, RUN_ID])  # fmt: skip
    connection.execute("INSERT INTO marked_figures FROM marked_figures_computed()")
    result = reconcile(connection, RUN_ID)
    assert not result.errors
    tables = {"findings": result.findings, "results": result.rule_results, "confirmations": result.confirmations}
    return {name: sorted(table.to_pylist(), key=str) for name, table in tables.items()}


@pytest.mark.parametrize("seed", range(6))
def test_night_finds_among_the_figures_it_chose_what_it_finds_among_all(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    nights = [list(reports(draw, f"night {number}")) for number in range(len(EARLIER) + 1)]
    suspect = draw.randrange(7)
    near = found(nights, suspect)
    monkeypatch.setattr("expectations.checks.figures.choose_old_figures", choose_all)
    whole = found(nights, suspect)
    assert sum(row["checked"] for row in whole["results"]) > 0
    assert near == whole


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> list[list[ExampleFigure]]:
    """Nights of many reports that tell of few keys, so that most figures meet old ones."""
    monkeypatch.setattr("test_whole_and_near.INDICATORS", (*INDICATORS[2:5], None))
    monkeypatch.setattr("test_whole_and_near.AREAS", (*AREAS[:3], AREAS[-1]))
    monkeypatch.setattr("test_whole_and_near.PERIODS", [*YEARS[-3:], SECOND_HALF, *PERIODS[-4:-2]])
    draw = random.Random(1000)
    return [
        [told for part in range(4) for told in reports(draw, f"night {number} {part}")]
        for number in range(len(EARLIER) + 1)
    ]


def test_night_finds_all_among_crowded_keys_too(
    crowded: list[list[ExampleFigure]], monkeypatch: pytest.MonkeyPatch
) -> None:
    near = found(crowded, 3)
    monkeypatch.setattr("expectations.checks.figures.choose_old_figures", choose_all)
    assert near == found(crowded, 3)


@pytest.mark.parametrize("reason", ["history", "kin", "nested", "sentence"])
def test_without_one_of_the_reasons_something_is_missed(
    reason: str, crowded: list[list[ExampleFigure]], monkeypatch: pytest.MonkeyPatch
) -> None:
    near = found(crowded, 3)
    leave_out(reason, monkeypatch)
    assert found(crowded, 3) != near


def leave_out(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    without = gathering.WANTED_SQL.replace("FROM chosen GROUP BY", f"FROM chosen WHERE reason <> '{reason}' GROUP BY")
    assert without != gathering.WANTED_SQL
    monkeypatch.setattr(gathering, "WANTED_SQL", without)


NEVER = 7  # of seven, so that no figure is suspect


def yearly(area: str, year: int, value: int, indicator: str = "cases_concluded", **told: object) -> ExampleFigure:
    """What a report of an area tells of a year."""
    return figure(
        f"{value}件",
        str(value),
        indicator=indicator,
        label=indicator,
        ref_area=area,
        time_start=date(year, 1, 1),
        time_end=date(year, 12, 31),
        published_on=date(year + 1, 2, 1),
        **{"report": f"{area}-{year}", **told},
    )


# Nine provinces tell of two years, the last of them tonight: the others tell how much it may have grown.
AMONG_PEERS = (
    [yearly(area, 2023, 1000 + place) for place, area in enumerate(AREAS[2:10])],
    [yearly(area, 2024, 1100 + place) for place, area in enumerate(AREAS[2:10])],
    [],
    [yearly("510000", 2023, 1004), yearly("510000", 2024, 1104)],
)
# Of what an area told three years in a row tonight's report of the next year leaves out one indicator.
NO_LONGER_TOLD = (
    *(
        [yearly("110000", year, year - 1000), yearly("110000", year, year + 1000, "enforcement_resumed_cases")]
        for year in (2021, 2022, 2023)
    ),
    [yearly("110000", 2024, 1024)],
)
# Tonight's report prints the figures of an old one, and says that they are of another area and other things.
PRINTED_AGAIN = (
    [yearly("110000", 2021, 4817), yearly("110000", 2021, 5173, "cases_accepted")],
    [],
    [],
    [
        yearly("220000", 2024, 4817, "petitions", report="again"),
        yearly("220000", 2024, 5173, "enforcement_resumed_cases", report="again"),
    ],
)


@pytest.mark.parametrize(
    ("reason", "rule", "outcome", "nights"),
    [
        pytest.param("peer", "grows_like_its_peers", "passed", AMONG_PEERS, id="areas of its level"),
        pytest.param("yearly", "still_told_this_year", "failed", NO_LONGER_TOLD, id="what its area told before"),
        pytest.param("copy", "no_near_copy", "failed", PRINTED_AGAIN, id="reports that print the same"),
    ],
)
def test_a_rule_cannot_tell_without_the_reason_for_it(
    reason: str, rule: str, outcome: str, nights: Sequence[Sequence[ExampleFigure]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counted(nights, rule, outcome) == 1
    leave_out(reason, monkeypatch)
    assert counted(nights, rule, outcome) == 0


def counted(nights: Sequence[Sequence[ExampleFigure]], rule: str, outcome: str) -> object:
    [row] = [row for row in found(nights, NEVER)["results"] if row["rule"] == rule]
    return row[outcome]
