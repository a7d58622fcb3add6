"""The kind of cases that a clause names for the act behind it: 严惩毒品犯罪，审结2310件."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.breakdowns import slices
from extraction.catalogue.measures import any_of, read_yaml
from extraction.catalogue.wordings import GENERIC
from extraction.figure import Figure, Sentence
from extraction.phrases import REMEMBERED, phrase_words

LONGEST_KIND = 30  # signs


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """The declared words of a clause that names a kind of cases.

    Attributes:
        kind: A kind and all in front of it, with its ``noun``.
        lead: What stands in front of the kind.
        none: A name that is of no kind.
        other: What is done about courts' work, and to no one kind of cases.
        of_work: A declared kind with what makes it the field of work behind it.
        work: Work of courts, whose field is a kind where it is declared as one: 加强金融审判.
    """

    kind: re.Pattern[str]
    lead: re.Pattern[str]
    none: re.Pattern[str]
    work: re.Pattern[str]
    of_work: re.Pattern[str]
    other: re.Pattern[str]


@cache
def kind_words() -> KindWords:
    """The words declared in words.yaml."""
    entry = read_yaml("words.yaml")["kind_before"]
    return KindWords(
        kind=re.compile(
            rf"[^，。；：\d]{{0,{LONGEST_KIND}}}?(?P<noun>{any_of(entry['nouns'])})(?!{any_of(entry['not_behind'])})(?=$|{any_of(entry['moves'])})"
        ),
        lead=re.compile(rf"^(?:{any_of(entry['lead'])})+"),
        none=re.compile(rf"(?:{any_of([*entry['lead'], *entry['no_kind']])})*"),
        work=re.compile(any_of(entry["work"])),
        of_work=re.compile(rf"(?P<kind>{slices().words.pattern})(?:资源)?(?={any_of(entry['of_work'])})"),
        other=re.compile(any_of(entry["other"])),
    )


def with_kind_before(core: str, figure: Figure, sentence: Sentence) -> str:
    """The phrase of a bare act on cases with the kind that the clause before it names; '' where it names none.

    Args:
        core: The phrase of the figure: 审结, 审结案件.
        figure: The figure.
        sentence: Its sentence.
    """
    act = core.removesuffix(GENERIC)
    follows_number = figure.clause_start - 1 <= figure.quantity.before - len(figure.lead)
    if follows_number or figure.tail not in ("", GENERIC) or phrase_words().taking.fullmatch(act) is None:
        return ""
    kind = kind_named_in(sentence.clause_before(figure))
    return act + kind if kind else ""


@lru_cache(maxsize=REMEMBERED)
def kind_named_in(clause: str) -> str:
    """The kind of cases that a clause without a number names, as 毒品犯罪案件; '' for none."""
    words = kind_words()
    if phrase_words().taking.search(clause):
        return ""
    if words.other.search(clause):
        return ""
    if found := words.kind.match(clause):
        name = words.lead.sub("", found[0])
        named = words.none.fullmatch(name.removesuffix(found["noun"])) is None
        return (name if name.endswith((GENERIC, "纠纷", "诉讼")) else name + GENERIC) if named else ""
    told = words.of_work.search(clause) if words.work.search(clause) else None
    declared = set(slices().words.findall(clause)) if told else set()
    return told["kind"] + GENERIC if told and len(declared) == 1 else ""
