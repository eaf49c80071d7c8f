"""Examples: a window with its mentions, entities and candidate pairs as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import numpy.typing as npt

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.relations.entities import Entity
from medkg.extraction.relations.features import Layout, pair_features
from medkg.extraction.relations.signature import TYPE_IDS, candidates, family
from medkg.extraction.relations.windows import Window


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What the scorer takes for one window.

    Shapes: ``ids`` and ``types`` (pieces,); ``pooling`` (mentions, pieces) averages a mention's pieces;
    ``membership`` (entities, mentions) is 1 where a mention names the entity; ``pairs`` (pairs, 2) are head
    and tail as rows of ``membership``; ``between`` (pairs, 2) the first piece and the piece after the last
    between the mentions of the pair that stand closest; ``features`` (pairs, 14); ``allowed`` (pairs,
    predicates) by the signatures. ``entities`` gives each row's number among the document's entities.
    """

    ids: npt.NDArray[np.int64]
    types: npt.NDArray[np.int64]
    pooling: npt.NDArray[np.float32]
    membership: npt.NDArray[np.float32]
    pairs: npt.NDArray[np.int64]
    between: npt.NDArray[np.int64]
    features: npt.NDArray[np.float32]
    allowed: npt.NDArray[np.bool_]
    entities: tuple[int, ...]

    @property
    def together(self) -> npt.NDArray[np.bool_]:
        """Whether a sentence holds both, shape (pairs,)."""
        return self.features[:, 0] > 0

    @property
    def document_pairs(self) -> list[tuple[int, int]]:
        """The pairs, as numbers of the document's entities."""
        return [(self.entities[head], self.entities[tail]) for head, tail in self.pairs]

    def only(self, kept: npt.NDArray[np.bool_]) -> "Example":
        """The example with those of its pairs that are ``kept``, shape (pairs,)."""
        return replace(
            self,
            pairs=self.pairs[kept],
            between=self.between[kept],
            features=self.features[kept],
            allowed=self.allowed[kept],
        )


def example(item: AnnotatedDocument, window: Window, entities: Sequence[Entity]) -> Example | None:
    """The window as an example; None if it holds no candidate pair."""
    pooled = {
        index: weights
        for index in sorted({index for entity in entities for index in entity.mentions})
        if (weights := _pooling(item, index, window)) is not None
    }
    rows = {index: row for row, index in enumerate(pooled)}
    kept = [
        (number, [rows[index] for index in entity.mentions if index in rows])
        for number, entity in enumerate(entities)
    ]
    kept = [(number, mentions) for number, mentions in kept if mentions]
    types = [entities[number].type for number, _ in kept]
    layout = Layout([item.mentions[index].span for index in pooled], item.sentences, _title_end(item))
    pairs, allowed = _pairs(types, [set(mentions) for _, mentions in kept], layout)
    if not pairs:
        return None
    families = [family(type) for type in types]
    members = [mentions for _, mentions in kept]
    closest = [layout.closest(members[head], members[tail]) for head, tail in pairs]
    pooling = np.stack(list(pooled.values()))
    membership = np.zeros((len(kept), len(pooled)), dtype=np.float32)
    for row, (_, mentions) in enumerate(kept):
        membership[row, mentions] = 1.0
    return Example(
        ids=window.ids,
        types=_piece_types(pooling, membership, types),
        pooling=pooling,
        membership=membership,
        pairs=np.array(pairs, dtype=np.int64),
        between=np.array([_between(pooling, *mentions) for mentions in closest], dtype=np.int64),
        features=pair_features(layout, members, families, pairs, closest),
        allowed=np.array(allowed, dtype=np.bool_),
        entities=tuple(number for number, _ in kept),
    )


def _pooling(item: AnnotatedDocument, index: int, window: Window) -> npt.NDArray[np.float32] | None:
    span = item.mentions[index].span
    covered = (window.starts < span.end) & (window.ends > span.start) & (window.starts >= 0)
    if not covered.any():
        return None
    weights: npt.NDArray[np.float32] = (covered / covered.sum()).astype(np.float32)
    return weights


def _pairs(
    types: Sequence[str], mentions: Sequence[set[int]], layout: Layout
) -> tuple[list[tuple[int, int]], list[tuple[bool, ...]]]:
    """Ordered pairs that some predicate allows and that do not share all mentions of one of them.

    Symmetric predicates look at the pair whose head comes first, those of one sentence at mentions that
    share one.
    """
    sentences = [frozenset(layout.sentences[list(found)].tolist()) for found in mentions]
    pairs, allowed = [], []
    for head, tail in permutations(range(len(types)), 2):
        if not any(candidates(types[head], types[tail])):
            continue
        together = not sentences[head].isdisjoint(sentences[tail])
        possible = candidates(types[head], types[tail], first=head < tail, together=together)
        if any(possible) and mentions[head] - mentions[tail] and mentions[tail] - mentions[head]:
            pairs.append((head, tail))
            allowed.append(possible)
    return pairs, allowed


def _between(pooling: npt.NDArray[np.float32], one: int, other: int) -> tuple[int, int]:
    """The first piece after the earlier mention, and the later one's first; equal where none is between."""
    first, second = sorted(((pieces := pooling[row].nonzero()[0])[0], pieces[-1] + 1) for row in (one, other))
    return int(first[1]), max(int(first[1]), int(second[0]))


def _piece_types(
    pooling: npt.NDArray[np.float32], membership: npt.NDArray[np.float32], types: Sequence[str]
) -> npt.NDArray[np.int64]:
    pieces = np.zeros(pooling.shape[1], dtype=np.int64)
    for row, type in enumerate(types):
        for mention in membership[row].nonzero()[0]:
            pieces[pooling[mention] > 0] = TYPE_IDS[type]
    return pieces


def _title_end(item: AnnotatedDocument) -> int:
    title = item.document.title
    return len(title) if title and item.document.text.startswith(title) else 0
