"""Two documents that have nothing to do with each other, read as one.

What stands in one of them is in no relation to what stands in the other: that teaches that to be near is not
to be related, for all predicates and all pairs of types, also those that no corpus annotates in long texts.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relations.split import Prepared
from medkg.extraction.relations.targets import Pair, PairTargets
from medkg.extraction.relations.windows import Window
from medkg.extraction.span import Span

_BETWEEN = "\n\n"
_TRIES = 8


@dataclass(frozen=True, slots=True, eq=False)
class MixedTargets:
    """Targets of two documents; ``border`` is the number of entities of the first."""

    first: PairTargets
    second: PairTargets
    border: int

    @property
    def positives(self) -> frozenset[tuple[int, int, int]]:
        """The relations of both."""
        moved = {(h + self.border, t + self.border, predicate) for h, t, predicate in self.second.positives}
        return self.first.positives | moved

    @property
    def supervised(self) -> tuple[int, ...]:
        """The predicates that the corpus of either annotates."""
        return tuple(sorted({*self.first.supervised, *self.second.supervised}))

    def labels(self, pairs: Sequence[Pair]) -> npt.NDArray[np.float32]:
        """1 where a relation holds, shape (pairs, predicates)."""
        mine, theirs = self._places(pairs)
        labels = self.first.labels(pairs) * mine[:, None]
        labels[theirs] = self.second.labels(self._shifted(pairs, theirs))
        return labels

    def mask(self, pairs: Sequence[Pair], allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Where a corpus supervises; all that the types allow where the two are in different documents."""
        mine, theirs = self._places(pairs)
        mask = allowed.copy()
        mask[mine] = self.first.mask(
            [pair for pair, kept in zip(pairs, mine, strict=True) if kept], allowed[mine]
        )
        mask[theirs] = self.second.mask(self._shifted(pairs, theirs), allowed[theirs])
        return mask

    def _places(self, pairs: Sequence[Pair]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return (ends < self.border).all(1), (ends >= self.border).all(1)

    def _shifted(self, pairs: Sequence[Pair], chosen: npt.NDArray[np.bool_]) -> list[Pair]:
        return [
            (head - self.border, tail - self.border)
            for (head, tail), kept in zip(pairs, chosen, strict=True)
            if kept
        ]


def mixed(first: Prepared, second: Prepared, *, longest: int) -> Prepared | None:
    """The two as one document of one window of at most ``longest`` pieces.

    None if they are too long for that, or if they have words of a mention in common, and so perhaps more.
    """
    if len(first.windows) != 1 or len(second.windows) != 1 or _words(first) & _words(second):
        return None
    window = _joined(first, second)
    if len(window.ids) > longest:
        return None
    start = len(first.item.document.text) + len(_BETWEEN)
    text = first.item.document.text + _BETWEEN + second.item.document.text
    document = Document(first.item.document.id, text, title=first.item.document.title)
    item = AnnotatedDocument(
        document,
        mentions=(
            *first.item.mentions,
            *(_moved(mention, document, start) for mention in second.item.mentions),
        ),
        sentences=(*first.item.sentences, *(_later(span, start) for span in second.item.sentences)),
    )
    count = len(first.item.mentions)
    entities = tuple(
        replace(entity, mentions=tuple(index + count for index in entity.mentions))
        for entity in second.entities
    )
    return replace(
        first,
        item=item,
        windows=(window,),
        entities=(*first.entities, *entities),
        targets=MixedTargets(first.targets, second.targets, len(first.entities)),
        blurred=first.blurred and second.blurred,
    )


def joined(documents: Sequence[Prepared], *, longest: int, seed: int) -> list[Prepared]:
    """Each document with another of them that has nothing to do with it, where one is found that fits."""
    generator = random.Random(seed)
    return [_with_a_stranger(document, documents, longest, generator) for document in documents]


def _with_a_stranger(
    document: Prepared, others: Sequence[Prepared], longest: int, generator: random.Random
) -> Prepared:
    for other in generator.choices(others, k=_TRIES):
        if found := mixed(document, other, longest=longest):
            return found
    return document


def _words(document: Prepared) -> set[str]:
    return {mention.text.lower() for mention in document.item.mentions}


def _moved(mention: Mention, document: Document, start: int) -> Mention:
    return document.mention(_later(mention.span, start), mention.type)


def _later(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)


def _joined(first: Prepared, second: Prepared) -> Window:
    """The pieces of both between one first and one last special piece."""
    start = len(first.item.document.text) + len(_BETWEEN)
    left, right = first.windows[0], second.windows[0]
    return Window(
        np.concatenate([left.ids[:-1], right.ids[1:]]),
        np.concatenate([left.starts[:-1], _shift(right.starts[1:], start)]),
        np.concatenate([left.ends[:-1], _shift(right.ends[1:], start)]),
    )


def _shift(places: npt.NDArray[np.int64], start: int) -> npt.NDArray[np.int64]:
    return np.where(places >= 0, places + start, places)
