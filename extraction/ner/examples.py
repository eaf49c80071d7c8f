"""Training examples: windows with the labels that their corpus allows."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.config import Corpus
from medkg.extraction.ner.corpora import allowed_labels
from medkg.extraction.ner.noise import Noise, disturbed
from medkg.extraction.ner.notes.invent import GUIDELINE, invented_notes
from medkg.extraction.ner.windows import Window, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A window and which labels its words may have, shape (words, labels)."""

    window: Window
    allowed: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SplitCorpus:
    """A corpus read: documents to train on, to choose with, and how many were dropped as held out."""

    corpus: Corpus
    training: tuple[AnnotatedDocument, ...]
    development: tuple[AnnotatedDocument, ...]
    dropped: int


def epoch_examples(
    corpora: Sequence[SplitCorpus],
    tokenizer: "Tokenizer",
    lexicon: Lexicon,
    *,
    longest: int,
    noise: Noise,
    notes: int = 0,
    seed: int,
) -> list[Example]:
    """The examples of one epoch: each corpus' share and ``notes`` invented notes, in windows of varied length
    up to ``longest``.

    Short windows among long ones keep the model from leaning on context that a short note lacks.
    """
    generator = random.Random(seed)
    examples: list[Example] = []
    taught = [
        (
            split.corpus.guideline,
            generator.sample(split.training, round(len(split.training) * split.corpus.share)),
        )
        for split in corpora
    ]
    if notes:
        taught.append((GUIDELINE, invented_notes(notes, generator)))
    for guideline, chosen in taught:
        for document in (disturbed(item, noise, generator) for item in chosen):
            length = generator.choice((longest // 4, longest // 2, longest, longest))
            pair = (document.document, document.sentences)
            for window in windows([pair], tokenizer, lexicon, longest=length):
                allowed = allowed_labels(window, document.mentions, guideline)
                seen = _untagged(window) if generator.random() < noise.untagged else window
                examples.append(Example(seen, allowed))
    return examples


def _untagged(window: Window) -> Window:
    return replace(window, tags=np.zeros_like(window.tags))
