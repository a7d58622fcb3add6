"""Rule files are checked strictly, and what is wrong with one is said in a sentence."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from expectations.rules import InvalidRules, declared_rules, read_rules

EXAMPLE = {"obs_text": "98%", "value": 98, "low": 98, "high": 98, "unit_measure": "percent"}
RULE: dict[str, Any] = {
    "id": "share_at_most_100",
    "level": 1,
    "severity": "critical",
    "title": {"zh": "占比不超过100%", "en": "A share is at most 100 percent"},
    "says": {"zh": "“{figure}”过大。", "en": '"{figure}" is too much.'},
    "check": {"kind": "range", "figures": {"kinds": ["share"]}, "maximum": 100},
    "examples": {"holds": [EXAMPLE], "fails": [EXAMPLE], "undecided": [EXAMPLE]},
}


def write(folder: Path, *rules: object) -> Path:
    (folder / "some.yaml").write_text(yaml.safe_dump({"rules": list(rules)}, allow_unicode=True), encoding="utf-8")
    return folder


def test_a_complete_rule_is_read(tmp_path: Path) -> None:
    [rule] = read_rules(write(tmp_path, RULE))
    assert (rule.id, rule.check.kind) == ("share_at_most_100", "range")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"colour": "red"}, "colour", id="unknown key"),
        pytest.param({"severity": "fatal"}, "severity", id="unknown severity"),
        pytest.param({"level": 6}, "level", id="level beyond ESS 5"),
        pytest.param({"id": "Share"}, "id", id="id in capitals"),
        pytest.param({"check": {"kind": "guess"}}, "check", id="unknown kind of check"),
        pytest.param({"check": {"kind": "range", "figures": {}}}, "minimum or maximum", id="range without bounds"),
        pytest.param({"says": {"zh": "“{whole}”", "en": "x"}}, "whole", id="placeholder that the check does not give"),
        pytest.param({"says": {"zh": "过大。"}}, "says.en", id="sentence in one language only"),
        pytest.param(
            {"examples": {"holds": [EXAMPLE], "fails": [EXAMPLE], "undecided": []}}, "undecided", id="no example"
        ),
    ],
)
def test_a_rule_that_breaks_the_schema_is_refused_by_name(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidRules, match=said) as raised:
        read_rules(write(tmp_path, {**RULE, **change}))
    assert str(raised.value).startswith("some.yaml: rule ")


def test_an_id_declared_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRules, match='"share_at_most_100" is declared twice'):
        read_rules(write(tmp_path, RULE, RULE))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("rules: [", id="not YAML"),
        pytest.param("- 1", id="a list at the top"),
        pytest.param("rules: 1", id="rules that are no list"),
        pytest.param("", id="an empty file"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "some.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRules, match=r"some\.yaml"):
        read_rules(tmp_path)


def test_every_declared_rule_speaks_of_all_its_figures_in_both_languages() -> None:
    subjects = {
        "figure",
        "first",
        "part",
        "whole",
        "rate",
        "growth",
        "smaller",
        "shorter",
        "headline",
        "owed",
    }
    for rule in declared_rules():
        for sentence in (rule.says.zh, rule.says.en):
            assert any(f"{{{name}}}" in sentence for name in subjects & rule.check.placeholders), rule.id


def test_words_that_a_rule_names_are_put_in_once_declared(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("words: {deposits: 保证金|押金}", encoding="utf-8")
    check = {"kind": "charge", "charges": "费", "waived": "^$", "charged_on": "(?&deposits)$", "at_most": 0.05}
    says = {"zh": "“{smaller}”过大。", "en": '"{smaller}" is too much.'}
    [rule] = read_rules(write(tmp_path, {**RULE, "check": check, "says": says}))
    assert rule.check.model_dump()["charged_on"] == "(?:保证金|押金)$"


def test_a_rule_that_names_words_not_declared_is_refused(tmp_path: Path) -> None:
    check = {"kind": "charge", "charges": "(?&fees)", "waived": "", "charged_on": "", "at_most": 0.05}
    with pytest.raises(InvalidRules, match=r"some\.yaml: rule share_at_most_100: .*'fees', which words\.yaml does not"):
        read_rules(write(tmp_path, {**RULE, "check": check}))


def test_words_that_are_no_regular_expressions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("words: {deposits: 5}", encoding="utf-8")
    with pytest.raises(InvalidRules, match=r"words\.yaml: each entry must be a name and a regular expression"):
        read_rules(write(tmp_path, RULE))
