"""Statements that two identifiers mean one idea."""

from dataclasses import dataclass

from medkg.linking.curie import Curie


@dataclass(frozen=True, slots=True)
class Equivalence:
    """A row of a mapping table: ``first`` and ``second`` mean one idea or, where it is ``denied``, do not.

    ``file`` and ``line`` (from 1) say where the row stands.
    """

    first: Curie
    second: Curie
    denied: bool
    file: str
    line: int
