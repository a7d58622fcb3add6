"""What the clauses of an article speak of, and what a clause takes from those before it: an act, a kind of case."""

import re
from functools import lru_cache
from typing import NamedTuple

from extraction.phrases import REMEMBERED, bare, phrase_words

SECTION_NUMBER = re.compile(r"^(?:[▌■◆★]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])\s*")
# What it says of a class of cases before its first number: 执行案件收结案双下降，新收22.6万件
TREND = re.compile(r"\s*(?P<name>[^，。；：\d]{2,10}?)(?:案件|审判|工作|条线)[^，；：。\d]{2,14}，")
OPENS = re.compile(r"案件|审判|工作|方面|领域|条线|。")
LONGEST_OPENING = 16
LIMIT = re.compile(r"以上|以下|以内")
# What a sentence says that it speaks of: 执行案件：, 审结的案件中，, 执行方面，
LABEL = re.compile(
    r"\s*(?:【[^】\n]{1,12}】)?\s*(?:[从就按](?=[^，。；：]*看，))?(?P<name>[^，。；：\d]{2,20}?)"
    r"(?:：|(?P<whole>[中里][，：])|(?:方面|环节|领域|一?端|来?看)，)"
)


class Topic(NamedTuple):
    """What the clauses before spoke of, for those that leave it out."""

    action: str = ""
    kind: str = ""
    first: str = ""  # the first action of the sentence
    several: bool = False  # more than one kind of case was named
    before: str = ""  # the first act of the paragraph before, whose cases a sentence may divide by kinds

    def carried_on(self) -> "Topic":
        """The topic for the next sentence: kinds of case told there are those of its first action."""
        if not self.first and not self.several:
            return self
        return Topic(self.first or self.action, "" if self.several else self.kind, before=self.before)

    def left_behind(self, opened: "Topic") -> "Topic":
        """The topic for the next paragraph: kinds of case told there are those taken in, not those closed here.

        Args:
            opened: The topic that the first figures of the paragraph left.
        """
        topic, first = self.carried_on(), opened.carried_on()
        taken_in = next((each.action for each in (topic, first) if each.takes_in), "")
        return Topic(taken_in, topic.kind, before=first.action or topic.action)

    @property
    def takes_in(self) -> bool:
        """Whether its act is that of taking cases in."""
        return phrase_words().accepting.fullmatch(self.action) is not None


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


def written_out(core: str) -> str:
    """The phrase of a number of cases whose act is named by one sign: 收90件, 刑事收90件，结了80件."""
    words = phrase_words()
    act = words.short_acts.get(core.removesuffix("了"))
    if act is None and words.case_class.fullmatch(core[:-1]):
        act = words.short_acts.get(core[-1:])
        return core[:-1] + act if act else core
    return act or core


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
    """The topic set by an act in front of a colon, or by a class of cases of which the first clause speaks."""
    colon = text.rfind("：", start, end)
    if colon < 0:
        found = TREND.match(text, start, end)
        named = found is not None and phrase_words().case_class.fullmatch(found["name"])
        return Topic(topic.action, named[0] + "案件", topic.first, before=topic.before) if named else topic
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


def is_kind_of_cases(phrase: str) -> bool:
    """Whether a phrase names a kind of cases and says nothing of what was done with them."""
    words = phrase_words()
    kind = words.case_noun.fullmatch(phrase) or words.case_class.fullmatch(phrase) or words.kind.fullmatch(phrase)
    return kind is not None and words.action.search(phrase) is None


def is_class_of_cases(core: str) -> bool:
    """Whether a phrase does no more than name a class of cases."""
    return phrase_words().case_class.fullmatch(core) is not None


@lru_cache(maxsize=REMEMBERED)
def remember(core: str, topic: Topic) -> Topic:
    """The topic after a phrase."""
    words = phrase_words()
    action = words.action.search(core)
    told = action[0] if action and words.taking.fullmatch(action[0]) else ""
    other = action is not None and not told  # 立案 is none of the acts whose cases a later clause names
    rest = words.taking.sub("", core, count=1)
    kind = words.case_noun.search(rest)
    named = bare(kind[0]) if kind else ""
    if named in ("", "案件"):
        # 刑事收案; 刑事一审33417件，审结31206件
        classes = (core[: action.start()] if action else "", "" if other else rest)
        alone = next(filter(None, map(words.case_class.fullmatch, classes)), None)
        named = alone[0] + "案件" if alone else named if not action else ""
    several = topic.several or bool(topic.kind and named not in ("", "案件", topic.kind))
    return Topic(
        told or ("" if other else topic.action), named or topic.kind, topic.first or told, several, topic.before
    )
