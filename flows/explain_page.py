"""An explained document as one page that needs nothing else: no script, no font or picture from anywhere."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from extraction.catalogue import indicators
from extraction.explanation import ExplainedReport
from flows.explain import Explained, count
from flows.explain_fields import MAXIMUM_CHARACTERS, Field, area_name, fields_of, printed_at

_TURN = 137.508  # degrees; the golden angle keeps neighbouring colours apart
_NAMED = {"none": "no indicator"}


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of the text: plain, a figure or a number left out."""

    text: str
    kind: str = "plain"
    number: int = 0
    colour: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Card:
    """A figure with its fields."""

    number: int
    colour: int
    printed: str
    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """A report with the cards of its figures."""

    report: ExplainedReport
    area: str
    cards: tuple[_Card, ...]


def page_of(explained: Explained) -> str:
    """The page: the text with every figure highlighted, and each figure's fields with where they came from."""
    codes = Counter(
        figure.observation.indicator or "none" for report in explained.document.reports for figure in report.figures
    )
    colours = {code: number for number, code in enumerate(sorted(codes, key=lambda code: (-codes[code], code)))}
    sections = tuple(_sections(explained, colours))
    style = Markup(_style(colours))
    return _template().render(
        name=explained.name,
        count=count(explained),
        document=explained.document,
        runs=list(_runs(explained, sections)),
        sections=sections,
        legend=[(number, code, _indicator_name(code), codes[code]) for code, number in colours.items()],
        cut_at=MAXIMUM_CHARACTERS if len(explained.text) > MAXIMUM_CHARACTERS else None,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def _sections(explained: Explained, colours: dict[str, int]) -> Iterator[_Section]:
    printed = printed_at(explained.document)
    number = 0
    for report in explained.document.reports:
        cards = []
        for figure in report.figures:
            number += 1
            if figure.observation.char_end <= MAXIMUM_CHARACTERS:
                code = figure.observation.indicator or "none"
                fields = tuple(fields_of(figure, printed))
                text = printed[figure.observation.observation_id]
                cards.append(_Card(number, colours[code], text, _indicator_name(code), fields))
        yield _Section(report, area_name(report.report.ref_area), tuple(cards))


def _runs(explained: Explained, sections: tuple[_Section, ...]) -> Iterator[_Run]:
    """The text from its beginning, cut where figures and numbers left out begin and end."""
    at = 0
    for start, end, run in sorted(_marked(explained, sections), key=lambda marked: marked[:2]):
        if start >= at and end <= MAXIMUM_CHARACTERS:
            yield _Run(explained.text[at:start])
            yield run
            at = end
    yield _Run(explained.text[at:MAXIMUM_CHARACTERS])


def _marked(explained: Explained, sections: tuple[_Section, ...]) -> Iterator[tuple[int, int, _Run]]:
    text = explained.text
    numbers = list(explained.document.left_out)
    for section in sections:
        numbers += section.report.left_out
        for figure, card in zip(section.report.figures, section.cards, strict=False):
            start, end = figure.observation.char_start, figure.observation.char_end
            hint = f"{card.name}: {figure.observation.indicator_label}"
            yield start, end, _Run(text[start:end], "figure", card.number, card.colour, hint)
    for each in numbers:
        yield each.start, each.end, _Run(text[each.start : each.end], "left", hint=each.reason)


@cache
def _names() -> dict[str, str]:
    return {entry.indicator: f"{entry.name_zh} {entry.indicator}" for entry in indicators()}


def _indicator_name(code: str) -> str:
    return _names().get(code) or _NAMED.get(code, code)


def _style(colours: dict[str, int]) -> str:
    rules = [
        f".c{number} {{ --hue: {number * _TURN % 360:.0f};{' --depth: 0%;' if code == 'none' else ''} }}"
        for code, number in colours.items()
    ]
    return "\n".join([_asset("explain.css"), *rules])


def _asset(name: str) -> str:
    return files("flows").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    loader = DictLoader({"explain": _asset("explain.html.j2")})
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("explain")
