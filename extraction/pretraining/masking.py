"""Hiding words from the encoder."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from medkg.extraction.encoder.edges import edges_of

_LEFT_AS_IS = 0.1
_OTHER = 0.1
IGNORED = -100
"""The label of a piece that is not asked for, as torch's cross-entropy has it."""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What masking needs of a tokenizer: its mask and edges, its size, which pieces continue a word."""

    mask: int
    start: int
    end: int
    size: int
    continues: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> "Vocabulary":
        """The pieces of a WordPiece tokenizer.

        Raises:
            ValueError: if it has no mask or no pieces for the edges.
        """
        known = (tokenizer.token_to_id(name) for name in ("[MASK]", "<mask>"))
        mask = next((id for id in known if id is not None), None)
        if mask is None:
            raise ValueError("the encoder's tokenizer has neither [MASK] nor <mask>")
        size = tokenizer.get_vocab_size()
        continues = np.array([(tokenizer.id_to_token(id) or "").startswith("##") for id in range(size)])
        return cls(mask, *edges_of(tokenizer), size, continues)


def masked(
    ids: Ids, vocabulary: Vocabulary, *, share: float, generator: np.random.Generator
) -> tuple[Ids, Ids]:
    """A window with about a ``share`` of its words hidden, and its labels; both (pieces + 2,).

    Whole words are chosen, at least one; of their pieces 80 % become the mask, 10 % another piece, 10 % stay
    (Devlin et al., 2019, with whole words as in its later release). Other pieces have label ``IGNORED``.
    """
    begins = np.cumsum(~vocabulary.continues[ids], dtype=np.int64)
    words = begins - begins[0]
    chosen = generator.random(words[-1] + 1) < share
    chosen[generator.integers(len(chosen))] = True
    hidden = chosen[words]
    labels = np.where(hidden, ids, IGNORED)
    fate = generator.random(len(ids))
    shown = np.where(hidden & (fate < 1 - _OTHER - _LEFT_AS_IS), vocabulary.mask, ids)
    other = hidden & (fate >= 1 - _OTHER)
    shown[other] = generator.integers(vocabulary.size, size=int(other.sum()))
    edge = np.array([IGNORED])
    framed = np.concatenate(([vocabulary.start], shown, [vocabulary.end]))
    return framed.astype(np.int64), np.concatenate((edge, labels, edge)).astype(np.int64)
