"""The area and the court that each part of an article speaks of."""

import re
from dataclasses import dataclass, replace
from functools import cache

from extraction.catalogue.area_index import AreaIndex, AreaMention, area_index
from extraction.catalogue.area_names import short_name
from extraction.catalogue.areas import NATION, areas
from extraction.sentences import Clauses

LOCAL = re.compile(
    r"全(?P<whole>[省市区县州旗])(?!面|域|国)"
    r"|[该我本](?P<this>[省市区县州旗])(?!级)"
    r"|(?<![\u4e00-\u9fff][省市县区])(?P<body>[省市区县])(?:高级人民法院|高院|中级人民法院|中院|法院|人民检察院|检察院)"
    r"|(?P<court>[该全本]院)(?![长士])"
    r"|(?<![\u4e00-\u9fff][省市县区州])(?P<tiers>[两三]级(?:人民)?法院)"
    r"|(?P<several>(?:[两三四五六七八九十]地|[两三四五六七八九十][省市县])(?=法院|收案|受理|共|合计))"
)
# Words behind which a place is where or to whom something happens, not whose figure it is.
OBJECT = re.compile(
    r"[于被向与由经获对给至到达居占较比同跟往返赴及]$|前往$|来自$|位居$|入选$|写进$|得到$|根据$|按照$|报请$|来到$"
    r"|(?:会同|联合|委托|协同|移送|商请|指定)$"
)
SUBJECT_LEAD = re.compile(
    r"[\s“”（）]*(?:据|其中|此外|同时|去年|今年|当天|目前|日前|近日|近年来|在|而|即|以|最终|随后|最近|[^，。；]{0,4}的)?"
    r"[\s“”]*$"
)
LEVELS = {"省": ("province",), "州": ("prefecture",), "县": ("county",), "旗": ("county",)}
NEAR_START = 14


@dataclass(frozen=True, slots=True)
class Place:
    """A place or court named at a span of the text.

    Attributes:
        ref_area: The area it means; None where several are named together.
        court: The court or body as worded, where one is named.
        is_subject: Whether what follows is said of it.
    """

    start: int
    end: int
    ref_area: str | None
    court: str | None
    is_subject: bool
    named: str | None = None  # the area of this name alone, also where several are named together


def read_places(text: str, clauses: Clauses, year: int | None, base: str | None) -> list[Place]:
    """Every place that an article's text names, in order, namesakes told apart by the article's own area.

    Args:
        text: The folded text of the article.
        clauses: Its clauses.
        year: The year of the report, for names and codes that changed.
        base: The area of the article; 全省 and 该院 are understood by it.
    """
    index = area_index()
    found: list[Place] = []
    context = base
    for mention in index.find(text):
        ref_area = index.resolve(mention, year, context)
        if ref_area is None:
            continue
        place = _place(text, mention, ref_area, clauses)
        if found and _continues(text, found[-1], mention, ref_area, index):
            place = replace(place, start=found[-1].start, is_subject=found[-1].is_subject)
            found.pop()
        found.append(place)
        context = ref_area if ref_area != NATION else context
    found = _with_children(text, found, clauses, base)
    return _with_several(text, _with_local_words(text, found, clauses, base))


def base_area(title: str, body: str, year: int | None) -> str | None:
    """The area that an article is about: that of its title, else the first one that its text is about."""
    index = area_index()
    context = None
    for mention in index.find(body[:600]):
        ref_area = index.resolve(mention, year, context)
        if ref_area is not None and ref_area != NATION and not OBJECT.search(body[: mention.start][-4:]):
            context = ref_area if context is None or context in index.chain(ref_area) else context
    for mention in index.find(title):
        ref_area = index.resolve(mention, year, context)
        if ref_area is not None:
            following = context if context and ref_area in index.chain(context) and context != ref_area else None
            named = following and index.area(following)
            return following if named and named.name[:2] in title[mention.end : mention.end + 6] else ref_area
    return _first_subject(body, year)


def _first_subject(body: str, year: int | None) -> str | None:
    clauses = Clauses(body)
    places = read_places(body, clauses, year, None)
    courts = [place for place in places if place.is_subject and place.ref_area]
    candidates = courts or [place for place in places if place.ref_area]
    return candidates[0].ref_area if candidates else None


