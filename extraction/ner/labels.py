"""The label set of the mention model: BIO tags (Ramshaw and Marcus, 1995) over the mention types."""

import numpy as np
import numpy.typing as npt

from medkg.extraction.mention import MentionType

TYPES: tuple[str, ...] = tuple(MentionType)
LABELS: tuple[str, ...] = ("O", *(f"{tag}-{type}" for type in TYPES for tag in "BI"))
OUTSIDE = 0


def begin(type: str) -> int:
    """The index of the label that begins a mention of ``type``."""
    return 1 + 2 * TYPES.index(type)


def inside(type: str) -> int:
    """The index of the label that continues a mention of ``type``."""
    return begin(type) + 1


def transitions() -> npt.NDArray[np.bool_]:
    """Which label may follow which, shape (labels, labels): I-x only follows B-x or I-x."""
    allowed = np.ones((len(LABELS), len(LABELS)), dtype=np.bool_)
    for type in TYPES:
        allowed[:, inside(type)] = False
        allowed[[begin(type), inside(type)], inside(type)] = True
    return allowed
