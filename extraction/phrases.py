"""The words around a figure: the phrase of its clause, and what stands directly behind it."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.catalogue.measures import read_yaml

QUOTES = str.maketrans("", "", "“”‘’《》（）【】\"' |▲△●○■□◆◇★☆▪•◎▌")
REMEMBERED = 8192  # phrases: courts word what they count in few ways
LONGEST_LEAD = 60
LONGEST_TAIL = 30
LONGEST_TRAIL = 12  # signs of one connecting word in front of a number
MARK = re.compile(r"^(?:整数)?(?:大关|关口|门槛)")  # 突破500亿元大关
TAIL = re.compile(r"[^，。；：、！？\n（）]+(?:、[^，。；：！？\n（）\d]+(?=[，。；！？\n]))?")
PER_HEAD = re.compile(
    r"[人年月日周]均|平均|件均|户均|每(?:分钟|天|年|月|小时|名|位|人)|最[多忙少]的?(?:一[人名位个]|法官|检察官|执行员|干警|团队|庭室)"
)


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The declared words around a figure."""

    lead: re.Pattern[str]
    trail: re.Pattern[str]  # one word of them
    action: re.Pattern[str]
    act_next: re.Pattern[str]  # an act of taking in or closing at the end
    taking: re.Pattern[str]  # the actions that take cases in or close them
    accepting: re.Pattern[str]  # those that take cases in
    case_noun: re.Pattern[str]
    case_class: re.Pattern[str]
    rate_of_cases: re.Pattern[str]
    reference: re.Pattern[str]
    outcome: re.Pattern[str]
    part: re.Pattern[str]
    amount: re.Pattern[str]  # ends of a name that only say that something is counted
    units_of_amounts: dict[str, str]
    punished: re.Pattern[str]  # ends of a phrase that name those to whom something is done
    nominal: re.Pattern[str]  # actions that only say which cases
    leads_on: re.Pattern[str]  # begins words behind a number that lead on to another: 占全部的, 攀升到
    is_of_kind: re.Pattern[str]  # begins words behind a number that name the kind of what it counts: 为一审案件
    kind: re.Pattern[str]  # names an offence or kind
    divides: re.Pattern[str]  # begins a sentence that divides what was told before by kinds
    lists_kinds: re.Pattern[str]  # in front of a colon: a list of kinds follows
    names_kinds: re.Pattern[str]  # the end of a clause that leads on to the kinds of a list: 案由依次为
    leads_to_kinds: re.Pattern[str]  # that clause: 前三类案由依次为
    ranked: re.Pattern[str]  # a clause that ranks a kind, by the group `kind`: 涉澳最少
    short_acts: dict[str, str]  # acts by the one sign that names them in a list of acts
    acts: tuple[frozenset[str], ...]  # the actions that are one: taking in, closing, settling


@cache
def phrase_words() -> PhraseWords:
    """The words declared in words.yaml."""
    entry = read_yaml("words.yaml")

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    change = read_yaml("changes.yaml")
    moves = [*change["rise"], *change["fall"], *change["moves"], *change["turn_signs"]]
    level_reached = rf"(?:{any_of(moves)})了?(?:{any_of(change['to'])})的?"  # 上升到, 走高至
    actions = [word for words in entry["actions"].values() for word in words]
    taking = [word for name in ("accept", "conclude", "settle") for word in entry["actions"][name]]
    return PhraseWords(
        re.compile(rf"^(?:[，、：；\s~—-]|{any_of(entry['lead'])})+"),
        re.compile(rf"(?:[，、：\s]|{any_of([level_reached, *entry['trail']])})$"),
        re.compile(any_of(actions)),
        re.compile(rf"(?:{any_of(taking)})$"),
        re.compile(any_of(taking)),
        re.compile(any_of(entry["actions"]["accept"])),
        re.compile(rf"[^，。；：#\d]*(?:{any_of(entry['case_nouns'])})"),
        re.compile(rf"(?:{any_of(entry['case_classes'])})+类?"),
        re.compile(any_of(entry["rates_of_cases"])),
        re.compile(any_of(entry["references"])),
        re.compile(any_of(entry["outcomes"])),
        re.compile(rf"[，；、（\s]*(?:{any_of(entry['parts'])})"),
        re.compile(rf"(?:{any_of(entry['amounts'])})$"),
        entry["amounts"],
        re.compile(rf"(?:{any_of(entry['punished'])})$"),
        re.compile(any_of(entry["nominal"])),
        re.compile(rf"{any_of(entry['leads_on'])}|{level_reached}"),
        re.compile(entry["is_of_kind"]),
        re.compile(rf"[^，。；：#\d]*(?:{any_of(entry['kind_ends'])})"),
        re.compile(rf"\s*(?:{any_of(entry['divides'])})"),
        re.compile(any_of(entry["lists_kinds"])),
        re.compile(entry["names_kinds"]),
        re.compile(entry["before_names_kinds"] + entry["names_kinds"]),
        re.compile(rf"(?P<kind>[^，；：]+?)(?:仍|仍然|依然|还是|均|都)?(?:{any_of(entry['ranks'])})[^，；：]{{0,4}}"),
        entry["short_acts"],
        tuple(frozenset(entry["actions"][name]) for name in ("accept", "conclude", "settle")),
    )


def without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """The text from start to end with the spans (of times and places, in order) cut out."""
    first = bisect_left(spans, (start, start))
    if first and spans[first - 1][1] > start:
        first -= 1
    if first == len(spans) or spans[first][0] >= end:
        return text[start:end]
    pieces: list[str] = []
    at = start
    while first < len(spans) and spans[first][0] < end:
        low, high = spans[first]
        if high > at:
            pieces.append(text[at : max(at, low)])
            at = high
        first += 1
    pieces.append(text[at:end])
    return "".join(pieces)


@lru_cache(maxsize=REMEMBERED)
def bare(words: str) -> str:
    """A phrase without quotes and without the connecting words at its ends."""
    words = words.translate(QUOTES)
    if leads_on := phrase_words().leads_to_kinds.match(words):
        words = words[leads_on.end() :]
    words = phrase_words().lead.sub("", words)
    # One by one from the end: a pattern for all of them would try every way to part 升至升至升至 into words.
    end = len(words)
    while found := phrase_words().trail.search(words, max(0, end - LONGEST_TRAIL), end):
        end = found.start()
    return words[:end]


def tail_of(text: str, start: int, end: int) -> str:
    """The words directly behind a number, up to the next sign of punctuation or the next number."""
    found = TAIL.match(text, start, min(end, start + LONGEST_TAIL))
    if found is None:
        return ""
    # 3218件案件执结2588件: the act is told of the next number.
    leads_to_number = found.end() == end
    act = phrase_words().act_next.search(found[0]) if leads_to_number else None
    words = found[0][: act.start()] if act else found[0]
    return _tail(words if leads_to_number else phrase_words().is_of_kind.sub("", words, 1))


@lru_cache(maxsize=REMEMBERED)
def _tail(words: str) -> str:
    words = MARK.sub("", words.translate(QUOTES).removeprefix("的"))
    return "" if phrase_words().leads_on.match(words) else words
