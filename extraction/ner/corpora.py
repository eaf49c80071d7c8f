"""What each training corpus teaches: which labels each of its words may have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.mention import Mention
from medkg.extraction.ner.labels import LABELS, OUTSIDE, TYPES, begin, inside
from medkg.extraction.ner.windows import Window


@dataclass(frozen=True, slots=True)
class Guideline:
    """How a corpus' annotation reads as ours.

    ``types`` maps a corpus type to the mention types it may be: a "Disease" that covers signs is Disease or
    Symptom, and the model is left to say which. Corpus types mapped to nothing allow any label.
    ``unmarked`` are our types which the corpus does not annotate: a word outside every annotation may be one.
    Corpus types that are absent from ``types`` count as unannotated words.
    """

    types: Mapping[str, tuple[str, ...]]
    unmarked: tuple[str, ...]

    def __post_init__(self) -> None:
        for type in (*self.unmarked, *(type for types in self.types.values() for type in types)):
            if type not in TYPES:
                raise ValueError(f"mention type {type!r} is not known; allowed: {', '.join(TYPES)}")


def allowed_labels(
    window: Window, mentions: Sequence[Mention], guideline: Guideline
) -> npt.NDArray[np.bool_]:
    """Which labels each word of ``window`` may have, shape (words, labels)."""
    allowed = np.zeros((len(window.words), len(LABELS)), dtype=np.bool_)
    allowed[:, OUTSIDE] = True
    for type in guideline.unmarked:
        allowed[:, [begin(type), inside(type)]] = True
    for mention in sorted(mentions, key=lambda mention: len(mention.span)):
        if mention.type in guideline.types:
            _mark(allowed, window, mention, guideline.types[mention.type])
    return allowed


def _mark(allowed: npt.NDArray[np.bool_], window: Window, mention: Mention, types: tuple[str, ...]) -> None:
    words = [index for index, word in enumerate(window.words) if word.overlaps(mention.span)]
    if not types:
        allowed[words] = True
        return
    for index in words:
        allowed[index] = False
        label = begin if index == words[0] else inside
        allowed[index, [label(type) for type in types]] = True


def without_documents(
    documents: Sequence[AnnotatedDocument], held: Sequence[AnnotatedDocument]
) -> tuple[list[AnnotatedDocument], int]:
    """``documents`` less those that stand in ``held`` by id or by text, and how many were dropped."""
    ids = {document.document.id for document in held}
    texts = {_essence(document.document.text) for document in held}
    kept = [
        document
        for document in documents
        if document.document.id not in ids and _essence(document.document.text) not in texts
    ]
    return kept, len(documents) - len(kept)


def _essence(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())[:400]
