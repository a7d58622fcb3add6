"""The level that a change belongs to: the one of its name, or the nearest before it."""

from extraction.breakdowns import is_slice_of, regardless_of_intake
from extraction.catalogue.indicators import UNITS
from extraction.changes import RATES
from extraction.figure import Figure
from extraction.phrases import phrase_words

SHORTEST_NAME = 3  # signs of a level's name by which a change may be told to be its own
REACH = 24  # figures before a change among which its level is looked for
SEVERAL = "、"  # 民事、刑事、行政新收案件: a list whose names are not yet shared out
RATE_SIGNS = ("率", "比", "占比", "比例", "比重")
NEW, ALL = "新收", "受理"  # cases newly filed, and cases accepted with those carried over


def counted_levels(before: list[Figure], unit: str | None) -> list[Figure]:
    """The levels in one unit among the figures before, those that run on from others too."""
    return [each for each in before[-REACH:] if each.change is None and not each.is_base and each.unit == unit]


def levels_in_reach(before: list[Figure], change: Figure) -> list[Figure]:
    """The levels of the sentence that a change without subject may belong to.

    Of numbers that run on (4.9万件5.8万人) only the first counts; those in brackets that closed before the
    change do not.
    """
    levels: list[Figure] = []
    before = before[-REACH:]
    for at, figure in enumerate(before):
        if figure.change is not None or figure.is_base or (figure.bracketed and not change.bracketed):
            continue
        runs_on = at > 0 and not figure.lead and before[at - 1].change is None
        if not runs_on:
            levels.append(figure)
    return levels


def nearest(figure: Figure, levels: list[Figure]) -> Figure | None:
    """The nearest level, shares of something else stepped over."""
    if figure.unit not in RATES:
        same = [level for level in levels if level.unit == figure.unit]
        return next((level for level in reversed(same) if not _is_mark_passed(level, levels)), None)
    for level in reversed(levels):
        is_share = level.unit == "percent" and "占" in level.lead
        if figure.unit == "percentage_point":
            if level.unit == "percent":
                return level
            continue
        if (not is_share or len(levels) == 1) and not _is_mark_passed(level, levels):
            return level
    return levels[-1] if figure.unit != "percentage_point" else None


def _is_mark_passed(level: Figure, levels: list[Figure]) -> bool:
    """Whether a level is but a mark that one told before has passed: 达512.6亿元，首次突破500亿元大关."""
    return level.quantity.qualifier in ("over", "under") and any(
        each is not level and each.wording is level.wording and each.label == level.label and each.unit == level.unit
        for each in levels
    )


def level_of(figure: Figure, before: list[Figure]) -> Figure | None:
    """The level before a change that bears the same name or measures the same; None if none does."""
    levels = [each for each in before[-REACH:] if each.change is None and not each.is_base]
    amount = phrase_words().amount.search(figure.label)
    name = figure.label[: amount.start()] if amount else figure.label
    units = _units_of_level(figure, amount[0] if amount else "")
    taken = phrase_words().taking.sub("", name)  # 技术合同收案 is the change of 技术合同3418件
    for each in reversed(levels):
        if each.label and each.unit in units and _is_named(each, figure.label, name, taken):
            return each
        alone = SEVERAL not in each.label or SEVERAL in figure.label
        measured = alone and figure.indicator is not None and each.indicator == figure.indicator
        if measured and _same_slice(figure, each) and _same_action(figure, each):
            return each
    return _level_of_act(figure, levels) if phrase_words().taking.fullmatch(name) else None


def _units_of_level(figure: Figure, amount: str) -> tuple[str, ...]:
    """The units that a level may have which a change belongs to; a count changes by so many of its own."""
    if figure.unit in ("percent", "multiple"):
        unit = phrase_words().units_of_amounts.get(amount)
        return (unit,) if unit else UNITS
    return ("percent",) if figure.unit == "percentage_point" else (figure.unit,)


def _is_named(level: Figure, label: str, name: str, taken: str) -> bool:
    """Whether a level bears the name of what changes; 执结 is no name of 执结率."""
    if level.label == label:
        return True
    if level.unit == "percent" and not name.endswith(RATE_SIGNS):
        return False
    return (len(name) > 1 and name in level.label and (SEVERAL not in level.label or SEVERAL in name)) or (
        len(level.label) >= SHORTEST_NAME and taken == level.label
    )


def _level_of_act(figure: Figure, levels: list[Figure]) -> Figure | None:
    """The one count of cases taken in, or closed, that 收案量 or 结案数 speaks of; none where there are several."""
    same = [each for each in levels if _same_action(figure, each) and not each.is_slice]
    wholes = [each for each in same if each.indicator == figure.indicator] or [
        each for each in same if each.unit == "case" and _is_of_one_act(figure, each)
    ]
    return wholes[0] if len(wholes) == 1 else None


def _is_of_one_act(figure: Figure, level: Figure) -> bool:
    """Whether both speak of taking in, or of closing: 结案 of 审结破产案件."""
    taking = phrase_words().taking
    own, told = taking.search(figure.label), taking.search(level.label)
    return own is not None and told is not None and any({own[0], told[0]} <= acts for acts in phrase_words().acts)


def _same_action(figure: Figure, level: Figure) -> bool:
    """Whether both speak of the same act: cases newly filed are not the cases accepted with the old ones."""
    taking = phrase_words().taking
    own, told = taking.search(figure.label), taking.search(level.label)
    if own is None or told is None:
        return True
    return told[0] == NEW if own[0] == NEW else (own[0], told[0]) != (ALL, NEW)


def _same_slice(figure: Figure, level: Figure) -> bool:
    """Whether both are of one slice; a part is named again without its whole: 其中保险60件。保险类同比增长8%."""
    named, told = regardless_of_intake(figure.breakdown), regardless_of_intake(level.breakdown)  # see _same_action
    return named == told or (named != "" and is_slice_of(told, named))
