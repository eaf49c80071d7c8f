"""Windows of the student with what the teacher said of their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from medkg.extraction.distillation.teacher import Taught
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.windows import Window, windows
from medkg.extraction.sentences import split_sentences


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A window and the teacher's log-probabilities of its words that the teacher has too.

    ``known`` (words,) says which those are, ``log_probabilities`` has the shape (known words, labels).
    """

    window: Window
    known: npt.NDArray[np.bool_]
    log_probabilities: npt.NDArray[np.float32]


def lessons(
    taught: Sequence[Taught], tokenizer: Tokenizer, lexicon: Lexicon, *, longest: int
) -> Iterator[Lesson]:
    """The windows of all texts, of at most ``longest`` pieces; words are matched by where they begin."""
    for item in taught:
        pair = (item.document, split_sentences(item.document.text))
        at = {int(start): row for row, start in enumerate(item.starts)}
        for window in windows([pair], tokenizer, lexicon, longest=longest):
            rows = [at.get(word.start, -1) for word in window.words]
            known = np.array(rows) >= 0
            if known.any():
                kept = [row for row in rows if row >= 0]
                yield Lesson(window, known, item.log_probabilities[kept].astype(np.float32))
