"""What is known about the field, as data: indicators and areas."""

from extraction.catalogue.area_index import AreaIndex, AreaMention, area_index
from extraction.catalogue.areas import NATION, Area, areas
from extraction.catalogue.errors import CatalogueError
from extraction.catalogue.indicators import Indicator, indicators

__all__ = [
    "NATION",
    "Area",
    "AreaIndex",
    "AreaMention",
    "CatalogueError",
    "Indicator",
    "area_index",
    "areas",
    "indicators",
]
