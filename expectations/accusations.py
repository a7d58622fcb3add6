"""From a verdict to a finding: whom it accuses, what it suggests, and its proof in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expectations.localisation import Candidate, Case, Figure, Verdict
from expectations.localisation.channels import NAMES
from expectations.rules import Rule
from expectations.rules.models import Words

SUREST = 0.99  # no repair is told to be certain
LEAST_SHOWN = 0.10  # of the whole posterior: below, no print is more than a guess


@dataclass(frozen=True, slots=True)
class Accusation:
    """What a finding says beyond its contradiction.

    Attributes:
        observation_id: The figure held to be wrong, None when it cannot be told.
        candidates: What may have been printed, the likeliest first; of the accused figure alone, if there is one.
        proposed: Whether the first candidate is proposed, not only listed.
        proof: What speaks for it, empty when there is nothing to say.
    """

    observation_id: str | None
    candidates: tuple[Candidate, ...]
    proposed: bool
    proof: Words | None


def accuse(
    rule: Rule, case: Case, verdict: Verdict, figures: Mapping[str, Figure], failing_alone: set[str]
) -> Accusation:
    """Return whom a failed case accuses.

    A failure of a figure by itself accuses that figure. Of several figures the one is accused that the verdict names,
    else the only one that already fails by itself. Information accuses nobody, for a suspect figure is withheld.
    """
    if rule.severity == "info":
        return Accusation(None, (), False, None)
    accused = _accused(rule, case, verdict, failing_alone)
    if accused is None:
        return Accusation(None, verdict.candidates, False, _rivals(verdict.candidates, figures))
    candidates = tuple(
        candidate
        for candidate in verdict.candidates
        if candidate.observation_id == accused and candidate.probability >= LEAST_SHOWN
    )
    proposed = verdict.proposed and bool(candidates) and candidates[0] == verdict.candidates[0]
    proof = _proof(candidates, figures, proposed, verdict.cured) if candidates else None
    return Accusation(accused, candidates, proposed, proof)


def _accused(rule: Rule, case: Case, verdict: Verdict, failing_alone: set[str]) -> str | None:
    if rule.check.accuses_subject:
        return case.subject
    named = [member for member in case.members if member in verdict.accused]
    if named:
        return max(named, key=lambda member: verdict.accused[member])
    alone = [member for member in case.members if member in failing_alone]
    return alone[0] if len(alone) == 1 else None


def _rivals(candidates: Sequence[Candidate], figures: Mapping[str, Figure]) -> Words | None:
    """Say what each figure may have been, where it cannot be told which of them is wrong."""
    if not candidates:
        return None
    told = [(figures[entry.observation_id].obs_text, entry.text, NAMES[entry.channel]) for entry in candidates]
    zh = "，或".join(f"“{printed}”应为“{text}”（{names[0]}）" for printed, text, names in told)
    en = ", or ".join(f'"{printed}" should be "{text}" ({names[1]})' for printed, text, names in told)
    return Words(zh=f"孰误尚不能断定：可能{zh}。", en=f"Which is wrong cannot be told; perhaps {en}.")


def _proof(candidates: Sequence[Candidate], figures: Mapping[str, Figure], proposed: bool, cured: int) -> Words:
    first = candidates[0]
    printed = figures[first.observation_id].obs_text
    channel_zh, channel_en = NAMES[first.channel]
    share = f"{min(first.probability, SUREST):.0%}"
    others = [candidate.text for candidate in candidates[1:]]
    also_zh = f"，其次{'、'.join(f'“{text}”' for text in others)}" if others else ""
    also_en = f"; next {', '.join(others)}" if others else ""
    lead_zh, lead_en = ("应为", "should be") if proposed else ("可能是", "may be")
    checks_en = "1 failed check hold" if cured == 1 else f"{cured} failed checks hold"
    return Words(
        zh=f"“{printed}”{lead_zh}“{first.text}”（{channel_zh}，{share}），改后{cured}项核对成立{also_zh}。",
        en=f'"{printed}" {lead_en} "{first.text}" ({channel_en}, {share}), which lets {checks_en}{also_en}.',
    )
