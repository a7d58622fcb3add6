"""The slice of an indicator that a figure measures."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import read_yaml
from extraction.catalogue.wordings import Wording

NOT_A_WORD = re.compile(r"[^\u4e00-\u9fff]")
LONGEST_SUBJECT = 24


@dataclass(frozen=True, slots=True)
class Slices:
    """The declared slices: for each value its words, and the words that leave a phrase whole."""

    values: tuple[tuple[str, str, re.Pattern[str]], ...]
    whole: re.Pattern[str]
    inherit: frozenset[str]


@cache
def slices() -> Slices:
    """The slices declared in breakdowns.yaml."""
    entry = read_yaml("breakdowns.yaml")
    values = tuple(
        (key, value, re.compile("|".join(map(re.escape, words))))
        for key, declared in entry["breakdowns"].items()
        for value, words in declared.items()
    )
    whole = "|".join(sorted(map(re.escape, entry["whole"]), key=len, reverse=True))
    return Slices(values, re.compile(whole), frozenset(entry["inherit"]))


def read_breakdown(label: str, wording: Wording | None) -> str:
    """The slice that a label words, as ``key=value`` pairs; '' for the whole.

    Args:
        label: The phrase that the figure measures, without time and place.
        wording: The wording of its indicator, whose own words make no slice.
    """
    found: dict[str, str] = {}
    rest = label
    own = wording.text if wording else ""
    for key, value, words in slices().values:
        match = words.search(rest)
        if match and key not in found and match[0] not in own:
            found[key] = value
        if match:
            rest = words.sub("", rest)
    if wording is not None:
        for part in re.split(r"[…#()|!]", own):
            rest = rest.replace(part, "") if part else rest
    rest = NOT_A_WORD.sub("", slices().whole.sub("", rest))
    if len(rest) > 1 and wording is not None:
        found["subject"] = rest[:LONGEST_SUBJECT]
    return ";".join(f"{key}={found[key]}" for key in sorted(found))
