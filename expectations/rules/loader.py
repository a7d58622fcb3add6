"""Reading rule files: every entry checked, every error in one sentence."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from pydantic import ValidationError

from expectations.rules.models import InvalidRules, Rule

WORDS = "words.yaml"
NAMED = re.compile(r"\(\?&(\w+)\)")


@cache
def declared_rules() -> tuple[Rule, ...]:
    """Return all rules of this project, by id.

    Raises:
        InvalidRules: A file or an entry is not as the schema wants it, or an id is given twice.
    """
    return read_rules(files("expectations.rules"))


@cache
def declared_words() -> dict[str, str]:
    """Return the regular expressions of the words that several rules read, by name."""
    return _read_words(files("expectations.rules"))


def read_rules(folder: Traversable | Path) -> tuple[Rule, ...]:
    """Return the rules of all ``.yaml`` files of a folder, by id; ``words.yaml`` holds what they name as (?&name)."""
    rules: dict[str, Rule] = {}
    words = _read_words(folder)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".yaml") or entry.name == WORDS:
            continue
        for rule in _read_file(entry.name, entry.read_text(encoding="utf-8"), words):
            if rule.id in rules:
                raise InvalidRules(f'{entry.name}: rule "{rule.id}" is declared twice; give one of the two another id')
            rules[rule.id] = rule
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _read_words(folder: Traversable | Path) -> dict[str, str]:
    file = folder.joinpath(WORDS)
    words = _listed(WORDS, file.read_text(encoding="utf-8"), "words") if file.is_file() else {}
    if not isinstance(words, dict) or not all(isinstance(pattern, str) for pattern in words.values()):
        raise InvalidRules(f"{WORDS}: each entry must be a name and a regular expression")
    return words


def _read_file(name: str, text: str, words: Mapping[str, str]) -> list[Rule]:
    rules = _listed(name, text, "rules")
    if not isinstance(rules, list):
        raise InvalidRules(f'{name}: must hold one list named "rules"')
    return [_read_rule(name, number, entry, words) for number, entry in enumerate(rules, start=1)]


def _listed(name: str, text: str, key: str) -> object:
    try:
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise InvalidRules(f"{name}: is not YAML: {error}; mend the file") from error
    if not isinstance(content, dict) or set(content) != {key}:
        raise InvalidRules(f'{name}: must hold "{key}" and nothing else')
    return content[key]


def _read_rule(name: str, number: int, entry: object, words: Mapping[str, str]) -> Rule:
    rule_id = entry.get("id") if isinstance(entry, dict) else None
    try:
        if isinstance(entry, dict):
            entry = {**entry, "check": _with_words(entry.get("check"), words)}
        return Rule.model_validate(entry)
    except KeyError as error:
        message = f"check: names the words {error}, which {WORDS} does not declare"
        raise InvalidRules(f"{name}: rule {rule_id or number}: {message}; mend the entry") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "entry"
        raise InvalidRules(f"{name}: rule {rule_id or number}: {place}: {first['msg']}; mend the entry") from error


def _with_words(declared: object, words: Mapping[str, str]) -> object:
    """Return what a rule declares with the words it names put in."""
    if isinstance(declared, str):
        return NAMED.sub(lambda named: f"(?:{words[named[1]]})", declared)
    if isinstance(declared, dict):
        return {key: _with_words(value, words) for key, value in declared.items()}
    return [_with_words(value, words) for value in declared] if isinstance(declared, list) else declared
