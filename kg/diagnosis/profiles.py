"""How often diseases show findings, as arrays."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from medkg.kg.diagnosis.answer import Expected

Floats = NDArray[np.float64]
Column = tuple[NDArray[np.int64], Floats]


@dataclass(frozen=True)
class Profiles:
    """``diseases`` by number, and the ``columns`` of findings: numbers of the diseases that show one, and
    the part of patients in [0, 1] that do.

    ``sizes`` is the number of findings that a patient of each disease is expected to show: the sum of these
    parts over all findings, those without a column here included.
    """

    diseases: tuple[str, ...]
    sizes: Floats
    columns: Mapping[str, Column]
    _spread: dict[str, Floats] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each disease."""
        return {disease: number for number, disease in enumerate(self.diseases)}

    @cached_property
    def dilution(self) -> Floats:
        """How much more, or less, of a patient's findings any one is than with the usual disease.

        ``exp(mean(log(size + 1))) / (size + 1)``: the more findings a disease has, the less any one that was
        named speaks for it.
        """
        sizes = self.sizes + 1.0
        usual = float(np.exp(np.log(sizes).mean())) if len(sizes) else 1.0
        diluted: Floats = usual / sizes
        return diluted

    def spread(self, term: str, kinds: Iterable[str]) -> Floats:
        """For each disease the part of patients that show ``term``: the highest among its ``kinds``."""
        if term not in self._spread:
            parts = np.zeros(len(self.diseases))
            for kind in kinds:
                if kind in self.columns:
                    numbers, shown = self.columns[kind]
                    parts[numbers] = np.maximum(parts[numbers], shown)
            self._spread[term] = parts
        return self._spread[term]


def profiles_of(rows: Mapping[str, Sequence[Expected]], part: Callable[[Expected], float]) -> Profiles:
    """The profiles of diseases with all of their findings; ``part`` tells the part of patients."""
    columns: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    sizes = np.zeros(len(rows))
    for number, expected in enumerate(rows.values()):
        for one in expected:
            sizes[number] += part(one)
            columns[one.term.id][0].append(number)
            columns[one.term.id][1].append(part(one))
    arrays = {term: (np.array(at), np.array(parts)) for term, (at, parts) in columns.items()}
    return Profiles(tuple(rows), sizes, arrays)
