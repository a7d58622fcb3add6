"""How the tests of extraction read a text: one line each for a quantity, a document, a period."""

from datetime import date
from decimal import Decimal

from extraction import ExtractedDocument, Observation, StatedMetadata, extract_document
from extraction.folding import fold
from extraction.joining import JoinedText
from extraction.quantities import Quantity, find_quantities
from extraction.time_expressions import find_time_expressions

PUBLISHED = date(2026, 1, 20)
DOCUMENT_ID = "0123456789abcdef" * 4


def joined(printed: str) -> str:
    """The text as the reader of figures gets it: folded, stray blanks left out."""
    folded = fold(printed)
    text = JoinedText()
    text.append(folded, 0, len(folded))
    return text.text


def quantities_in(printed: str) -> list[Quantity]:
    """The quantities of a text, dates and other times left out."""
    text = joined(printed)
    return find_quantities(text, [(time.start, time.end) for time in find_time_expressions(text)])


def values_in(printed: str) -> list[tuple[Decimal, str]]:
    """Value and unit of every quantity of a text."""
    return [(quantity.value, quantity.unit.unit_measure) for quantity in quantities_in(printed)]


def read(text: str, *, published: date | None = PUBLISHED, uri: str = "report.txt") -> ExtractedDocument:
    """The document read from a text published on a day."""
    return extract_document(text, document_id=DOCUMENT_ID, uri=uri, stated=StatedMetadata(published_on=published))


def figures_in(text: str, *, published: date | None = PUBLISHED) -> list[Observation]:
    """The observations of a text, in its order."""
    return list(read(text, published=published).observations)


def figure(text: str, printed: str, *, published: date | None = PUBLISHED) -> Observation:
    """The one observation of a text that is printed like this."""
    (found,) = [each for each in figures_in(text, published=published) if each.obs_text == printed]
    return found


def level_of(found: list[Observation], change: Observation) -> str | None:
    """What is printed at the level that a change changes."""
    return next((each.obs_text for each in found if each.observation_id == change.change_of), None)
