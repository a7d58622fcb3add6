"""Reading rule files: every entry checked, every error in one sentence."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from pydantic import ValidationError

from expectations.rules.models import InvalidRules, Rule


@cache
def declared_rules() -> tuple[Rule, ...]:
    """Return all rules of this project, by id.

    Raises:
        InvalidRules: A file or an entry is not as the schema wants it, or an id is given twice.
    """
    return read_rules(files("expectations.rules"))


def read_rules(folder: Traversable | Path) -> tuple[Rule, ...]:
    """Return the rules of all ``.yaml`` files of a folder, by id."""
    rules: dict[str, Rule] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".yaml"):
            continue
        for rule in _read_file(entry.name, entry.read_text(encoding="utf-8")):
            if rule.id in rules:
                raise InvalidRules(f'{entry.name}: rule "{rule.id}" is declared twice; give one of the two another id')
            rules[rule.id] = rule
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _read_file(name: str, text: str) -> list[Rule]:
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidRules(f"{name}: is not YAML: {error}; mend the file") from error
    if not isinstance(content, dict) or set(content) != {"rules"} or not isinstance(content["rules"], list):
        raise InvalidRules(f'{name}: must hold one list named "rules"')
    return [_read_rule(name, number, entry) for number, entry in enumerate(content["rules"], start=1)]


def _read_rule(name: str, number: int, entry: object) -> Rule:
    rule_id = entry.get("id") if isinstance(entry, dict) else None
    try:
        return Rule.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "entry"
        raise InvalidRules(f"{name}: rule {rule_id or number}: {place}: {first['msg']}; mend the entry") from error
