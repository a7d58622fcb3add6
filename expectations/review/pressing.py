"""How much a finding presses: how suspect the figure is, times how much hangs on it (selective editing)."""

from collections.abc import Mapping

# Suspicion: what the rule's severity says, raised by how sure the proposal is and by the other findings on the figure.
SEVERITIES: Mapping[str, float] = {"critical": 1.0, "warning": 0.5, "info": 0.1}
# Influence: how far a wrong figure reaches; a whole reaches further than its slice, a statistic than one case's story.
AREAS: Mapping[str, float] = {"nation": 1.0, "province": 0.7, "prefecture": 0.5, "county": 0.4}
ELSEWHERE, SLICE, CASE = 0.3, 0.8, 0.5


def _weighed(column: str, weights: Mapping[str, float], otherwise: float) -> str:
    cases = " ".join(f"WHEN '{name}' THEN {weight}" for name, weight in weights.items())
    return f"CASE {column} {cases} ELSE {otherwise} END"


SUSPICION = (
    f"{_weighed('f.severity', SEVERITIES, min(SEVERITIES.values()))}"
    " * (1 + coalesce(f.confidence, 0)) * (1 + ln(greatest(coalesce(same.findings, 1), 1)))"
)
INFLUENCE = (
    f"{_weighed('a.level', AREAS, ELSEWHERE)} * if(o.breakdown = '', 1, {SLICE}) * if(o.scope = 'case', {CASE}, 1)"
)
SAME_FIGURE = (
    "(SELECT observation_id, count(*) AS findings FROM findings WHERE status = 'open' GROUP BY observation_id) same"
)
