"""What a figure measures, as the text words it: its phrase, with what earlier clauses left unsaid filled in."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from extraction.catalogue.measures import read_yaml

QUOTES = str.maketrans("", "", "“”‘’《》（）【】\"' |")
REMEMBERED = 8192  # phrases: courts word what they count in few ways
LONGEST_LEAD = 60
LONGEST_TAIL = 30
LONGEST_TRAIL = 12  # signs of one connecting word in front of a number
SECTION_NUMBER = re.compile(r"^(?:[▌■◆★]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])\s*")
# What a sentence says that it speaks of: 执行案件：, 审结的案件中，, 执行方面，
LABEL = re.compile(
    r"\s*(?:【[^】\n]{1,12}】)?\s*(?:[从就按](?=[^，。；：]*看，))?(?P<name>[^，。；：\d]{2,20}?)"
    r"(?:：|(?P<whole>[中里][，：])|(?:方面|环节|领域|一?端|来?看)，)"
)
OPENS = re.compile(r"案件|审判|工作|方面|领域|条线|。")
LONGEST_OPENING = 16
MARK = re.compile(r"^(?:整数)?(?:大关|关口|门槛)")  # 突破500亿元大关
LIMIT = re.compile(r"以上|以下|以内")
TAIL = re.compile(r"[^，。；：、！？\n（）]+(?:、[^，。；：！？\n（）\d]+(?=[，。；！？\n]))?")
TAIL_VERB = re.compile(
    r"^(?:[~—-]|[增升降减压提涨回扩缩翻]|上升|下降|收窄|达|为|是|占|较|比|同比|环比|和|与|及|到|至|多|少)"
)
PER_HEAD = re.compile(r"人均|平均|件均|户均|每(?:分钟|天|年|月|小时|名|位|人)|最[多忙少]的?(?:一[人名位个]|法官|团队)")


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The declared words around a figure."""

    lead: re.Pattern[str]
    trail: re.Pattern[str]  # one word of them
    action: re.Pattern[str]
    taking: re.Pattern[str]  # the actions that take cases in or close them
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
    reached: re.Pattern[str]  # leads to the level reached: 攀升到
    kind: re.Pattern[str]  # names an offence or kind
    divides: re.Pattern[str]  # begins a sentence that divides what was told before by kinds
    lists_kinds: re.Pattern[str]  # in front of a colon: a list of kinds follows
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
        re.compile(any_of(taking)),
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
        re.compile(level_reached),
        re.compile(rf"[^，。；：#\d]*(?:{any_of(entry['kind_ends'])})"),
        re.compile(rf"\s*(?:{any_of(entry['divides'])})"),
        re.compile(any_of(entry["lists_kinds"])),
        re.compile(rf"(?P<kind>[^，；：]+?)(?:仍|仍然|依然|还是|均|都)?(?:{any_of(entry['ranks'])})[^，；：]{{0,4}}"),
        entry["short_acts"],
        tuple(frozenset(entry["actions"][name]) for name in ("accept", "conclude", "settle")),
    )


class Topic(NamedTuple):
    """What the clauses before spoke of, for those that leave it out."""

    action: str = ""
    kind: str = ""
    first: str = ""  # the first action of the sentence
    several: bool = False  # more than one kind of case was named

    def carried_on(self) -> "Topic":
        """The topic for the next sentence: kinds of case told there are those of its first action."""
        if not self.first and not self.several:
            return self
        return Topic(self.first or self.action, "" if self.several else self.kind)


def without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """The text from start to end with the spans (of times and places, in order) cut out."""
    first = bisect_left(spans, (start, start))
    if first and spans[first - 1][1] > start:
        first -= 1
    if first == len(spans) or spans[first][0] >= end:
        return text[start:end]
    pieces: list[str] = []
    at = start
    for low, high in islice(spans, first, None):
        if low >= end:
            break
        if high <= at:
            continue
        pieces.append(text[at : max(at, low)])
        at = max(at, high)
    pieces.append(text[at:end])
    return "".join(pieces)


@lru_cache(maxsize=REMEMBERED)
def bare(words: str) -> str:
    """A phrase without quotes and without the connecting words at its ends."""
    words = words.translate(QUOTES)
    words = phrase_words().lead.sub("", words)
    # One by one from the end: a pattern for all of them would try every way to part 升至升至升至 into words.
    end = len(words)
    while found := phrase_words().trail.search(words, max(0, end - LONGEST_TRAIL), end):
        end = found.start()
    return words[:end]


def tail_of(text: str, start: int, end: int) -> str:
    """The words directly behind a number, up to the next sign of punctuation or the next number."""
    found = TAIL.match(text, start, min(end, start + LONGEST_TAIL))
    return _tail(found[0]) if found else ""


