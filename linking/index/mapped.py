"""Arrays on disk."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(path: Path) -> NDArray[Any]:
    """The array in ``path``, memory-mapped, read only; as a plain array, whose items are read several times
    as quickly as those of :class:`numpy.memmap`.
    """
    return np.asarray(np.load(path, mmap_mode="r"))
