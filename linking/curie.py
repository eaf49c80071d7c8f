"""Compact identifiers: a prefix and a local identifier."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Curie:
    """A CURIE such as ``MESH:D009203`` (W3C CURIE Syntax 1.0; prefixes as in the Bioregistry, upper case).

    >>> str(Curie.parse("MESH:D009203"))
    'MESH:D009203'

    Raises:
        ValueError: for an empty prefix or identifier, or white space or a character that cannot be printed
            in either.
    """

    prefix: str
    id: str

    def __post_init__(self) -> None:
        for part in (self.prefix, self.id):
            if not (part and part.isprintable()) or " " in part:
                written = f"{self.prefix}:{self.id}"
                raise ValueError(f"{written[:60]!r} is no CURIE; PREFIX:ID without white space is required")
        if ":" in self.prefix:
            raise ValueError(f"prefix {self.prefix!r} holds a colon")

    @classmethod
    def parse(cls, text: str) -> "Curie":
        """The CURIE written as ``text``; everything up to the first colon is the prefix."""
        prefix, colon, local = text.partition(":")
        if not colon:
            raise ValueError(f"{text!r} is no CURIE; PREFIX:ID is required")
        return cls(prefix, local)

    def __str__(self) -> str:
        return f"{self.prefix}:{self.id}"
