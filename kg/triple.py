"""Statements: subject, predicate, object."""

import hashlib
from dataclasses import dataclass

from medkg.linking.curie import Curie


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """A statement between two concepts; ``predicate`` is a name of :data:`medkg.kg.predicate.PREDICATES`."""

    subject: Curie
    predicate: str
    object: Curie

    @property
    def key(self) -> str:
        """Its published hash: 32 hexadecimal digits of SHA-256 over the three strings joined by U+001F."""
        joined = "\x1f".join((str(self.subject), self.predicate, str(self.object)))
        return hashlib.sha256(joined.encode()).hexdigest()[:32]
