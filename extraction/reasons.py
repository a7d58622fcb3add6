"""Why a figure was read as it was: the words in the text and the declared entry that each field came from."""

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.breakdowns import slices
from extraction.catalogue.direction import change_words
from extraction.catalogue.measures import hedges
from extraction.figure import Figure
from extraction.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Reason:
    """Where one field of a figure came from.

    Attributes:
        field: The column of ``observations``.
        source: The declared entry or the rule, such as ``units.yaml: case``.
        words: The words of the text that it was read in; '' where there are none.
    """

    field: str
    source: str
    words: str


def number_reasons(text: str, quantity: Quantity) -> Iterator[Reason]:
    """The reasons of value, unit, qualifier and interval."""
    printed = text[quantity.start : quantity.end]
    yield Reason("printed_value", "numerals as GB/T 15835 writes them", printed)
    unit = quantity.unit
    worth = f", one is {unit.worth} in the base unit" if unit.worth != 1 else ""
    if unit.word in printed:
        yield Reason("unit_measure", f"units.yaml: {unit.unit_measure}{worth}", unit.word)
    else:
        yield Reason("unit_measure", f"units.yaml: {unit.unit_measure}{worth}, the unit of the number beside it", "")
    yield _qualifier(text, quantity, printed)
    yield _interval(quantity)


def _qualifier(text: str, quantity: Quantity, printed: str) -> Reason:
    before = text[quantity.before : quantity.start]
    said = quantity.qualifier
    declared = hedges()
    for word in sorted(declared.before, key=len, reverse=True):
        if before.startswith(word) and declared.before[word] == said:
            return Reason("qualifier", f"hedges.yaml: before, {said}", word)
    for place, words in (("after", declared.after), ("inside", declared.inside)):
        for word in sorted(words, key=len, reverse=True):
            if word in printed and words[word] == said:
                return Reason("qualifier", f"hedges.yaml: {place}, {said}", word)
    return Reason("qualifier", "no hedge stands beside the number" if said == "exact" else f"hedges.yaml: {said}", "")


def _interval(quantity: Quantity) -> Reason:
    low, high = quantity.interval
    if low == high:
        return Reason("value_low, value_high", "a whole count, not rounded", "")
    if quantity.qualifier == "exact":
        return Reason(
            "value_low, value_high", f"rounded: half a step of {quantity.number.step.normalize():f} to either side", ""
        )
    return Reason("value_low, value_high", f"hedges.yaml: what {quantity.qualifier} leaves open", "")


def measure_reasons(text: str, figure: Figure) -> Iterator[Reason]:
    """The reasons of measure, comparison and the level that a change changes."""
    lead = text[figure.clause_start : figure.quantity.before]
    if figure.change is None:
        yield Reason("measure", "no word of change of changes.yaml stands before the number", "")
        return
    yield _change(lead, figure)
    if figure.comparison is not None:
        yield _comparison(text, figure, lead)
    if figure.change_of is not None:
        level = figure.change_of.quantity
        yield Reason("change_of", "the level that the change belongs to", text[level.start : level.end])


def _change(lead: str, figure: Figure) -> Reason:
    words = change_words()
    sign = figure.change.sign if figure.change else 0
    for pattern, kind in ((words.direction, ""), (words.direct, ""), (words.terse, ""), (words.compared, "compared, ")):
        found = pattern.search(lead)
        if found:
            groups = found.groupdict()
            word = groups.get("rise") or groups.get("fall") or groups.get("more") or groups.get("less") or found[0]
            return Reason("measure", f"changes.yaml: {kind}{'rise' if sign > 0 else 'fall'}", word)
    return Reason("measure", "a change by its unit, or in one list with the change before it", "")


def _comparison(text: str, figure: Figure, lead: str) -> Reason:
    for words in (lead, text[figure.sentence[0] : figure.quantity.before]):
        for comparison, pattern in change_words().comparisons:
            found = pattern.search(words)
            if found and comparison == figure.comparison:
                return Reason("comparison", f"changes.yaml: comparisons, {comparison}", found[0])
    return Reason("comparison", "by the distance of the period compared with, or as the change before it", "")


def indicator_reasons(figure: Figure) -> Iterator[Reason]:
    """The reasons of indicator, label and breakdown."""
    wording = figure.wording or figure.extended
    if wording is None:
        yield Reason("indicator", "no wording of indicators.yaml fits this phrase and unit", figure.phrase)
    else:
        held = wording.pattern.search(figure.phrase)
        code = wording.indicator.indicator
        source = f"indicators.yaml: {code}, wording {wording.text}"
        if figure.wording is None:
            source += "; extended: true, so no code is given"
        yield Reason("indicator", source if held else f"{source}; as the figure it belongs to", figure.phrase)
    yield Reason("indicator_label", "the words around the number, time, place and hedge left out", figure.label)
    for pair in figure.breakdown.split(";") if figure.breakdown else ():
        yield _slice(pair, figure.label)


def _slice(pair: str, label: str) -> Reason:
    key, _, value = pair.partition("=")
    if key == "subject":
        return Reason(
            "breakdown", "words of the label that neither the wording nor breakdowns.yaml accounts for", value
        )
    for word, (_, declared_key, declared_value) in slices().values.items():
        if (declared_key, declared_value) == (key, value) and word in label:
            return Reason("breakdown", f"breakdowns.yaml: {key}, {value}", word)
    if key == "court_level":
        return Reason("breakdown", f"breakdowns.yaml: court_levels, {value}", "")
    return Reason("breakdown", f"breakdowns.yaml: {key}, {value}; as the figure it belongs to", "")


def confidence_reason(figure: Figure) -> Reason:
    """What the confidence was lowered for."""
    doubts = {
        "no indicator": figure.wording is None and figure.extended is None,
        "period inherited": figure.time_basis == "inherited",
        "period unknown": figure.time_basis == "none",
        "area unknown": figure.ref_area is None,
        "no label": not figure.label,
    }
    lowered = [doubt for doubt, holds in doubts.items() if holds]
    return Reason("confidence", f"lowered for: {', '.join(lowered)}" if lowered else "everything was told", "")
