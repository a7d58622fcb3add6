"""The area and the court that each part of an article speaks of."""

import re
from dataclasses import replace

from extraction.catalogue.area_index import AreaIndex, AreaMention, area_index
from extraction.catalogue.areas import NATION, Area
from extraction.local_words import local_words, named_in_short
from extraction.place import (
    AVERAGED,
    EXAMPLE,
    LONGEST_LIST,
    LONGEST_OBJECT,
    NEAR_START,
    OBJECT,
    OBJECT_LIST,
    OF_ITS_OWN,
    RANKED,
    Place,
    merged,
    with_several,
)
from extraction.sentences import Clauses, clause_start

SUBJECT_LEAD = re.compile(
    r"[\s“”（）]*(?:据|其中|此外|[该全我本][省市]|同时|去年|今年|当天|目前|日前|近日|近年来|在|而|即|以|最终|随后|最近|[^，。；]{0,4}的)?"
    r"[\s“”]*$"
)
POSTED_IN = re.compile(r"(?:发表于|发布于|IP属地[：:]?)\s*$")  # where an account is kept, not what it tells of
LONG_AGO = 10  # years: what was founded then is told as history
YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d)年")
BESIDE_MEAN = re.compile(
    r"[高低多少快慢长短优][于出过]?$|[比较超过是]$"
)  # in front of a place whose mean is compared with
BEGINNING = 800  # signs in which a text tells what area it is about
WHOLE = re.compile(r"全省|(?<![\u4e00-\u9fff])省(?:法院|高院|检察院)|全市(?!场)")
COUNTED = re.compile(r"（?\d(?!\d{0,3}[年月日号])")  # 人数居前的徐州（171人）
CLEFT = re.compile(r"的(?:正|就|便|也|还|同样)?是[\s“]*$")  # 为他讨回货款的是昆都仑区法院速裁庭
LONGEST_CLEFT = 5  # signs of its end
BETWEEN = re.compile(r"[\s：:·|丨]*")  # signs of a title between an area and one within it


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
        ref_area = _rather_province(mention, ref_area, base, index)
        place = _place(text, mention, ref_area, clauses.start(mention.start))
        if found and _continues(text, found[-1], mention, ref_area, index):
            led_up_to = place.court is not None and _is_led_up_to(text, found[-1].start)
            place = replace(place, start=found[-1].start, is_subject=found[-1].is_subject or led_up_to)
            found.pop()
        found.append(place)
        context = ref_area if ref_area != NATION else context
    found = merged(found, named_in_short(text, base))
    places = merged(found, local_words(text, found, clauses, base))
    return with_several(text, [place for place in places if not _is_mean_beside(text, place)])


def _is_mean_beside(text: str, place: Place) -> bool:
    """Whether the mean of a place is what a figure is held against: 高出全省平均水平3天; 全省平均45天 is its own."""
    found = AVERAGED.match(text, place.end)
    if found is None:
        return False
    told = text[found.end() : found.end() + 1].isdigit()
    return not told or BESIDE_MEAN.search(text, max(0, place.start - 3), place.start) is not None


def _rather_province(mention: AreaMention, ref_area: str, base: str | None, index: AreaIndex) -> str:
    """The province of the name of a county (北京、天津、河北三地) in a text not about the city around that."""
    provinces = [code for code in mention.candidates if code.endswith("0000")]
    if not provinces or ref_area.endswith("00") or base is None:
        return ref_area
    around = index.chain(ref_area)[1:]
    return ref_area if base == ref_area or base in around[:-1] else provinces[0]


def base_area(title: str, body: str, year: int | None) -> str | None:
    """The area that an article is about: that of its title, else the first one that its text is about."""
    index = area_index()
    beginning = body[:BEGINNING]
    named = index.find(title)
    context = _spoken_of(beginning, year) if named else None
    for mention in named:
        ref_area = index.resolve(mention, year, context)
        if ref_area is not None and POSTED_IN.search(title[: mention.start][-8:]) is None:
            following = context if context and ref_area in index.chain(context) and context != ref_area else None
            area = index.area(following) if following else None
            named_behind = area is not None and area.name[:2] in title[mention.end : mention.end + 6]
            is_namesake = area is not None and _is_namesake(area, mention, beginning)
            return following if named_behind or is_namesake else _narrowed(title, named, mention, ref_area, year)
    return _first_subject(beginning, year)


def _narrowed(title: str, named: list[AreaMention], mention: AreaMention, ref_area: str, year: int | None) -> str:
    """The innermost of the areas that a title names one within the other: 浙江省绍兴市中级人民法院."""
    index = area_index()
    end = mention.end
    for inner in named[named.index(mention) + 1 :]:
        inner_area = index.resolve(inner, year, ref_area)
        if (
            inner_area is None
            or ref_area not in index.chain(inner_area)
            or not BETWEEN.fullmatch(title[end : inner.start])
        ):
            break
        ref_area, end = inner_area, inner.end
    return ref_area


