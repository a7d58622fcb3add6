"""Changes told in one list, and the levels that they belong to one by one."""

import re

from extraction.catalogue.direction import change_words
from extraction.change_links import attach
from extraction.figure import Figure, Sentence
from extraction.levels_of_changes import counted_levels, level_of, levels_in_reach
from extraction.listed_names import names_of
from extraction.phrases import phrase_words

LEVELS_REACHED = re.compile(r"[，、](?:分别|依次)?已?(?:达到?|至|为|升至|降至|增至)了?")
COMPARISONS = re.compile(r"同比|环比")
REST = re.compile(r"其余|其他|其它|余下")
FIRST_ONES = re.compile(r"前[两三四五][项年者个类]")


def share_out_bases(run: list[Figure], before: list[Figure]) -> None:
    """Earlier levels told in one list for those before to be compared with measure the same as these."""
    levels = levels_in_reach(before, run[0])[-len(run) :]
    if len(levels) == len(run):
        for base, level in zip(run, levels, strict=True):
            base.measure_as(level)
            base.ref_area, base.court = level.ref_area, level.court


def share_out_reached(run: list[Figure], before: list[Figure]) -> bool:
    """到位率、完毕率分别提升5.8个和3.6个百分点，达到49.7%和39.5%: to each change told before the level reached."""
    changes = before[-len(run) :]
    told = len(changes) == len(run) and all(each.change is not None for each in changes)
    if not told or LEVELS_REACHED.fullmatch(run[0].lead) is None:
        return False
    for level, change in zip(run, changes, strict=True):
        level.measure_as(change)
        change.change_of = level
    return True


def _share_out_first(run: list[Figure], before: list[Figure]) -> list[Figure]:
    """The levels that a run of changes speaks of: the first ones where it says 前两项, else the last ones."""
    levels = levels_in_reach(before, run[0])
    if len(levels) < len(run):  # 6.1万件8.7万人，同比下降3.4%、2.1%
        levels = [each for each in before if each.change is None and not each.is_base and each.unit != "percent"]
    if REST.search(run[0].lead):  # 除刑事案件下降18.7%外，其余三类分别上升…
        changed = [id(each.change_of or level_of(each, before)) for each in before if each.change is not None]
        levels = [each for each in levels if id(each) not in changed]
    if FIRST_ONES.search(run[0].lead):
        return levels[: len(run)]
    counts = [each for each in levels if each.unit == "case"]
    is_amount_between = len(counts) == len(run) and levels[-1] is counts[-1] and levels[-len(run)].unit == "CNY"
    return counts if is_amount_between else levels[-len(run) :]  # 受理9件，标的额7万元；审结8件，分别增长…


def share_out_comparisons(run: list[Figure], before: list[Figure], words: str) -> bool:
    """环比、同比分别减少0.9天、2.3天: changes of one level, each compared with something else."""
    said = COMPARISONS.findall(words) or COMPARISONS.findall(run[0].lead)
    levels = levels_in_reach(before, run[0])
    if len(said) != len(run) or not levels:
        return False
    for change, word in zip(run, said, strict=True):
        attach(change, levels[-1])
        change.comparison = "yoy" if word == "同比" else "mom"
    return True


def share_out_levels(run: list[Figure], before: list[Figure], sentence: Sentence) -> bool:
    names = names_of(run, sentence)
    unit = change_words().counts.get(names[0]) if len(names) == 1 else None
    levels = counted_levels(before, unit)[-len(run) :] or _share_out_first(run, before)
    levels = levels or _told_before(run, names, sentence)
    if len(levels) < len(run) or len(names) == len(run):
        return False
    for change, level in zip(run, levels, strict=True):
        attach(change, level)
    return True


def _told_before(run: list[Figure], names: list[str], sentence: Sentence) -> list[Figure]:
    """The counts of one act that the sentence before told, as many as there are changes: 以上四类收案同比依次上升…"""
    words = phrase_words()
    act = words.taking.search(names[0]) if len(names) == 1 else None
    alike = {act[0]}.union(*(acts for acts in words.acts if act[0] in acts)) if act else set()
    counts = [each for each in sentence.earlier if each.change is None and each.unit == "case"]
    told = [each for each in counts if (own := words.taking.search(each.label)) and own[0] in alike]
    told = [each for each in told if each.sentence == told[-1].sentence]
    return told if len(told) == len(run) else []
