"""The names in front of 分别, each with what all of them share: 刑事、民事、执行新收."""

import re

from extraction.change_links import AMOUNTS_OF_CHANGE
from extraction.figure import Figure, Sentence
from extraction.phrases import bare, phrase_words

RESPECTIVELY = re.compile(r"分别|依次|各(?=增|升|降|减)")
BETWEEN_NAMES = re.compile(r"[、和与及]|以及")
# Where a name itself holds such a sign: 改判、发回重审率和再审申请率; 城建、公安、劳动和社会保障.
COARSER = (re.compile(r"[和与及]|以及"), re.compile(r"、"))
# How many are listed, and what they all are: 民事、刑事、行政三类案件.
COUNT_OF_NAMES = re.compile(r"等?[这上]?[两二三四五六七八九十\d]{1,2}(?:大类|类|种|项|大)(?P<noun>案件|纠纷|犯罪)?$")
COMPARED = re.compile(r"(?:同比|环比|较[^，]*|与[^，]*相比|(?<!占)比(?![例率重])[^，例率重]*)$")
AMOUNT_OF_CHANGE = re.compile(rf"的?(?:同比|环比)?(?:{'|'.join(AMOUNTS_OF_CHANGE)})$")


def names_of(run: list[Figure], sentence: Sentence) -> list[str]:
    """The names in front of 分别 in the clause of a run: 执行完毕率、执行到位率分别为."""
    lead = sentence.core_of(run[0].clause_start, run[0].quantity.before)
    listed = RESPECTIVELY.split(lead, maxsplit=1)[0]
    listed = AMOUNT_OF_CHANGE.sub("", COMPARED.sub("", listed))
    counted = COUNT_OF_NAMES.search(listed)
    noun = counted["noun"] or "" if counted else ""
    listed = listed[: counted.start()] if counted else listed
    splits = [[name for each in sign.split(listed) if (name := bare(each))] for sign in (BETWEEN_NAMES, *COARSER)]
    names = next((split for split in splits if len(split) == len(run)), splits[0])
    acts = phrase_words().short_acts
    return [acts.get(name, name) + noun for name in names]


def with_shared_action(names: list[str]) -> list[str]:
    """The names with the action that only the first or the last one has: 受理信托、保险类案件; 刑事、民事、执行新收."""
    taking = phrase_words().taking
    acting = [at for at, name in enumerate(names) if taking.search(name)]
    if acting == [0] and (opening := taking.match(names[0])) and opening[0] != names[0]:
        return names[:1] + [opening[0] + name for name in names[1:]]
    if acting != [len(names) - 1]:
        return names
    action = taking.search(names[-1])
    return [name + names[-1][action.start() :] for name in names[:-1]] + names[-1:] if action else names


def with_shared_kind(names: list[str]) -> list[str]:
    """The names with the kind of case that only the first one has: 行政案件受理、审结数."""
    taking = phrase_words().taking
    act = taking.search(names[0])
    kind = names[0][: act.start()] if act else ""
    if not kind or not all(taking.match(name) for name in names[1:]):
        return names
    return names[:1] + [kind + name for name in names[1:]]
