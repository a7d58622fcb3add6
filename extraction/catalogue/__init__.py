"""What is known about the field, as data: indicators and areas."""

from extraction.catalogue.errors import CatalogueError
from extraction.catalogue.indicators import Indicator, indicators

__all__ = ["CatalogueError", "Indicator", "indicators"]
