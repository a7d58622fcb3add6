"""Places named by less than their name: 全省, 该院, 省法院, 寿光（3012件）."""

import re
from functools import cache

from extraction.catalogue.area_index import area_index
from extraction.catalogue.area_names import short_name
from extraction.catalogue.areas import NATION, areas
from extraction.place import LONGEST_LIST, NEAR_START, OBJECT, OBJECT_LIST, RANKED, Place
from extraction.sentences import Clauses

# Several areas together, named by their number or as a region: they are no single area.
SEVERAL = (
    r"(?<!全[国省市区县])(?<![\d.])(?:\d{1,2}|[两三四五六七八九十]{1,2})个?"
    r"(?:省区市|省市区|省市|省区|省份|省|市州|地市|市县区|县市区|市|区县|县区|县|区|州|旗|地)"
    r"(?:[两三]级|各级)?(?=法院|检察|收案|受理|新收|审结|执结|案件|共|合计|总计|之和|总和|占)"
    r"|(?:长三角|京津冀|珠三角|长江经济带|粤港澳大湾区|成渝|东三省)(?:地区|区域|[三四]?(?:省市|地|省))?(?:各级)?(?=法院|检察)"
)
# How the words begin: most places of a text begin otherwise, and are passed over at once. A number is looked at from
# behind its first sign.
MAY_BEGIN = re.compile(
    r"[全该我本自省市区县州盟旗高中\d两三四五六七八九十长京珠粤成东]"
    r"(?=[省市区县州旗自治高中法人检院级\d两三四五六七八九十个地津江港渝])"
    r"(?:(?<![\d两三四五六七八九十])|(?<![\d.]\d)(?=级|[\d两三四五六七八九十]?个?[省市区县州地]))"
)
LOCAL = re.compile(
    r"全(?:自治)?(?P<whole>[省市区县州旗])(?!面|域|国|排名|第|前列|首|平均(?:水平|值|数|线)|均值)"
    r"|[该我本](?P<this>[省市区县州旗])(?!级)"
    r"|(?P<named>(?<![\u4e00-\u9fff][省市县区])(?P<body>自治区|[省市区县州盟旗])"
    r"(?:高级(?:人民)?法院|高院|中级(?:人民)?法院|中院|法院|人民检察院|检察院)"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=其中))(?P<tier>[高中])(?:级(?:人民)?法院|院))(?:本级|机关)?"
    r"|(?<=其中)(?P<part>[本我该]院)(?:本级)?(?![长士])|(?P<court>[该全本我]院)(?:本级)?(?![长士])"
    r"|(?<![\u4e00-\u9fff][省市县区州])(?P<tiers>[两三]级(?:人民)?法院)"
    rf"|(?P<several>{SEVERAL})"
)
NEAR_BY = re.compile(r"(?:周边|毗邻|相邻|邻近|沿线|流域)的?$")
LEVELS = {
    **dict.fromkeys(("省", "自治区", "高"), ("province",)),
    **dict.fromkeys(("州", "盟", "中"), ("prefecture",)),
    **dict.fromkeys(("县", "旗"), ("county",)),
}


def local_words(text: str, places: list[Place], clauses: Clauses, base: str | None) -> list[Place]:
    """The places that words such as 全省, 该市, 省法院 and 该院 mean, understood by what was named before.

    Args:
        text: The folded text of the article.
        places: The places named in it, in order.
        clauses: Its clauses.
        base: The area of the article.
    """
    return _LocalWords(text, places, clauses, base).read()


class _LocalWords:
    def __init__(self, text: str, places: list[Place], clauses: Clauses, base: str | None) -> None:
        self._text, self._places, self._clauses, self._base = text, places, clauses, base
        self._nearest: str | None = None
        self._widest: str | None = None
        self._court: Place | None = None

    def read(self) -> list[Place]:
        found: list[Place] = []
        at = told = 0
        for beginning in MAY_BEGIN.finditer(self._text):
            if beginning.start() < told or not (word := LOCAL.match(self._text, beginning.start())):
                continue
            told = word.end()
            while at < len(self._places) and self._places[at].start < word.start():
                self._remember(self._places[at])
                at += 1
            if at and self._places[at - 1].end > word.start():
                continue  # part of a name
            place = self._understand(word)
            self._remember(place)
            found.append(place)
        return found

    def _remember(self, place: Place) -> None:
        if place.ref_area is None:
            return
        self._nearest = place.ref_area
        if place.ref_area.endswith("00") and not place.ref_area.endswith("0000"):
            self._widest = place.ref_area
        if place.court and place.is_subject and place.ref_area != NATION:
            self._court = place

    def _understand(self, word: re.Match[str]) -> Place:
        if word["several"]:
            lead = NEAR_BY.sub("", self._text[max(0, word.start() - NEAR_START) : word.start()])
            return Place(word.start(), word.end(), None, None, OBJECT.search(lead) is None)
        ref_area, court = self._meaning(word)
        lead = self._text[self._clauses.start(word.start()) : word.start()]
        is_subject = ref_area is not None and len(lead) <= NEAR_START and not OBJECT.search(lead)
        is_subject = is_subject and RANKED.match(self._text, word.end()) is None
        return Place(word.start(), word.end(), ref_area, court, is_subject, ref_area)

    def _meaning(self, word: re.Match[str]) -> tuple[str | None, str | None]:
        if word["tiers"]:
            return self._widest or self._base, word[0]
        if word["part"]:
            return (self._court.ref_area if self._court else self._base), word["part"]
        if word["court"]:
            return (self._court.ref_area, self._court.court) if self._court else (self._base, None)
        level = word["whole"] or word["this"] or word["body"] or word["tier"]
        ref_area = _of_level(level, self._base) or _of_level(level, self._nearest) or self._base
        return ref_area, word["named"]


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


def named_in_short(text: str, base: str | None) -> list[Place]:
    """The parts of an article's area that are named in short beside a number: 寿光（3012件）."""
    if base is None or base == NATION:
        return []
    area = area_index().area(base)
    above = area.parent if area is not None and area.level == "county" else None
    names, pattern = _parts(base, above)
    places = []
    for found in pattern.finditer(f"\n{text}") if names else ():
        named, start = names[found[1]], found.start(1) - 1
        is_subject = OBJECT_LIST.search(text, max(0, start - LONGEST_LIST), start) is None
        places.append(Place(start, start + len(found[1]), named, None, is_subject, named))
    return places


@cache
def _parts(base: str, above: str | None) -> tuple[dict[str, str], re.Pattern[str]]:
    """The short names of the areas directly below an area or beside it, with their codes, and their pattern.

    The pattern begins with the sign before a name, so that a text is searched for it at full speed; the beginning
    of a text counts as the end of a line.
    """
    names = {
        short_name(area.name): area.ref_area
        for area in areas()
        if area.parent in (base, above) and area.last_year is None and len(short_name(area.name)) > 1
    }
    beside = (
        r"（?\d|、|（|[均都各仅]|只有|则|[两三四五六七八九十]{1,2}个?(?:地|县|区|市|院|家)|某|的[\u4e00-\u9fff]某"
        r"|同比|环比|占全?|一家|有家|(?:法院)?(?:新收|收案|受理|审结|执结|结案|分别)"
    )
    return names, re.compile(rf"[，。；：、（和与\s中有为的是以]({'|'.join(names)})(?={beside})")
