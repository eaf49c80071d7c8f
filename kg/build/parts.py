"""What a build needs of its parts: an extractor, a linker, and somewhere to tell how far it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Link


class ExtractorPart(Protocol):
    """Finds mentions and relations; the same ``version`` gives the same results."""

    @property
    def version(self) -> str: ...

    def extract(self, documents: Iterable[Document], /) -> Iterator[AnnotatedDocument | Failure]:
        """One result for each document, in order."""
        ...


class LinkerPart(Protocol):
    """Says what mentions mean; the same ``version`` gives the same results."""

    @property
    def version(self) -> str: ...

    def link(self, mentions: Sequence[Mention], /, *, abbreviations: Mapping[str, str] = ...) -> list[Link]:
        """One link for each mention, in order."""
        ...

    def concept(self, curie: Curie, /) -> Concept | None:
        """The concept known by ``curie``, if any."""
        ...


class Progress(Protocol):
    """Told after each step of ``stage`` how many of ``total`` are done; None where nobody knows."""

    def __call__(self, stage: str, done: int, total: int | None, /) -> None: ...


def no_progress(stage: str, done: int, total: int | None, /) -> None:
    """A :class:`Progress` that tells nobody."""
