"""What a figure measures, as the text words it: its phrase, with what earlier clauses left unsaid filled in."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import read_yaml

QUOTES = str.maketrans("", "", "“”‘’《》（）【】\"' |")
LONGEST_LEAD = 60
LONGEST_TAIL = 30
TAIL_END = re.compile(r"[，。；：、！？\n）]")
LAST_CLAUSE = re.compile(r"[，；：。！？\n]")
DIGITS = re.compile(r"[\d.,%万亿]+")


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The declared words around a figure."""

    lead: re.Pattern[str]
    trail: re.Pattern[str]
    action: re.Pattern[str]
    case_noun: re.Pattern[str]


@cache
def phrase_words() -> PhraseWords:
    """The words declared in words.yaml."""
    entry = read_yaml("words.yaml")

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    actions = [word for words in entry["actions"].values() for word in words]
    return PhraseWords(
        re.compile(rf"^(?:[，、：；\s]|{any_of(entry['lead'])})+"),
        re.compile(rf"(?:[，、：\s]|{any_of(entry['trail'])})+$"),
        re.compile(any_of(actions)),
        re.compile(rf"[^，。；：#\d]*(?:{any_of(entry['case_nouns'])})"),
    )


@dataclass(slots=True)
class Topic:
    """What the clauses before spoke of, for those that leave it out."""

    action: str = ""
    kind: str = ""


def without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """The text from start to end with the spans (of times and places) cut out."""
    pieces: list[str] = []
    at = start
    for low, high in spans:
        if high <= at or low >= end:
            continue
        pieces.append(text[at : max(at, low)])
        at = max(at, high)
    pieces.append(text[at:end])
    return "".join(pieces)


def bare(words: str) -> str:
    """A phrase without quotes and without the connecting words at its ends."""
    words = words.translate(QUOTES)
    words = phrase_words().lead.sub("", words)
    return phrase_words().trail.sub("", words)


def tail_of(text: str, start: int, end: int) -> str:
    """The words directly behind a number, up to the next sign of punctuation or the next number."""
    words = text[start : min(end, start + LONGEST_TAIL)]
    stop = TAIL_END.search(words)
    return (words[: stop.start()] if stop else words).translate(QUOTES)


def complete(core: str, tail: str, topic: Topic, own_subject: bool) -> str:
    """The phrase of a number of cases with the action or the kind of case that it leaves out.

    ``审结`` behind 受理破产案件1376件 becomes ``审结破产案件``; ``行政案件`` behind 刑事案件受理 becomes
    ``受理行政案件``.
    """
    words = phrase_words()
    action = words.action.search(core)
    kind = words.case_noun.match(core) or words.case_noun.match(tail)
    if kind and not action and topic.action and not tail and kind.end() == len(core):
        return topic.action + core
    if action and not kind and topic.kind and not own_subject and len(core) - len(action[0]) <= 2:
        return core + topic.kind
    return core


def remember(core: str, topic: Topic) -> Topic:
    """The topic after a phrase."""
    words = phrase_words()
    action = words.action.search(core)
    rest = words.action.sub("", core)
    kind = words.case_noun.search(rest)
    return Topic(action[0] if action else topic.action, bare(kind[0]) if kind else topic.kind)
