"""Horn rules, and their file."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from medkg.kg.graph import IS_A
from medkg.kg.predicate import PREDICATES

_PATTERN = re.compile(r"\?([a-z]{1,20}) ([A-Z_]{1,40}) \?([a-z]{1,20})")


class RuleError(ValueError):
    """A file of rules that cannot be read; the message names file, rule and what is allowed."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A statement over variables; ``predicate`` is one of facts, or IS_A."""

    subject: str
    predicate: str
    object: str

    @property
    def symmetric(self) -> bool:
        """Whether it reads the same from both ends."""
        return self.predicate != IS_A and PREDICATES[self.predicate].symmetric


@dataclass(frozen=True, slots=True)
class Rule:
    """Where all ``premises`` stand, ``conclusion`` follows as far as ``strength`` in [0, 1].

    Premises hang together by their variables. One of IS_A is taken from the vocabularies.
    """

    name: str
    premises: tuple[Pattern, ...]
    conclusion: Pattern
    strength: float

    def belief(self, premises: list[float]) -> float:
        """The belief of a conclusion: ``strength * min(premises)``, so never above the weakest premise."""
        return self.strength * min(premises)


@lru_cache(maxsize=4)
def read_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The rules of a TOML file; ours where ``path`` is None.

    Raises:
        OSError: if there is no such file.
        RuleError: for a file that is no TOML in UTF-8, or a rule that is none.
    """
    file = path or files(__package__).joinpath("rules.toml")
    try:
        return tuple(_rule(number, entry) for number, entry in enumerate(_entries(file.read_bytes()), 1))
    except RuleError as error:
        raise RuleError(f"{file}: {error}") from None


def _entries(data: bytes) -> list[Any]:
    try:
        entries = tomllib.loads(data.decode("utf-8")).get("rule", [])
    except UnicodeDecodeError:
        raise RuleError("not in UTF-8; TOML in UTF-8 is allowed") from None
    except (ValueError, RecursionError) as error:
        raise RuleError(f"no TOML: {error}") from None
    if not isinstance(entries, list):
        raise RuleError(f"rule = {_short(entries)} is not allowed; a table [[rule]] for each rule is")
    return entries


def _rule(number: int, entry: Any) -> Rule:
    place = f"rule {number}"
    if not isinstance(entry, dict) or set(entry) != {"name", "if", "then", "strength"}:
        raise RuleError(f"{place}: name, if, then and strength are required, and nothing else")
    if not isinstance(entry["if"], list):
        raise RuleError(f"{place}: if = {_short(entry['if'])} is not allowed; a list of '?a PREDICATE ?b' is")
    premises = tuple(_pattern(text, place) for text in entry["if"])
    conclusion, strength = _pattern(entry["then"], place), _strength(entry["strength"], place)
    if conclusion.predicate == IS_A:
        raise RuleError(f"{place}: what is a kind of what is for the vocabularies to say, not to conclude")
    if not _hang_together(premises):
        raise RuleError(f"{place}: each premise must share a variable with those before or after it")
    bound = {name for one in premises for name in (one.subject, one.object)}
    if not premises or not {conclusion.subject, conclusion.object} <= bound:
        raise RuleError(f"{place}: the conclusion's variables must stand in a premise")
    return Rule(str(entry["name"]), premises, conclusion, strength)


def _strength(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        raise RuleError(f"{place}: strength {_short(value)} is not allowed; 0 to 1 are")
    return float(value)


def _hang_together(premises: Sequence[Pattern]) -> bool:
    left = [{one.subject, one.object} for one in premises]
    reached = left.pop(0) if left else set()
    while near := [names for names in left if names & reached]:
        left = [names for names in left if not names & reached]
        reached = reached.union(*near)
    return not left


def _pattern(text: object, place: str) -> Pattern:
    match = _PATTERN.fullmatch(str(text))
    if match is None or match[2] not in (*PREDICATES, IS_A):
        raise RuleError(
            f"{place}: {_short(str(text))} is not allowed; '?a PREDICATE ?b' is, "
            f"with one of {', '.join((*PREDICATES, IS_A))}"
        )
    return Pattern(*match.groups())


def _short(value: object) -> str:
    return repr(value[:80] if isinstance(value, str) else value)[:82]
