"""Folds of a corpus by document id: the same document always falls into the same fold."""

import re
from dataclasses import dataclass
from hashlib import sha256

_FOLD = re.compile(r"(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Fold:
    """Part ``number`` of ``count``, from 1: documents whose id's SHA-256 is ``number - 1`` modulo ``count``.

    Raises:
        ValueError: unless ``1 <= number <= count``.
    """

    number: int
    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.count:
            raise ValueError(
                f"fold {self.number}/{self.count} is not allowed; NUMBER/COUNT with 1 <= NUMBER <= COUNT is"
            )

    @classmethod
    def parse(cls, text: str) -> "Fold":
        """The fold written ``NUMBER/COUNT``.

        >>> Fold.parse("1/5")
        Fold(number=1, count=5)

        Raises:
            ValueError: for anything else.
        """
        match = _FOLD.fullmatch(text)
        if match is None:
            raise ValueError(f"fold {text!r} is not allowed; NUMBER/COUNT is, such as 1/5")
        return cls(int(match[1]), int(match[2]))

    def __contains__(self, id: str) -> bool:
        return int(sha256(id.encode()).hexdigest(), 16) % self.count == self.number - 1