def _is_namesake(area: Area, mention: AreaMention, beginning: str) -> bool:
    """Whether a title (恩施：…) means the city of which the text speaks, and not the prefecture of the same name."""
    return area.name.startswith(mention.name) and f"{mention.name}州" not in beginning and "全州" not in beginning


def _spoken_of(beginning: str, year: int | None) -> str | None:
    """The first area that the beginning of a text speaks of, narrowed to a part of it that is named behind it."""
    index = area_index()
    spoken_of: str | None = None
    for mention in index.find(beginning):
        ref_area = index.resolve(mention, year, spoken_of)
        if ref_area is None or ref_area == NATION:
            continue
        is_object = OBJECT.search(beginning, max(0, mention.start - LONGEST_OBJECT), mention.start)
        if not is_object and (spoken_of is None or spoken_of in index.chain(ref_area)):
            spoken_of = ref_area
    return spoken_of


def _is_of_long_ago(text: str, at: int, year: int | None) -> bool:
    """Whether a sentence that names a place begins with a year of long ago: 1984年，长宁区法院成立了第一个少年法庭."""
    start = max(text.rfind(sign, 0, at) for sign in "。\n") + 1
    told = YEAR_FIRST.match(text, start)
    return told is not None and year is not None and int(told[1]) <= year - LONG_AGO


def _first_subject(body: str, year: int | None) -> str | None:
    """The first area that the beginning of a text is about, else the first that it names."""
    index = area_index()
    first: str | None = None
    first_end = 0
    for mention in index.find(body):
        ref_area = index.resolve(mention, year, first)
        if ref_area is None:
            continue
        long_ago = _is_of_long_ago(body, mention.start, year)
        if not long_ago and _place(body, mention, ref_area, clause_start(body, mention.start)).is_subject:
            following = [each for each in index.find(body[mention.end : mention.end + 12]) if each.start == 0]
            inner = index.resolve(following[0], year, ref_area) if following else None
            found = inner if inner and ref_area in index.chain(inner) else ref_area
            return _spoken_of_before(body[: mention.start], found) or found
        if first is None or (mention.start == first_end and first in index.chain(ref_area)):
            first, first_end = ref_area, mention.end
    return first


def _spoken_of_before(words: str, ref_area: str) -> str | None:
    """The province or city around an area that was spoken of as 全省 or 省法院 before the area was named."""
    found = WHOLE.search(words)
    if found is None:
        return None
    index = area_index()
    level = "province" if "省" in found[0] else "prefecture"
    around = (index.area(code) for code in index.chain(ref_area)[1:])
    return next((area.ref_area for area in around if area is not None and area.level == level), None)


def _place(text: str, mention: AreaMention, ref_area: str, start: int) -> Place:
    """The place of a mention; `start` is where its clause begins."""
    end = mention.body_end or mention.end
    court = text[mention.start : end] if mention.body_end or (ref_area == NATION and "最高" in mention.name) else None
    lead = text[start : mention.start]
    of_its_own = ref_area == NATION and court is not None and OF_ITS_OWN.match(text, end) is not None
    of_its_own = of_its_own or (court is not None and EXAMPLE.match(text, end) is not None)
    of_its_own = of_its_own or RANKED.match(text, end) is not None
    is_counted = COUNTED.match(text, mention.end) is not None
    is_subject = not of_its_own and (
        not lead or is_counted or _leads_to_subject(text, start, mention.start, court is not None)
    )
    return Place(mention.start, end, ref_area, court, is_subject, ref_area)


def _leads_to_subject(text: str, clause_start: int, start: int, is_court: bool) -> bool:
    """Whether the words of a clause before a place leave it what the clause is about."""
    if OBJECT.search(text, max(clause_start, start - LONGEST_OBJECT), start):
        return False
    if text[start - 1] == "、" and OBJECT_LIST.search(text, max(clause_start, start - LONGEST_LIST), start):
        return False
    if is_court and _is_led_up_to(text, start):
        return True
    near = is_court and start - clause_start <= NEAR_START
    return near or text[start - 1] == "、" or SUBJECT_LEAD.match(text[clause_start:start]) is not None


def _is_led_up_to(text: str, start: int) -> bool:
    """Whether a sentence leads up to what begins at an offset: 为他讨回货款的是…."""
    return CLEFT.search(text, max(0, start - LONGEST_CLEFT), start) is not None


def _continues(text: str, before: Place, mention: AreaMention, ref_area: str, index: AreaIndex) -> bool:
    """Whether a name goes on from the one before: 河南省漯河市."""
    return (
        before.ref_area is not None
        and not text[before.end : mention.start].strip()
        and before.ref_area in index.chain(ref_area)
    )
