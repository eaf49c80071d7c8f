"""Merging facts: commutative, associative and idempotent."""

from collections.abc import Iterable

from medkg.kg.evidence import CuratedEvidence, Evidence, InferredEvidence, TextEvidence
from medkg.kg.fact import Fact
from medkg.kg.triple import Triple


def merge(*facts: Fact) -> Fact:
    """One fact with all the evidence of ``facts``.

    A sentence counts once: of several pieces from the same place of a document the one with the highest
    score is kept (ties by the remaining fields, so that the order of ``facts`` does not matter).

    Raises:
        ValueError: for no facts, or facts of different triples.
    """
    triples = sorted({fact.triple for fact in facts})
    if len(triples) != 1:
        raise ValueError(
            f"facts of {len(triples)} triples cannot be merged; exactly one is required: {triples}"
        )
    return Fact(triples[0], _distinct(piece for fact in facts for piece in fact.evidence))


def merge_all(facts: Iterable[Fact]) -> list[Fact]:
    """The facts merged by triple, ordered by triple."""
    groups: dict[Triple, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.triple, []).append(fact)
    return [merge(*groups[triple]) for triple in sorted(groups)]


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    best: dict[tuple[str, ...], Evidence] = {}
    for piece in sorted(evidence, key=_order):
        best[_identity(piece)] = piece
    return tuple(sorted(best.values(), key=_order))


def _identity(piece: Evidence) -> tuple[str, ...]:
    match piece:
        case TextEvidence():
            return ("text", piece.document, str(piece.start), str(piece.end))
        case CuratedEvidence():
            return ("curated", piece.source, piece.reference, str(piece.polarity), repr(piece.frequency))
        case InferredEvidence():
            return ("inferred", piece.rule, *(premise.key for premise in piece.premises))


def _order(piece: Evidence) -> tuple[str, float, str]:
    return (type(piece).__name__, piece.score, repr(piece))