@lru_cache(maxsize=REMEMBERED)
def _tail(words: str) -> str:
    words = MARK.sub("", words.translate(QUOTES).removeprefix("的"))
    return "" if TAIL_VERB.match(words) or phrase_words().reached.match(words) else words


@lru_cache(maxsize=REMEMBERED)
def complete(core: str, tail: str, topic: Topic, own_subject: bool) -> str:
    """The phrase of a number of cases with the action or the kind of case that it leaves out.

    ``审结`` behind 受理破产案件1376件 becomes ``审结破产案件``; ``行政案件`` behind 刑事案件受理 becomes
    ``受理行政案件``.
    """
    words = phrase_words()
    action = words.action.search(core)
    if action is None and (LIMIT.search(core) or words.outcome.search(core)):
        return core
    if action is None:
        kind = words.case_noun.fullmatch(core) or words.case_class.fullmatch(core) or words.kind.fullmatch(core)
        return topic.action + core if kind and topic.action and not tail else core
    named = words.action.sub("", core, count=1) not in ("", "案件", "数", "新") or words.case_noun.match(tail)
    if words.taking.fullmatch(action[0]) and topic.kind and not named and not own_subject:
        return action[0] + topic.kind
    return core


def topic_of_heading(heading: str) -> Topic:
    """The topic that a section heading sets: the kind of case it names, none where it names none."""
    words = phrase_words()
    name = bare(SECTION_NUMBER.sub("", heading))
    if words.case_class.fullmatch(name):
        return Topic(kind=name + "案件")
    kind = words.case_noun.fullmatch(name)
    return Topic(kind=name if kind else "")


def topic_of_opening(sentence: str, topic: Topic) -> Topic:
    """The topic that a short sentence without figures sets at the head of a paragraph: 民商事案件增长较快。"""
    name = bare(SECTION_NUMBER.sub("", sentence.strip()))
    found = phrase_words().case_class.match(name) if len(name) <= LONGEST_OPENING else None
    return Topic(kind=found[0] + "案件") if found and OPENS.match(name, found.end()) else topic


def topic_of_label(text: str, start: int, end: int, topic: Topic) -> Topic:
    """The topic of a sentence that begins with what it speaks of; that told before where it does not.

    Args:
        text: The text of the article.
        start: Where the sentence begins.
        end: Where its first number stands.
        topic: The topic told before.
    """
    found = LABEL.match(text, start, end)
    if found is None:
        return _topic_of_colon(text, start, end, topic)
    name = bare(found["name"])
    if phrase_words().taking.search(name):
        return remember(name, Topic())
    named = topic_of_heading(name)
    if found["whole"] and named.kind and topic.action:
        return Topic(topic.action, named.kind, topic.action)  # the cases taken in or closed that it divides
    return named if named.kind else topic


def _topic_of_colon(text: str, start: int, end: int, topic: Topic) -> Topic:
    """The topic that the act named in front of a colon sets: 受理的买卖、劳动争议案件双双走高：…"""
    colon = text.rfind("：", start, end)
    if colon < 0:
        return topic
    clause = text[max(start, text.rfind("，", start, colon) + 1) : colon]
    act = phrase_words().taking.search(clause)
    return remember(clause[act.start() :], Topic()) if act else topic


def says_act(phrase: str) -> bool:
    """Whether a phrase says what was done, or how it ended, and not only to which cases."""
    words = phrase_words()
    return words.action.search(words.nominal.sub("", phrase)) is not None or words.outcome.search(phrase) is not None


def complete_rate(core: str, topic: Topic) -> str:
    """The phrase of a rate with the kind of case that its sentence speaks of: 结案率 under 执行收案."""
    if topic.kind and phrase_words().rate_of_cases.fullmatch(core):
        return topic.kind + core
    return core


def is_class_of_cases(core: str) -> bool:
    """Whether a phrase does no more than name a class of cases."""
    return phrase_words().case_class.fullmatch(core) is not None


@lru_cache(maxsize=REMEMBERED)
def remember(core: str, topic: Topic) -> Topic:
    """The topic after a phrase."""
    words = phrase_words()
    action = words.action.search(core)
    rest = words.taking.sub("", core, count=1)
    kind = words.case_noun.search(rest)
    named = bare(kind[0]) if kind else ""
    if named in ("", "案件") and action:
        before = words.case_class.fullmatch(core[: action.start()])
        named = before[0] + "案件" if before else ""
    told = action[0] if action and words.taking.fullmatch(action[0]) else ""
    several = topic.several or bool(topic.kind and named not in ("", "案件", topic.kind))
    other = action is not None and not told  # 立案 is none of the acts whose cases a later clause names
    return Topic(told or ("" if other else topic.action), named or topic.kind, topic.first or told, several)
