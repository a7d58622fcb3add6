"""What the indicator catalogue promises, and the sentence each faulty entry gets."""

from decimal import Decimal

import pytest
from reading_texts import figures_in

from extraction.catalogue import CatalogueError, indicators
from extraction.catalogue.indicators import read_indicators

FIXED_CODES = [
    "cases_accepted",
    "cases_concluded",
    "enforcement_cases_accepted",
    "enforcement_cases_concluded",
    "enforced_amount",
    "enforced_amount_rate",
    "full_enforcement_rate",
    "enforcement_conclusion_rate",
    "voluntary_performance_rate",
    "enforcement_resumed_cases",
    "terminated_cases_cleared",
    "cross_enforcement_cases",
    "cross_enforcement_progress",
    "defaulters_listed",
    "defaulters_restored",
    "debtors_performed",
    "refusal_convicted",
    "bankruptcy_transferred",
    "bankruptcy_concluded",
    "enterprises_rescued",
    "enterprises_cleared",
    "assets_revitalised",
    "debt_resolved",
    "jobs_resettled",
    "settlements_reached",
    "mediated_before_suit",
    "petitions",
    "average_days",
    "appeal_rate",
    "mediation_rate",
]

CATALOGUE = {entry.indicator: entry for entry in indicators()}

ENTRY = """
indicators:
  - indicator: closure_rate
    name_zh: 结案率
    name_en: Closure rate
    unit_measure: percent
    kind: share
    minimum: 0
    maximum: 100
    definition: Cases closed as a share of the cases accepted.
    source: 全国法院司法统计公报
    wording: [结案率]
"""


@pytest.mark.parametrize("code", FIXED_CODES)
def test_fixed_code_is_declared_and_not_marked_extended(code: str) -> None:
    assert not CATALOGUE[code].extended


def test_every_other_code_is_marked_extended() -> None:
    assert {code for code, entry in CATALOGUE.items() if not entry.extended} == set(FIXED_CODES)


def test_catalogue_holds_at_least_85_indicators() -> None:
    assert len(CATALOGUE) >= 85


def test_catalogue_is_read_once() -> None:
    assert indicators() is indicators()


@pytest.mark.parametrize(
    ("code", "unit", "kind", "minimum", "maximum"),
    [
        pytest.param("enforced_amount", "CNY", "amount", "0", None, id="money has no upper bound"),
        pytest.param("enforcement_conclusion_rate", "percent", "share", "0", "100", id="a share ends at 100"),
        pytest.param("clearance_ratio", "percent", "ratio", "0", "1000", id="a ratio may exceed 100"),
        pytest.param("average_days", "day", "duration", "0", "1095", id="no mean is longer than three years"),
        pytest.param("defaulters_listed", "person_time", "count", "0", None, id="entries, not persons"),
    ],
)
def test_unit_and_bounds(code: str, unit: str, kind: str, minimum: str, maximum: str | None) -> None:
    entry = CATALOGUE[code]
    bounds = (Decimal(minimum), None if maximum is None else Decimal(maximum))
    assert (entry.unit_measure, entry.kind, (entry.minimum, entry.maximum)) == (unit, kind, bounds)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("cross_enforcement_progress", "cross_enforcement_cases"),
        ("bankruptcy_concluded", "cases_concluded"),
        ("enforcement_cases_accepted", "cases_accepted"),
        ("public_interest_civil_filed", "public_interest_cases_filed"),
    ],
)
def test_part_names_its_whole(part: str, whole: str) -> None:
    assert whole in CATALOGUE[part].part_of


def test_cases_closed_are_no_part_of_cases_accepted() -> None:
    """A court that works off old cases closes more than it takes in."""
    assert CATALOGUE["cases_concluded"].part_of == ()


def test_no_two_extended_indicators_share_a_phrase() -> None:
    phrases = [phrase for entry in CATALOGUE.values() if entry.extended for phrase in entry.wording]
    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []


def test_extended_indicator_takes_no_phrase_of_a_fixed_code() -> None:
    fixed = {phrase for code in FIXED_CODES for phrase in CATALOGUE[code].wording}
    assert [e.indicator for e in CATALOGUE.values() if e.extended and fixed & set(e.wording)] == []


def test_definitions_are_whole_sentences() -> None:
    assert [entry.indicator for entry in CATALOGUE.values() if not entry.definition.endswith(".")] == []


def test_a_sound_entry_is_read_as_written() -> None:
    (entry,) = read_indicators(ENTRY)
    assert (entry.indicator, entry.name_zh, entry.maximum, entry.part_of) == (
        "closure_rate",
        "结案率",
        Decimal(100),
        (),
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        pytest.param("    name_zh: 结案率\n", "", "closure_rate: name_zh missing", id="field left out"),
        pytest.param("wording:", "words:", "closure_rate: wording missing", id="field misspelt"),
        pytest.param("wording:", "colour: red\n    wording:", "unknown field colour", id="field unknown"),
        pytest.param("kind: share", "kind: rate", "kind 'rate' is not one of", id="kind unknown"),
        pytest.param("percent", "per cent", "unit 'per cent' is not one of", id="unit unknown"),
        pytest.param("maximum: 100", "maximum: 200", "a share is a percent from 0 to 100", id="share above 100"),
        pytest.param("maximum: 100", "maximum: -1", "minimum 0 is not below maximum -1", id="bounds crossed"),
        pytest.param("maximum: 100", "maximum: lots", "maximum is 'lots'", id="bound no number"),
        pytest.param("wording: [", "part_of: [nowhere]\n    wording: [", "part_of names nowhere", id="whole unknown"),
        pytest.param("wording: [", "part_of: [closure_rate]\n    wording: [", "goes round", id="part of itself"),
        pytest.param("[结案率]", "[结案率, 结案率]", "holds a word twice", id="phrase twice"),
        pytest.param("[结案率]", "结案率", "give a list of words", id="phrase outside a list"),
        pytest.param("indicators:", "entries:", "no list named indicators", id="list missing"),
    ],
)
def test_faulty_entry_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(CatalogueError, match=sentence):
        read_indicators(ENTRY.replace(old, new, 1))


def test_code_declared_twice_is_refused() -> None:
    twice = ENTRY + ENTRY.removeprefix("\nindicators:\n")
    with pytest.raises(CatalogueError, match="closure_rate is declared twice"):
        read_indicators(twice)


def test_bankruptcy_cases_cleared_away_are_concluded() -> None:
    found = figures_in("三年以上破产案件清结34件。清结长期未结破产案件12件。")
    assert [each.indicator for each in found] == ["bankruptcy_concluded"] * 2
