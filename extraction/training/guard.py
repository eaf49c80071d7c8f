"""Keeping documents of a test out of training, and telling where they were not."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from medkg.extraction.document import Document
from medkg.extraction.span import Span

_PMID = re.compile(r"(?:PMID:)?(\d{4,9})(?:[#_].*)?")
_SHORTEST = 40


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows documents by PubMed number, by id and text together, and by text; of texts letters and digits
    only.
    """

    pmids: frozenset[str]
    text: str
    whole: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Guard":
        """A guard against the documents."""
        kept = list(documents)
        numbers = (pmid(document) for document in kept)
        whole = [(document.id, _normal(document.text)) for document in kept]
        return cls(frozenset(n for n in numbers if n), "\n".join(text for _, text in whole), frozenset(whole))

    def forbids(self, document: Document) -> bool:
        """Whether the document is, or is part of, or repeats the title of, one that is guarded.

        Texts and titles of less than 40 letters and digits are told apart by their PubMed number, or their id
        and whole text.
        """
        text = _normal(document.text)
        if pmid(document) in self.pmids or (document.id, text) in self.whole:
            return True
        return self._holds(text) or self._holds(_normal(document.title))

    def overlaps(self, document: Document, sentences: Iterable[Span]) -> bool:
        """Whether the document is forbidden, or one of its sentences of at least 40 letters and digits
        stands in a guarded one.
        """
        return self.forbids(document) or any(
            self._holds(_normal(sentence.slice(document.text))) for sentence in sentences
        )

    def _holds(self, part: str) -> bool:
        return len(part) >= _SHORTEST and part in self.text


def pmid(document: Document) -> str | None:
    """The PubMed number in an id such as ``PMID:123456``, ``123456`` or ``PMID:123456#3``."""
    match = _PMID.fullmatch(document.id)
    return match[1] if match else None


def digests(document: Document) -> frozenset[str]:
    """By what the document is known again without keeping anything of it: SHA-256 of its PubMed number, of
    its text and of its title, letters and digits only; 16 hexadecimal digits each.

    Texts and titles of less than 40 letters and digits have none.
    """
    number = pmid(document)
    parts = (_normal(document.text), _normal(document.title))
    known = [f"pmid {number}"] if number else []
    known += [part for part in parts if len(part) >= _SHORTEST]
    return frozenset(hashlib.sha256(part.encode()).hexdigest()[:16] for part in known)


def _normal(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
