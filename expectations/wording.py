"""The sentences of findings: a rule's words filled with the figures as printed."""

from collections.abc import Mapping

from expectations.rules.models import Words, placeholders

BETWEEN_LANGUAGES = " / "


def fill(words: Words, facts: Mapping[str, object]) -> Words:
    """Return the sentence in both languages, each placeholder filled from its fact.

    A fact may stand once for both languages (``part``) or once for each (``area_zh``, ``area_en``).
    """
    return Words(zh=_filled(words.zh, facts, "zh"), en=_filled(words.en, facts, "en"))


def in_one_line(words: Words) -> str:
    """Return both languages in one line, Chinese first."""
    return words.zh + BETWEEN_LANGUAGES + words.en


def _filled(sentence: str, facts: Mapping[str, object], language: str) -> str:
    values = {name: facts[name] if name in facts else facts[f"{name}_{language}"] for name in placeholders(sentence)}
    return sentence.format_map(values)
