"""The outcome of an evaluation: counts of everything and of each class, and the speed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from medkg.extraction.evaluation.calibration import Flags, Floats, expected_calibration_error
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.throughput import Throughput

DocumentCounts = Mapping[str, Counts]
"""The counts of one document by class."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer's score, and whether the corpus has it."""

    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """``micro`` sums up all classes, ``types`` has each of them.

    ``by_document`` are the sums of each document, in order, for :func:`bootstrap_interval`; ``judged`` are
    the answers with their scores, which tell how well the scores are calibrated; ``ignored`` are
    types of the corpus that no type of ours stands for; ``failures`` counts documents that failed, whose gold
    answers all count as missed.
    """

    micro: Counts
    types: Mapping[str, Counts]
    throughput: Throughput
    by_document: tuple[Counts, ...] = ()
    ignored: tuple[str, ...] = ()
    failures: int = 0
    judged: tuple[Judged, ...] = ()

    @classmethod
    def total(
        cls,
        documents: Sequence[DocumentCounts],
        *,
        names: Iterable[str],
        throughput: Throughput,
        ignored: tuple[str, ...] = (),
        failures: int = 0,
        judged: Iterable[Judged] = (),
    ) -> "Scores":
        """The sum over ``documents`` of the classes ``names``."""
        types = {
            name: _sum(document.get(name, Counts()) for document in documents) for name in sorted(set(names))
        }
        by_document = tuple(_sum(document.values()) for document in documents)
        return cls(_sum(types.values()), types, throughput, by_document, ignored, failures, tuple(judged))

    def as_json(self) -> dict[str, Any]:
        """What ``--json`` prints: ``micro``, ``types``, ``documents``, the speeds, ``calibration_error``."""
        return {
            "micro": self.micro.as_json(),
            "types": {name: counts.as_json() for name, counts in self.types.items()},
            **self.throughput.as_json(),
            **({"calibration_error": self.calibration_error} if self.judged else {}),
        }

    def judgements(self) -> tuple[Floats, Flags]:
        """The scores of the answers and whether they are right, both of shape (answers,)."""
        scores = np.array([one.score for one in self.judged], dtype=float)
        return scores, np.array([one.right for one in self.judged], dtype=bool)

    @property
    def calibration_error(self) -> float:
        """The expected calibration error of the answers' scores over ten bins; 0 without scores."""
        return expected_calibration_error(*self.judgements())


def _sum(counts: Iterable[Counts]) -> Counts:
    return reduce(add, counts, Counts())