def _place(text: str, mention: AreaMention, ref_area: str, clauses: Clauses) -> Place:
    end = mention.body_end or mention.end
    court = text[mention.start : end] if mention.body_end or (ref_area == NATION and "最高" in mention.name) else None
    lead = text[clauses.start(mention.start) : mention.start]
    is_subject = not OBJECT.search(lead) and (
        SUBJECT_LEAD.match(lead) is not None or (court is not None and len(lead) <= NEAR_START) or lead.endswith("、")
    )
    return Place(mention.start, end, ref_area, court, is_subject, ref_area)


def _with_children(text: str, places: list[Place], clauses: Clauses, base: str | None) -> list[Place]:
    """Add the parts of the article's area that are named in short beside a number: 寿光（3012件）."""
    if base is None or base == NATION:
        return places
    area = area_index().area(base)
    above = area.parent if area is not None and area.level == "county" else None
    names = child_names(base) | (child_names(above) if above else {})
    if not names:
        return places
    added = [
        Place(found.start(1), found.end(1), names[found[1]], None, True, names[found[1]])
        for found in re.finditer(rf"(?:^|[，。；：、（和与\s中有为的])({'|'.join(names)})(?=（?\d|、|（)", text)
        if not any(place.start < found.end(1) and found.start(1) < place.end for place in places)
    ]
    return sorted((*places, *added), key=lambda place: place.start)


@cache
def child_names(base: str) -> dict[str, str]:
    """The short names of the areas directly below an area, with their codes."""
    return {
        short_name(area.name): area.ref_area
        for area in areas()
        if area.parent == base and area.last_year is None and len(short_name(area.name)) > 1
    }


def _continues(text: str, before: Place, mention: AreaMention, ref_area: str, index: AreaIndex) -> bool:
    """Whether a name goes on from the one before: 河南省漯河市."""
    return (
        before.ref_area is not None
        and not text[before.end : mention.start].strip()
        and before.ref_area in index.chain(ref_area)
    )


def _with_local_words(text: str, places: list[Place], clauses: Clauses, base: str | None) -> list[Place]:
    """Add 全省, 该市, 省法院 and 该院, understood by the article's area and the court named last."""
    taken = [(place.start, place.end) for place in places]
    added: list[Place] = []
    for found in LOCAL.finditer(text):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        before = [place for place in (*places, *added) if place.start < found.start() and place.ref_area]
        before.sort(key=lambda place: place.start)
        nearest = before[-1].ref_area if before else None
        if found["several"]:
            added.append(Place(found.start(), found.end(), None, None, True))
            continue
        ref_area: str | None
        court: str | None
        if found["tiers"]:
            wider = [place.ref_area for place in before if place.ref_area and place.ref_area.endswith("00")]
            ref_area, court = (wider[-1] if wider else base), found[0]
        elif found["court"]:
            courts = [place for place in before if place.court and place.is_subject]
            ref_area = courts[-1].ref_area if courts else base
            court = courts[-1].court if courts else None
        else:
            word = found["whole"] or found["this"] or found["body"]
            ref_area = _of_level(word, base) or _of_level(word, nearest) or base
            court = found[0] if found["body"] else None
        if ref_area is not None:
            lead = text[clauses.start(found.start()) : found.start()]
            is_subject = not OBJECT.search(lead) and len(lead) <= NEAR_START
            added.append(Place(found.start(), found.end(), ref_area, court, is_subject, ref_area))
    return sorted((*places, *added), key=lambda place: place.start)


def _of_level(word: str, ref_area: str | None) -> str | None:
    """The area of the level that a word names (省, 市 …) which holds an area."""
    if ref_area is None or ref_area == NATION:
        return None
    index = area_index()
    for code in index.chain(ref_area):
        area = index.area(code)
        if area is None or code == NATION:
            continue
        if area.name.endswith(word) or area.level in LEVELS.get(word, ()):
            return code
    return None


def _with_several(text: str, places: list[Place]) -> list[Place]:
    """Places named in one list (江苏、浙江、广东三省) are together no single area."""
    result = list(places)
    for at in range(1, len(places)):
        last = places[at]
        first = at
        while first > 0 and text[places[first - 1].end : places[first].start] in ("、", "和", "与"):
            first -= 1
        following = places[at + 1].start if at + 1 < len(places) else len(text)
        goes_on = text[last.end : following].startswith(("、", "和", "与")) and following == last.end + 1
        codes = {place.ref_area for place in places[first : at + 1]}
        if first < at and len(codes) > 1 and not goes_on:
            for each in range(first, at + 1):
                result[each] = replace(places[each], ref_area=None, is_subject=True)
    return result
