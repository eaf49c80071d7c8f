"""What a vocabulary is to the index: a name, a version, its concepts and its statements of equivalence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medkg.linking.concept import Concept
from medkg.linking.equivalence import Equivalence


class VocabularyError(ValueError):
    """A vocabulary file that is not in the expected form; the message names the file, the place and what is
    allowed.
    """


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a vocabulary was read from, without its folder, and the SHA-256 of its bytes."""

    name: str
    sha256: str


def no_equivalences() -> Iterator[Equivalence]:
    """Nothing: what most vocabularies state."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Source:
    """A vocabulary to compile. ``concepts`` and ``equivalences`` read it anew at each call; ``version``
    changes when its content does. ``release`` is what its publisher calls this edition, empty where unknown.
    Where it ``guesses_types``, those that another source gives to the same identifier count.
    ``learned_from`` are the digests (:func:`medkg.extraction.training.guard.digests`) of the annotated
    documents that its names are from.
    """

    name: str
    version: str
    concepts: Callable[[], Iterator[Concept]]
    equivalences: Callable[[], Iterator[Equivalence]] = no_equivalences
    release: str = ""
    files: tuple[SourceFile, ...] = ()
    learned_from: tuple[str, ...] = ()
    guesses_types: bool = False
