"""The fields of an explained figure as a person reads them: name, value, where it came from, in which words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extraction.catalogue import area_index
from extraction.explanation import ExplainedDocument, ExplainedFigure
from extraction.records import Observation

MAXIMUM_CHARACTERS = 500_000  # of a document that are shown; --json gives all


@dataclass(frozen=True, slots=True)
class Field:
    """One field as shown."""

    name: str
    value: str
    source: str
    words: str


def fields_of(figure: ExplainedFigure, printed: Mapping[str, str]) -> Iterator[Field]:
    """The fields of a figure in the order of their reasons.

    Args:
        figure: The figure.
        printed: What is printed at each observation of the document, by its id.
    """
    for reason in figure.reasons:
        names = reason.field.split(", ")
        values = [_shown(figure.observation, name, printed) for name in names]
        if reason.field == "breakdown":
            values = [pair for pair in values[0].split(";") if pair.endswith(_value_told(reason.source, reason.words))]
        yield Field(reason.field, " to ".join(values), reason.source, reason.words)


def _value_told(source: str, words: str) -> str:
    """The end of the pair that a reason of the breakdown tells of."""
    return source.partition("; ")[0].rpartition(", ")[2] if source.startswith("breakdowns.yaml") else words


def _shown(observation: Observation, name: str, printed: Mapping[str, str]) -> str:
    value = getattr(observation, name)
    if name == "ref_area" and value is not None:
        return area_name(value)
    if name == "change_of":
        return printed.get(value or "", "")
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if value is None:
        return "open" if name.startswith(("value", "time")) else "none"
    return str(value)


def area_name(ref_area: str | None) -> str:
    """An area's code with its name."""
    area = area_index().area(ref_area) if ref_area else None
    return f"{ref_area} {area.name}" if area else ref_area or "unknown"


def printed_at(document: ExplainedDocument) -> dict[str, str]:
    """What is printed at each observation, by its id."""
    observations = (figure.observation for report in document.reports for figure in report.figures)
    return {each.observation_id: " ".join(each.obs_text.split()) for each in observations}
