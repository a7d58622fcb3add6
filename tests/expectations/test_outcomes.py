"""In which order a reader is told what became of the expectations."""

from types import SimpleNamespace
from typing import Any

from expectations.outcomes import judged


def result(name: str, *, rule_severity: str, rows: tuple[dict[str, str], ...]) -> Any:
    """A rule's result as Great Expectations keeps it: no rule refuses publication, its own severity is a label."""
    meta = {"table": "rule_results", "id": name, "zh": "规则", "en": "rule", "labels": [name, "ESS 1", rule_severity]}
    return SimpleNamespace(
        success=not rows,
        result={"details": {"unexpected_rows": rows}, "observed_value": len(rows)},
        exception_info={"raised_exception": False},
        expectation_config=SimpleNamespace(meta=meta, severity=SimpleNamespace(value="warning")),
    )


def test_failed_rules_stand_first_and_the_gravest_of_them_before_all() -> None:
    row = ({"message": "“954%”超出100%"},)
    results = [
        result("a_passes", rule_severity="critical", rows=()),
        result("b_informs", rule_severity="info", rows=row),
        result("c_warns", rule_severity="warning", rows=row),
        result("d_is_grave", rule_severity="critical", rows=row),
    ]
    assert [entry.id for entry in judged(results)] == ["d_is_grave", "c_warns", "b_informs", "a_passes"]
