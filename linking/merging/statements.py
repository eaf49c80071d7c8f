"""What vocabularies state to be one idea, by cross-references and mapping rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.equivalence import Equivalence
from medkg.linking.merging.match import Ground
from medkg.linking.merging.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Statement:
    """``one`` and ``other`` are one idea, as ``row`` says; ``ambiguous`` where its source equates one of the
    two with several of one vocabulary, so that it cannot be exact.
    """

    one: Curie
    other: Curie
    row: str
    ground: Ground
    ambiguous: bool = False


def statements_of(vocabulary: Vocabulary) -> list[Statement]:
    """The statements of ``vocabulary``."""
    found = [
        Statement(
            concept.curie, other, f"{vocabulary.name}: cross-reference of {concept.curie}", Ground.STATED
        )
        for concept in vocabulary.concepts
        for other in concept.xrefs
        if not concept.replaced_by
    ]
    found += [
        Statement(row.first, row.second, f"{vocabulary.name}: {row.file} line {row.line}", Ground.MAPPED)
        for row in vocabulary.equivalences
        if not row.denied
    ]
    equals: dict[tuple[Curie, str], set[Curie]] = defaultdict(set)
    for one in found:
        equals[one.one, one.other.prefix].add(one.other)
        equals[one.other, one.one.prefix].add(one.one)
    return [replace(one, ambiguous=True) if _is_ambiguous(one, equals) else one for one in found]


def _is_ambiguous(statement: Statement, equals: Mapping[tuple[Curie, str], set[Curie]]) -> bool:
    one, other = statement.one, statement.other
    return len(equals[one, other.prefix]) > 1 or len(equals[other, one.prefix]) > 1


def outside(vocabularies: Iterable[Vocabulary], living: Mapping[Curie, Concept]) -> dict[Curie, list[Curie]]:
    """For concepts of ``living`` the identifiers that mappings equate with them and that are no concepts."""
    found: dict[Curie, list[Curie]] = defaultdict(list)
    rows = (row for vocabulary in vocabularies for row in vocabulary.equivalences if not row.denied)
    for row in rows:
        for one, other in _both_ways(row):
            if one in living and other not in living:
                found[one].append(other)
    return {curie: sorted(set(others)) for curie, others in found.items()}


def _both_ways(row: Equivalence) -> tuple[tuple[Curie, Curie], tuple[Curie, Curie]]:
    return (row.first, row.second), (row.second, row.first)
