"""The label set of the mention model: BIO tags (Ramshaw and Marcus, 1995) over the mention types."""

import numpy as np
import numpy.typing as npt

from medkg.extraction.mention import MentionType

TYPES: tuple[str, ...] = tuple(MentionType)
LABELS: tuple[str, ...] = ("O", *(f"{tag}-{type}" for type in TYPES for tag in "BI"))
OUTSIDE = 0
GROUPS: tuple[tuple[str, ...], ...] = (
    (MentionType.DISEASE, MentionType.SYMPTOM),
    (MentionType.DRUG, MentionType.TREATMENT),
    (MentionType.TEST,),
)
"""Types that a text often leaves open between them: "hypertension" is a disease and a finding."""


def begin(type: str) -> int:
    """The index of the label that begins a mention of ``type``."""
    return 1 + 2 * TYPES.index(type)


def inside(type: str) -> int:
    """The index of the label that continues a mention of ``type``."""
    return begin(type) + 1


def transitions(kinds: int) -> npt.NDArray[np.bool_]:
    """Which label may follow which where there are so many ``kinds`` of mentions, shape (labels, labels):
    I-x only follows B-x or I-x.
    """
    size = 1 + 2 * kinds
    allowed = np.ones((size, size), dtype=np.bool_)
    for first in range(1, size, 2):
        allowed[:, first + 1] = False
        allowed[[first, first + 1], first + 1] = True
    return allowed
