"""Why a concept is what it is: which records were merged into it, by which rows, and which were not."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.identifiers import Standing
from medkg.linking.index.index import Index
from medkg.linking.index.match_rows import read_conflicts, read_joins
from medkg.linking.merging.match import Conflict, Match


@dataclass(frozen=True, slots=True)
class Explanation:
    """A merged ``concept``, the ``identifiers`` that lead to it, the rows by which its records came together
    (``joins``, the surest first) and those that were refused (``conflicts``).
    """

    concept: Concept
    identifiers: tuple[tuple[Curie, Standing], ...]
    joins: tuple[Match, ...]
    conflicts: tuple[Conflict, ...]


def explain(directory: Path, curie: Curie) -> tuple[Explanation, ...]:
    """The concepts that ``curie`` leads to in the index in ``directory``; more than one only for a
    cross-reference that several concepts have.

    Raises:
        IndexMissingError: if there is no index.
    """
    index = Index.open(directory)
    numbers = index.numbers(curie)
    joins, conflicts = list(read_joins(directory)), list(read_conflicts(directory))
    return tuple(_explanation(index, number, joins, conflicts) for number in numbers)


def _explanation(
    index: Index, number: int, joins: Iterable[Match], conflicts: Iterable[Conflict]
) -> Explanation:
    leading = sorted(
        ((Curie.parse(text), standing) for text, found, standing in index.identifiers if found == number),
        key=lambda pair: (pair[1], pair[0]),
    )
    members = {curie for curie, standing in leading if standing is not Standing.REFERENCE}
    return Explanation(
        index.concept(number),
        tuple(leading),
        tuple(match for match in joins if match.first in members and match.second in members),
        tuple(one for one in conflicts if {one.match.first, one.match.second} & members),
    )
