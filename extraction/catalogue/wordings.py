"""Finds the indicator that a phrase words, by the patterns declared with the indicators.

A pattern is plain text in which ``…`` stands for a gap within the clause, ``#`` for the number and
``(a|b)`` for alternatives. A pattern without ``#`` must stand before the number. One that begins with
``!`` rules the indicator out.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick

from extraction.catalogue.indicators import Indicator, indicators

REMEMBERED = 8192  # phrases: courts word what they count in few ways
GAP = r"[^，；。#]{0,40}?"
TO_NUMBER = r"[^；。#]{0,14}#"
GENERIC = "案件"  # says nothing of which cases
RATE = re.compile(r"(?:率|比|占比|比例|比重)#")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One way to word an indicator: the more signs it fixes, the surer it is."""

    indicator: Indicator
    pattern: re.Pattern[str]
    weight: int
    text: str


class Wordings:
    """The wordings of all indicators that may be printed in one unit, found by the signs that they fix."""

    def __init__(self, found: list[Wording], ruled_out: dict[str, re.Pattern[str]]) -> None:
        """Index wordings, the surest first, by their longest run of fixed signs."""
        self._ranked = found
        self._ruled_out = ruled_out
        self._by_signs = ahocorasick.Automaton()
        by_signs: dict[str, list[int]] = {}
        for rank, wording in enumerate(found):
            for signs in _fixed_signs(wording.text):
                by_signs.setdefault(signs, []).append(rank)
        for signs, ranks in by_signs.items():
            self._by_signs.add_word(signs, tuple(ranks))
        if by_signs:
            self._by_signs.make_automaton()

    def best(self, phrase: str, beyond: int = 0) -> Wording | None:
        """The surest wording that a phrase holds and whose own words end behind the offset `beyond`.

        Of equally sure ones the one nearest to the number.
        """
        if not self._ranked:
            return None
        best: Wording | None = None
        nearest = beyond
        for rank in sorted({rank for _, ranks in self._by_signs.iter(phrase) for rank in ranks}):
            wording = self._ranked[rank]
            if best is not None and wording.weight < best.weight:
                break
            found = wording.pattern.search(phrase)
            if found and found.end("words") > nearest:
                excluded = self._ruled_out.get(wording.indicator.indicator)
                if excluded is None or not excluded.search(phrase):
                    best, nearest = wording, found.end("words")
        return best


@cache
def wordings(unit_measure: str, extended: bool) -> Wordings:
    """The wordings for figures in a unit.

    Args:
        unit_measure: The unit of the figure; ``''`` for a change in percent, which any level may have;
            ``percentage_point`` for a change of a rate.
        extended: Whether to take the codes beyond the annotated table, or those of the table.
    """
    fitting = [
        indicator for indicator in indicators() if indicator.extended == extended and _fits(indicator, unit_measure)
    ]
    found = [
        Wording(indicator, _compiled(text), _weight(text), text)
        for indicator in fitting
        for text in indicator.wording
        if not text.startswith("!")
    ]
    found.reverse()  # of equally sure wordings that of the indicator declared last: it is the more special one
    found.sort(key=lambda wording: -wording.weight)
    ruled_out = {}
    for indicator in fitting:
        words = [_regex(text[1:]) for text in indicator.wording if text.startswith("!")]
        if words:
            ruled_out[indicator.indicator] = re.compile("|".join(words))
    return Wordings(found, ruled_out)


def _fixed_signs(text: str) -> list[str]:
    """Signs of which every phrase with this wording holds one: its longest run, else the choices of a group."""
    longest = max(re.split(r"\([^)]*\)|…|#", text), key=len)
    if longest:
        return [longest]
    groups = [found.split("|") for found in re.findall(r"\(([^)]*)\)", text)]
    return max(groups, key=lambda choices: min(map(len, choices)))


@lru_cache(maxsize=REMEMBERED)
def match_indicator(phrase: str, unit_measure: str, is_change: bool, extended: bool, beyond: int = 0) -> Wording | None:
    """The wording of an indicator in a phrase in which ``#`` stands for the number; None if it holds none.

    Args:
        phrase: The words before the number, ``#``, and the words behind it.
        unit_measure: The unit of the figure.
        is_change: Whether the figure is a change.
        extended: Whether to look among the codes beyond the annotated table.
        beyond: The wording must reach behind this offset of the phrase.
    """
    unit = unit_measure
    if is_change and unit_measure in ("percent", "multiple"):
        unit = "percent" if RATE.search(phrase) else ""
    elif unit_measure == "percentage_point":
        unit = "percent"
    return wordings(unit, extended).best(phrase, beyond)


def _fits(indicator: Indicator, unit_measure: str) -> bool:
    if unit_measure == "":
        return True
    return unit_measure == indicator.unit_measure or unit_measure in indicator.other_units


def _regex(text: str) -> str:
    escaped = re.escape(text)
    for sign in "()|":
        escaped = escaped.replace("\\" + sign, sign)
    return escaped.replace("(", "(?:").replace("…", GAP).replace("\\#", "#")


def _compiled(text: str) -> re.Pattern[str]:
    words = f"(?P<words>{_regex(text)})"
    return re.compile(words if "#" in text else words + TO_NUMBER)


def _weight(text: str) -> int:
    return len(re.sub(r"\([^)]*\)", "一二", text).replace("…", "").replace(GENERIC, "")) + 1
