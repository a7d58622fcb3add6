"""Text in, figures out: pure, with no file, clock, network or database."""

from extraction.document import extract_document
from extraction.records import ExtractedDocument, Observation, Report, StatedMetadata

__all__ = ["ExtractedDocument", "Observation", "Report", "StatedMetadata", "extract_document"]
