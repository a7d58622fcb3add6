"""Which area and court each figure of an article is told of."""

import re

from extraction.breakdowns import slices, with_court_level
from extraction.catalogue.area_index import area_index
from extraction.figure import Figure
from extraction.marks import InOrder
from extraction.place import Place
from extraction.sentences import Span

COUNTS_AREAS = re.compile(r"省份")  # 有9个省份收案增幅…: areas of the one that the article is about
SEVERAL = 2  # parts of an area
ONE_COURT = re.compile(r"人民法院|[中高]院|法庭|检察院")


class Placing:
    """Gives figures their area and court; keeps what a paragraph settled for its later sentences."""

    def __init__(self, places: InOrder[Place], base: str | None) -> None:
        """Begin with the places of an article and the area that it is about."""
        self._places = places
        self._courts = InOrder([place for place in places.items if place.court and place.ref_area is not None])
        self._base = base
        self.area = base
        self._court: str | None = None
        self._special = self._special_court()
        self._of_cases: tuple[InOrder[Place], Place | None] | None = None  # of the paragraph

    def _special_court(self) -> str | None:
        """The special court that an article is about: the one that it names before any other court."""
        first = self._courts.first
        if first is None or first.court is None or first.ref_area != self._base:
            return None
        return first.court if first.court.endswith(slices().court_levels["special"]) else None

    def begin_paragraph(self) -> None:
        """A paragraph speaks of the article's own area until it names another."""
        self.area, self._court, self._of_cases = self._base, None, None

    def settle(self, places: list[Place]) -> None:
        """Keep the area that a sentence was about; parts told one beside the other leave it that of their whole."""
        told = [each for each in places if each.is_subject and each.ref_area is not None and not _is_tribunal(each)]
        if len(told) >= SEVERAL and (wholes := self._wholes(told)):
            told = [place for place in told if place.ref_area == wholes[-1]]
        if told:
            self.area, self._court = told[-1].ref_area, told[-1].court

    def _wholes(self, told: list[Place]) -> list[str]:
        """The areas spoken of that several others lie in, the last told last."""
        areas = list(dict.fromkeys(place.ref_area for place in told if place.ref_area is not None))
        chains = [area_index().chain(area)[1:] for area in areas]
        spoken_of = dict.fromkeys([self.area or "", *areas])
        return [area for area in spoken_of if sum(area in chain for chain in chains) >= SEVERAL]

    def place(self, figure: Figure, places: list[Place]) -> None:
        """Give a figure the place named last before it, of the places of its sentence."""
        at = figure.quantity.start
        if COUNTS_AREAS.match(figure.tail):
            figure.ref_area, figure.court = self._base, None
            return
        for place in reversed(places):
            own = place.start >= figure.clause_start
            if place.start < at and (place.is_subject or (own and place.court and place.end <= at)):
                figure.ref_area, figure.court = place.ref_area, place.court
                return
        figure.ref_area, figure.court = self.area, self._court

    def slice_by_court(self, figure: Figure, before: Figure | None) -> None:
        """Set a court's own cases apart from those of its area; further clauses go on with its cases."""
        if figure.own_places:
            figure.own_court = figure.own_places[-1].court
        elif before is not None and figure.change is None:
            figure.own_court = before.own_court
        if figure.change is None:
            here = self._special if figure.ref_area == self._base and figure.court is None else None
            court = figure.own_court or here
            figure.breakdown = with_court_level(figure.breakdown, figure.code, court, figure.ref_area)

    def place_case(self, figure: Figure, paragraph: Span) -> None:
        """A case lies where the court lies that its paragraph names nearest."""
        if self._of_cases is None:
            self._of_cases = self._places_of_cases(paragraph)
        likely, other = self._of_cases
        at = figure.quantity.start
        chosen = likely.last_before(at) or likely.first or self._courts.last_before(at) or other
        if chosen is not None:
            figure.ref_area, figure.court = chosen.ref_area, chosen.court
        if figure.ref_area is None:
            figure.ref_area = self._base

    def _places_of_cases(self, paragraph: Span) -> tuple[InOrder[Place], Place | None]:
        """Where the cases of a paragraph may lie: courts that it speaks of, else courts, else areas; and any place."""
        near = [place for place in self._places.within(*paragraph) if place.ref_area is not None]
        courts = [place for place in near if place.court]
        likely = [place for place in courts if place.is_subject] or courts
        likely = likely or [place for place in near if place.is_subject or self._is_inside(place)]
        return InOrder(likely), near[0] if near else None

    def _is_inside(self, place: Place) -> bool:
        """Whether a place is a part of the area that the article is about."""
        chain = area_index().chain(place.ref_area or "")
        return self._base in chain[1:]


def _is_tribunal(place: Place) -> bool:
    """Whether a place is a tribunal of a court, whose figures stand between those of the whole: 昆明国际商事法庭."""
    return place.court is not None and place.court.endswith(slices().court_levels["tribunal"])


def is_one_court(figure: Figure) -> bool:
    """Whether a figure is told of one court, and not of all the courts of an area (长沙两级法院)."""
    if figure.court is None or figure.ref_area is None or figure.court.endswith("级法院"):
        return False
    return ONE_COURT.search(figure.court) is not None or not figure.ref_area.endswith("00")
