"""The slice of an indicator that a figure measures."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.catalogue.measures import any_of, read_yaml
from extraction.catalogue.wordings import GENERIC, Wording

NOT_A_WORD = re.compile(r"[^\u4e00-\u9fff]")
CHOICE = re.compile(r"\([^)]*\)")
# A size that sets a part apart: 标的额1亿元以上的.
BOUND = re.compile(
    r"(?:\d[\d.]*|[一二三四五六七八九十百千半两]+)个?[十百千万亿]*[元年月人名日天克斤吨亩起次]?以[上下内]"
)
LONGEST_SUBJECT = 24


@dataclass(frozen=True, slots=True)
class Slices:
    """The declared slices.

    Attributes:
        words: Every word that names a slice, the longest first.
        values: For each word its key and value, and the rank of their declaration.
        none: Words that hold one of these and name no slice: 行政机关.
        whole: The words that leave a phrase whole.
        court_levels: For each level of court the names that end so.
        named_alone: The level of a court known by such a name where its area is not named with it.
        this_court: Words by which a court speaks of itself among those of its area.
        levels_of_areas: For each level of court how the codes of its areas end.
        own_cases: The indicators of which a court's own cases are a slice.
        own_measures: Those that measure these cases.
        apart: The levels of courts of which all that is told is their own.
        kinds_of_their_own: The indicators that count the taking in, or closing, of one kind of cases.
        accepted: The indicators of which cases newly filed are a slice.
        newly_filed: Every word that says so.
        of_new_cases: That slice.
        of_campaigns: The slice of what is done in a campaign.
        inherit: The indicators whose figures take the slice of the cases counted before them.
        of_indicator: The slice that an indicator is by itself.
    """

    words: re.Pattern[str]
    values: dict[str, tuple[int, str, str]]
    none: re.Pattern[str]
    whole: re.Pattern[str]
    court_levels: dict[str, tuple[str, ...]]
    named_alone: dict[str, str]
    this_court: frozenset[str]
    levels_of_areas: dict[str, str]
    own_cases: frozenset[str]
    own_measures: frozenset[str]
    apart: frozenset[str]
    accepted: frozenset[str]
    newly_filed: re.Pattern[str]
    of_new_cases: str
    kinds_of_their_own: frozenset[str]
    of_campaigns: str
    inherit: frozenset[str]
    of_indicator: dict[str, str]


@cache
def slices() -> Slices:
    """The slices declared in breakdowns.yaml."""
    entry = read_yaml("breakdowns.yaml")
    values: dict[str, tuple[int, str, str]] = {}
    for key, declared in entry["breakdowns"].items():
        for value, words in declared.items():
            for word in words:
                values.setdefault(word, (len(values), key, value))
    return Slices(
        re.compile(any_of(values)),
        values,
        re.compile(any_of(entry["no_slice"])),
        re.compile(any_of(entry["whole"])),
        {level: tuple(names) for level, names in entry["court_levels"].items()},
        entry["named_alone"],
        frozenset(entry["this_court"]),
        entry["levels_of_areas"],
        frozenset(entry["own_cases"]),
        frozenset(entry["own_measures"]),
        frozenset(entry["apart"]),
        frozenset(entry["new_cases"]["indicators"]),
        re.compile(any_of(entry["new_cases"]["words"])),
        entry["new_cases"]["slice"],
        frozenset(entry["kinds_of_their_own"]),
        entry["of_campaigns"],
        frozenset(entry["inherit"]),
        entry["slice_of_indicator"],
    )


@lru_cache(maxsize=8192)
def read_breakdown(label: str, wording: Wording | None) -> str:
    """The slice that a label words, as ``key=value`` pairs; '' for the whole.

    Args:
        label: The phrase that the figure measures, without time and place.
        wording: The wording of its indicator, whose own words make no slice.
    """
    declared = slices()
    own = wording.text if wording else ""
    fixed = CHOICE.sub("", own)  # of a choice of kinds, 收(民事|刑事)…案件, the one that is worded is a slice
    found: dict[str, tuple[int, str, str]] = {}
    label = declared.none.sub("", label)
    for word in declared.words.findall(label):
        ranked = declared.values[word]
        if word not in fixed and ranked < found.get(ranked[1], (len(declared.values), "", "")):
            found[ranked[1]] = ranked
    pairs = {key: value for key, (_, _, value) in found.items()}
    if wording and wording.indicator.indicator in declared.accepted and declared.newly_filed.search(label):
        key, _, value = declared.of_new_cases.partition("=")
        pairs[key] = value
    rest = declared.words.sub("", label)
    if CHOICE.search(own):
        rest = declared.whole.sub("", rest)
    for part in re.split(r"[…#()|!]", declared.words.sub("", declared.none.sub("", fixed))):
        rest = rest.replace(f"{part}件", "").replace(part, "") if part else rest
    bounds = "".join(BOUND.findall(rest))
    rest = NOT_A_WORD.sub("", declared.whole.sub("", BOUND.sub("", rest)))
    if (len(rest) > 1 or bounds) and wording is not None and "#" not in own:
        pairs["subject"] = f"{rest}{bounds}"[:LONGEST_SUBJECT]
    return ";".join(f"{key}={pairs[key]}" for key in sorted(pairs))


def within(part: str, whole: str) -> str:
    """The slice of a part as worded, with all that makes a slice of its whole and that it does not word otherwise."""
    if not whole or not part:
        return part
    pairs = dict(pair.split("=", 1) for pair in f"{whole};{part}".split(";") if pair)
    return ";".join(f"{key}={pairs[key]}" for key in sorted(pairs))


def of_kind(whole: str, name: str) -> str:
    """The slice of a kind that no declared word tells from its whole: of 破产案件 the 重整案件."""
    return within(f"subject={NOT_A_WORD.sub('', name.removesuffix(GENERIC))[:LONGEST_SUBJECT]}", whole)


def of_campaign(breakdown: str, words: str) -> str:
    """The slice with the campaign that it is told of: what its words name, as 涉民生专项行动, and that it is one."""
    campaign = slices().of_campaigns
    return within(read_breakdown(words, None) or campaign, f"{breakdown};{campaign}")


def regardless_of_intake(breakdown: str) -> str:
    """A slice without what it says of cases newly filed."""
    return ";".join(pair for pair in breakdown.split(";") if pair != slices().of_new_cases)


def is_slice_of(part: str, whole: str) -> bool:
    """Whether a slice is another one or part of it: every slice is part of the whole, ''."""
    return set(filter(None, whole.split(";"))) <= set(part.split(";"))


def with_court_level(breakdown: str, indicator: str | None, court: str | None, ref_area: str | None) -> str:
    """The slice with the level of the court whose own cases are counted, where they are.

    Args:
        breakdown: The slice as worded.
        indicator: The figure's indicator.
        court: The court named in the figure's own clause.
        ref_area: The area of that court.
    """
    declared = slices()
    level = _level_of_court(court, ref_area) if court is not None and indicator is not None else ""
    own = level in declared.apart or indicator in declared.own_cases or indicator in declared.own_measures
    return within(f"court_level={level}", breakdown) if level and own else breakdown


def _level_of_court(court: str, ref_area: str | None) -> str:
    """The level of a court by its name, or by its area where it speaks of itself: 其中本院受理…."""
    if court in slices().this_court:
        endings = slices().levels_of_areas.items()
        return next((level for level, ending in endings if (ref_area or "").endswith(ending)), "")
    if alone := slices().named_alone.get(court):
        return alone
    return next((level for level, names in slices().court_levels.items() if court.endswith(names)), "")
