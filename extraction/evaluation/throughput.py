"""How fast a measured run went and how much memory it took."""

import re
import resource
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Throughput:
    """``documents`` and ``tokens`` handled in ``seconds``, with the process's highest resident memory.

    A token is a run of letters, digits and underscores, or one other character that is not white space.
    ``peak_memory_mb`` is the process's peak resident set size since it began, in units of 10**6 bytes.
    """

    documents: int
    tokens: int
    seconds: float
    peak_memory_mb: float

    @classmethod
    def since(cls, started: float, texts: Iterable[str]) -> "Throughput":
        """The speed over ``texts``, from ``started`` (a reading of :func:`time.perf_counter`) to now."""
        seconds = perf_counter() - started
        tokens = [count_tokens(text) for text in texts]
        return cls(len(tokens), sum(tokens), seconds, peak_memory_mb())

    def as_json(self) -> dict[str, float | int]:
        """The keys that every evaluation prints."""
        return {
            "documents": self.documents,
            "documents_per_second": self.documents / self.seconds if self.seconds else 0.0,
            "tokens_per_second": self.tokens / self.seconds if self.seconds else 0.0,
            "peak_memory_mb": self.peak_memory_mb,
        }


def count_tokens(text: str) -> int:
    """The number of tokens of ``text``.

    >>> count_tokens("0.5 mg/kg")
    6
    """
    return sum(1 for _ in _TOKEN.finditer(text))


def peak_memory_mb() -> float:
    """The highest resident set size of this process so far, in units of 10**6 bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
