"""Numbers of a configuration that must lie in a range."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``least``, above it where the range is ``open``, to ``most``; infinity is never in it."""

    least: float = 0.0
    most: float = inf
    open: bool = False

    def __contains__(self, value: float) -> bool:
        return self.least <= value <= self.most and value < inf and not (self.open and value == self.least)

    def __str__(self) -> str:
        if self.most < inf:
            return f"{'more than' if self.open else 'from'} {self.least:g} to {self.most:g}"
        return f"{'more than' if self.open else 'at least'} {self.least:g}"


NOT_NEGATIVE = Range()
POSITIVE = Range(open=True)
ONE_OR_MORE = Range(least=1)
SHARE = Range(most=1)
"""From 0 to 1, both allowed."""


def check_ranges(settings: object, ranges: Mapping[str, Range]) -> None:
    """Nothing, if each number of ``settings`` that ``ranges`` names lies in its range or is None.

    Raises:
        ValueError: naming the number, its value and the range.
    """
    for name, allowed in ranges.items():
        value = getattr(settings, name)
        if value is not None and value not in allowed:
            raise ValueError(f"{name} {value} is not allowed; {allowed} is required")
