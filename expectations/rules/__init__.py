"""The declared rules, as data: one YAML entry each, checked on load."""

from expectations.rules.loader import declared_rules, declared_words, read_rules
from expectations.rules.models import InvalidRules, Rule

__all__ = ["InvalidRules", "Rule", "declared_rules", "declared_words", "read_rules"]
