"""Finds the areas and courts named in a text, and tells which area of several namesakes is meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from extraction.catalogue.area_names import Spelling, breadth, spellings, wording
from extraction.catalogue.areas import NATION, Area, Spell, areas, spells

ZONE = (
    r"[\u4e00-\u9fff]{0,2}?(?:(?:经济|高新)技术(?:产业)?开发区|自由贸易试验区|综合保税区|工业园区|"
    r"(?:高新|经开|自贸|开发|新)区)"
)
COURT = (
    r"(?:(?:地方)?各级|全[省市区县州]|[省市县区州])?(?:第?[一二三四五六])?(?:中级|高级|基层)?(?:人民)?(?:法院|检察院)"
    r"|(?:第?[一二三四五六])?中院|高院|中法|[两三]级(?:人民)?(?:法院|检察院|法检)|(?:全[省市区县州])?检察机关|法检"
    r"|(?:互联网|知识产权|金融|海事|国际商事|环境资源|劳动人事|劳动|涉外商事|铁路运输(?:中级|基层)?|林区(?:中级|基层)?|军事|破产)(?:法院|法庭)"
)
BODY = re.compile(rf"(?:{ZONE})?(?:{COURT})")
CUE = re.compile(rf"{COURT}|公安|县委|区委|市委")
HEADING = re.compile(r"(?:^|\n)[#\s　▌■◆●【]*\Z")
HEADING_REACH = 12
BEGINNING = 2  # signs: no spelling is shorter
REMEMBERED = 8192  # names and codes
TEXTS_AT_ONCE = 16  # an article is asked for its own area first, then for all it names, its headings between
MAY_PRECEDE = frozenset("在于对到赴由为向从与及至等即原是因将让跨来去同")
LINKS = frozenset("、和与及")
COURT_LEVELS = (("高级", "province"), ("高院", "province"), ("中级", "prefecture"), ("中院", "prefecture"))


@dataclass(slots=True)
class AreaMention:
    """An area named at `start` to `end`; `body_end` is where the court or body named with it ends, else None."""

    start: int
    end: int
    name: str
    candidates: tuple[str, ...]
    body_end: int | None = None


class AreaIndex:
    """All areas by their names and years; stateless between calls, so that it may be shared."""

    def __init__(self) -> None:
        """Index every spelling by its first two signs.

        A text is searched for a first sign with a second sign behind it, which leaves few places to look up: an
        automaton or a pattern with thousands of branches is slower.
        """
        self._areas = {area.ref_area: area for area in areas()}
        self._by_beginning: dict[str, list[Spelling]] = {}
        for text, spelling in sorted(spellings().items(), key=lambda item: -len(item[0])):
            self._by_beginning.setdefault(text[:BEGINNING], []).append(spelling)
        firsts, seconds = ("".join(sorted(set(signs))) for signs in zip(*self._by_beginning, strict=True))
        self._may_begin = re.compile(f"[{firsts}](?=[{seconds}])")
        self._road = re.compile("路(?!桥)|" + "|".join(wording()["not_followed_by"]))
        self._continued = {last: tuple(starts) for last, starts in wording()["not_continued_by"].items()}
        self._nation_after = frozenset(wording()["nation_not_after"])
        self._nation_before = tuple(wording()["nation_not_before"])
        self.chain = lru_cache(maxsize=REMEMBERED)(self._chain)
        self._meant = lru_cache(maxsize=REMEMBERED)(self._resolve)
        self._last_found = lru_cache(maxsize=TEXTS_AT_ONCE)(self._find)

    def find(self, text: str) -> list[AreaMention]:
        """The areas named in `text`, in order, without overlap; words that hold a name by chance are left out."""
        return list(self._last_found(text))

    def _find(self, text: str) -> tuple[AreaMention, ...]:
        found: list[AreaMention] = []
        waiting: list[AreaMention] = []
        for start, spelling in self._spelled(text):
            if not (spelling.free or spelling.cued):
                continue
            mention = self._read(text, start, spelling, found)
            if mention is None:
                if spelling.cued and not spelling.is_common_word:
                    waiting = [*self._linked(text, waiting, start), _mention(start, spelling, spelling.codes)]
                continue
            if waiting:
                found += self._linked(text, waiting, start) if mention.body_end is not None else []
                waiting = []
            if found and (found[-1].body_end or 0) > mention.start:
                found[-1] = replace(found[-1], body_end=None)
            found.append(mention)
        return tuple(found)

    def _spelled(self, text: str) -> Iterator[tuple[int, Spelling]]:
        """The longest spelling at each place where one begins, in order, without overlap."""
        beginnings = self._by_beginning
        end = 0
        for place in self._may_begin.finditer(text):
            start = place.start()
            if start < end:
                continue
            for spelling in beginnings.get(text[start : start + BEGINNING], ()):
                if text.startswith(spelling.text, start):
                    yield start, spelling
                    end = start + len(spelling.text)
                    break

    def resolve(self, mention: AreaMention, year: int | None, context_area: str | None) -> str | None:
        """The one code that `mention` means in a report of `year` about `context_area`, None if that is open."""
        return self._meant(mention.name, mention.candidates, year, context_area)

    def _resolve(
        self, name: str, candidates: tuple[str, ...], year: int | None, context_area: str | None
    ) -> str | None:
        codes = self._in_year(name, candidates, year)
        codes = [code for code in codes if not any(above in codes for above in self.chain(code)[1:])]
        if len(codes) == 1:
            return codes[0]
        if context_area is not None:
            nearness = {code: self._nearness(code, context_area) for code in codes}
            nearest = max(nearness.values(), default=0)
            codes = [code for code in codes if nearness[code] == nearest]
        codes.sort(key=breadth)
        if len(codes) > 1 and breadth(codes[0])[0] == breadth(codes[1])[0]:
            return None
        return codes[0] if codes else None

    def area(self, ref_area: str) -> Area | None:
        """The area with this code, None if there is none."""
        return self._areas.get(ref_area)

    def _chain(self, ref_area: str) -> tuple[str, ...]:
        """`ref_area` and the areas that hold it, up to the nation."""
        codes: list[str] = []
        code: str | None = ref_area
        while code is not None and code in self._areas:
            codes.append(code)
            code = self._areas[code].parent
        return tuple(codes)

    def code_in(self, ref_area: str, year: int) -> str:
        """The code under which the area stood in `year`: itself, its successor or its only predecessor."""
        code = ref_area
        while (area := self._areas[code]).last_year is not None and year > area.last_year + 1 and area.successor:
            code = area.successor
        while (area := self._areas[code]).first_year is not None and year < area.first_year:
            earlier = [before for before in self._areas.values() if before.successor == code]
            earlier = [before for before in earlier if len(earlier) == 1 or before.name == area.name]
            if len(earlier) != 1:
                break
            code = earlier[0].ref_area
        return code

    def _read(self, text: str, start: int, spelling: Spelling, found: list[AreaMention]) -> AreaMention | None:
        end = start + len(spelling.text)
        if NATION in spelling.free:
            return self._nation(text, start, spelling)
        before = found[-1] if found and found[-1].end == start else None
        if spelling.is_full_name:
            if text.startswith(self._continued.get(spelling.text[-1], ()) or "\0", end):
                return self._read(text, start, spelling.shorter, found) if spelling.shorter else None
            if not self._stands_alone(text, start, spelling, before):
                return None
        elif spelling.free and self._road.match(text, end):
            return None
        body = BODY.match(text, end)
        codes = list(spelling.free)
        if spelling.cued:
            codes += self._cued(text, start, end, spelling, before)
        if not codes:
            return None
        if before is not None:
            codes = self._under(codes, before) or codes
        return _mention(start, spelling, self._of_court_level(codes, body), body.end() if body else None)

    def _nation(self, text: str, start: int, spelling: Spelling) -> AreaMention | None:
        end = start + len(spelling.text)
        if spelling.text == "全国":
            if text.startswith(self._nation_before, end) or text[start - 1 : start] in self._nation_after:
                return None
            body = BODY.match(text, end)
            return _mention(start, spelling, (NATION,), body.end() if body else None)
        return _mention(start, spelling, (NATION,), end)

    def _stands_alone(self, text: str, start: int, spelling: Spelling, before: AreaMention | None) -> bool:
        if before is not None and self._under(spelling.free, before):
            return True
        if spelling.is_general:
            return False
        previous = text[start - 1 : start]
        return len(spelling.text) > 2 or not "\u4e00" <= previous <= "\u9fff" or previous in MAY_PRECEDE

    def _cued(self, text: str, start: int, end: int, spelling: Spelling, before: AreaMention | None) -> list[str]:
        if CUE.match(text, end):
            return spelling.cued
        if spelling.is_common_word:
            return []
        if text[end : end + 1] in ("：", ":") and HEADING.search(text, max(0, start - HEADING_REACH), start):
            return spelling.cued
        return self._under(spelling.cued, before) if before is not None else []

    def _under(self, codes: Iterable[str], before: AreaMention) -> list[str]:
        return [code for code in codes if any(above in self.chain(code)[1:] for above in before.candidates)]

    def _linked(self, text: str, waiting: list[AreaMention], start: int) -> list[AreaMention]:
        """Those of `waiting` that form a list (甲、乙和丙) running up to `start`."""
        linked: list[AreaMention] = []
        for mention in reversed(waiting):
            if start - mention.end != 1 or text[mention.end] not in LINKS:
                break
            linked.insert(0, mention)
            start = mention.start
        return linked

    def _of_court_level(self, codes: list[str], body: re.Match[str] | None) -> tuple[str, ...]:
        if len(codes) == 1:
            return (codes[0],)
        ordered = sorted(dict.fromkeys(codes), key=breadth)
        if body is not None:
            level = next((level for word, level in COURT_LEVELS if word in body[0]), None)
            ordered = [code for code in ordered if self._areas[code].level == level] or ordered
        return tuple(ordered)

    def _in_year(self, name: str, candidates: tuple[str, ...], year: int | None) -> list[str]:
        if year is None:
            return list(candidates)
        valid = {spell.ref_area for spell in self._spells.get(name, ()) if _covers(spell, year)}
        codes = [code for code in candidates if code in valid] or list(candidates)
        return list(dict.fromkeys(self.code_in(code, year) for code in codes))

    @cached_property
    def _spells(self) -> dict[str, list[Spell]]:
        by_name: dict[str, list[Spell]] = {}
        for spell in spells():
            by_name.setdefault(spell.name, []).append(spell)
        return by_name

    def _nearness(self, code: str, context: str) -> int:
        """How many areas, from the nation down, hold both."""
        return len(set(self.chain(code)) & set(self.chain(context)))


def _covers(spell: Spell, year: int) -> bool:
    """Whether the name was in force in some part of `year`: the year it ended in counts too."""
    return (spell.first_year or year) <= year <= (spell.last_year or year) + 1


def _mention(start: int, spelling: Spelling, codes: Iterable[str], body_end: int | None = None) -> AreaMention:
    return AreaMention(start, start + len(spelling.text), spelling.text, tuple(codes), body_end)


@cache
def area_index() -> AreaIndex:
    """The one index over the catalogue, built when first asked for."""
    return AreaIndex()
