"""What an annotated document teaches: which pairs stand in which relations, and which are unsure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.mention import Mention
from medkg.extraction.relations.entities import Entity, by_identifier
from medkg.extraction.relations.signature import EXCLUDES, PREDICATES, SIGNATURES

Pair = tuple[int, int]


class PairTargets(Protocol):
    """What a document teaches of pairs of its entities; fields as in :class:`Targets`."""

    @property
    def positives(self) -> frozenset[tuple[int, int, int]]: ...

    @property
    def supervised(self) -> tuple[int, ...]: ...

    def labels(self, pairs: Sequence[Pair]) -> npt.NDArray[np.float32]:
        """1 where a relation holds, shape (pairs, predicates)."""
        ...

    def mask(self, pairs: Sequence[Pair], allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Where that is known, of what the types allow, shape (pairs, predicates)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Relations between the entities of one document.

    ``positives`` are (head, tail, predicate) as numbers of entities and of :data:`PREDICATES`; ``unsure`` are
    pairs about which the corpus says something that no predicate expresses; ``supervised`` are the predicates
    that the corpus annotates, so that their absence is a negative; ``unrelated`` are those that do not hold
    of a pair about which the corpus says nothing. A predicate that another one of the pair excludes
    (:data:`~medkg.extraction.relations.signature.EXCLUDES`) is a negative too.
    """

    positives: frozenset[tuple[int, int, int]]
    unsure: frozenset[Pair]
    supervised: tuple[int, ...]
    unrelated: tuple[int, ...] = ()

    def labels(self, pairs: Sequence[Pair]) -> npt.NDArray[np.float32]:
        """1 where a relation holds, shape (pairs, predicates)."""
        labels = np.zeros((len(pairs), len(PREDICATES)), dtype=np.float32)
        for row, (head, tail) in enumerate(pairs):
            for predicate in range(len(PREDICATES)):
                labels[row, predicate] = (head, tail, predicate) in self.positives
        return labels

    def mask(self, pairs: Sequence[Pair], allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Where the corpus supervises what the types allow, shape (pairs, predicates)."""
        mask = np.zeros_like(allowed)
        mask[:, list(self.supervised)] = True
        said = {frozenset(pair) for pair in self.unsure}
        related = said | {frozenset(positive[:2]) for positive in self.positives}
        for row, pair in enumerate(pairs):
            holding = [
                predicate for predicate in range(len(PREDICATES)) if (*pair, predicate) in self.positives
            ]
            if frozenset(pair) in said:
                mask[row] = False
            elif frozenset(pair) not in related:
                mask[row, list(self.unrelated)] = True
            mask[row, holding] = True
            mask[row, [other for predicate in holding for other in _EXCLUDED[predicate]]] = True
        result: npt.NDArray[np.bool_] = mask & allowed
        return result


_EXCLUDED = tuple(
    tuple(PREDICATES.index(other) for other in EXCLUDES.get(predicate, ())) for predicate in PREDICATES
)


def targets(
    item: AnnotatedDocument,
    supervised: Sequence[str],
    unrelated: Sequence[str] = (),
    *,
    group: Callable[[Sequence[Mention]], tuple[Entity, ...]] = by_identifier,
) -> tuple[tuple[Entity, ...], Targets]:
    """The entities of a document, as ``group`` makes them of its mentions, and its targets.

    A relation whose type is no predicate makes its pair unsure; one written tail first is turned.
    """
    entities = group(item.mentions)
    positives: set[tuple[int, int, int]] = set()
    unsure: set[Pair] = set()
    for type, head, tail in _related(item, entities):
        turned = _turned(type, entities[head].type, entities[tail].type)
        if turned is None:
            unsure.add((head, tail))
        else:
            first, second = (tail, head) if turned else (head, tail)
            if SIGNATURES[type].symmetric:
                first, second = sorted((first, second))
            positives.add((first, second, PREDICATES.index(type)))
    return entities, Targets(
        frozenset(positives), frozenset(unsure), _numbers(supervised), _numbers(unrelated)
    )


def _numbers(predicates: Sequence[str]) -> tuple[int, ...]:
    return tuple(PREDICATES.index(name) for name in predicates)


def _turned(type: str, head: str, tail: str) -> bool | None:
    """Whether the relation must be turned to fit its signature; None if it fits neither way."""
    signature = SIGNATURES.get(type)
    if signature is None:
        return None
    if signature.allows(head, tail):
        return False
    return True if signature.allows(tail, head) else None


def _related(item: AnnotatedDocument, entities: Sequence[Entity]) -> Iterator[tuple[str, int, int]]:
    """Each relation as (type, head entity, tail entity)."""
    by_mention: dict[int, list[int]] = {}
    by_concept: dict[str, list[int]] = {}
    for number, entity in enumerate(entities):
        for index in entity.mentions:
            by_mention.setdefault(index, []).append(number)
        if entity.identifier is not None:
            by_concept.setdefault(entity.identifier, []).append(number)
    indices = {mention: index for index, mention in enumerate(item.mentions)}
    for relation in item.relations:
        heads = by_mention.get(indices[relation.head], ()) if relation.head in indices else ()
        tails = by_mention.get(indices[relation.tail], ()) if relation.tail in indices else ()
        yield from ((relation.type, head, tail) for head in heads for tail in tails if head != tail)
    for concept in item.concept_relations:
        heads, tails = by_concept.get(concept.head, ()), by_concept.get(concept.tail, ())
        yield from ((concept.type, head, tail) for head in heads for tail in tails if head != tail)
