"""Conclusions from facts of the graph, by rules that are data."""

from medkg.kg.rules.infer import Inferred, KindOf, inferred
from medkg.kg.rules.rule import Rule, RuleError, read_rules

__all__ = ["Inferred", "KindOf", "Rule", "RuleError", "inferred", "read_rules"]
