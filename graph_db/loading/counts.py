"""How many rows a load created, updated, deleted and found unchanged."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of nodes or edges."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.deleted + other.deleted,
            self.unchanged + other.unchanged,
        )
