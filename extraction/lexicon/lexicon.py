"""A compiled lexicon: longest dictionary matches in a text, per kind."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.extraction.lexicon.terms import Kind, Term, package_terms, source_versions
from medkg.extraction.span import Span

if TYPE_CHECKING:
    import marisa_trie

_FORMAT = 3
_SHORTEST, _LONGEST = 3, 120
_WORD = re.compile(r"[^\W_]+")
_FOLD = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"} | {
    ord(quote): "'" for quote in "\u2018\u2019\u02bc\u00b4`"
}


@dataclass(frozen=True, slots=True)
class Match:
    """A dictionary term of ``kind`` at ``span``."""

    span: Span
    kind: Kind


def fold(text: str) -> str:
    """``text`` in lower case with plain dashes, quotes and spaces; no longer and no shorter."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return re.sub(r"\s", " ", lowered.translate(_FOLD))


class Lexicon:
    """Terms in a memory-mapped trie, each after the digit of its kind."""

    def __init__(self, trie: "marisa_trie.Trie") -> None:
        self._trie = trie

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Lexicon":
        """The lexicon of ``terms``, in memory; terms under 3 or over 120 characters are left out."""
        import marisa_trie

        folded = ((term.kind, " ".join(fold(term.text).split())) for term in terms)
        kept = {f"{kind:d}{text}" for kind, text in folded if _SHORTEST <= len(text) <= _LONGEST}
        return cls(marisa_trie.Trie(sorted(kept)))

    @classmethod
    def load(cls, folder: Path | None = None) -> "Lexicon":
        """The lexicon of the installed vocabulary packages, compiled into ``folder`` on first use."""
        path = (folder or _cache_folder()) / f"lexicon-{_identity()}.marisa"
        if not path.exists():
            cls.of(package_terms()).save(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "Lexicon":
        """The lexicon that :meth:`save` wrote."""
        import marisa_trie

        return cls(marisa_trie.Trie().mmap(str(path)))

    def save(self, path: Path) -> None:
        """Writes the trie aside, then renames it to ``path``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent)
        os.close(handle)
        self._trie.save(aside)
        Path(aside).replace(path)

    def matches(self, text: str) -> list[Match]:
        """The longest matches of each kind, left to right, whole words; one kind's never overlap."""
        folded = fold(text)
        words = [word.span() for word in _WORD.finditer(folded)]
        ends = {end for _, end in words}
        reached = [0] * len(Kind)
        found: list[Match] = []
        for start, _ in words:
            for kind in Kind:
                if start >= reached[kind] and (end := self._end(folded, start, kind, ends)):
                    reached[kind] = end
                    found.append(Match(Span(start, end), kind))
        return found

    def _end(self, folded: str, start: int, kind: Kind, ends: set[int]) -> int:
        """Where the longest term of ``kind`` at ``start`` ends; 0 if there is none."""
        for term in reversed(self._trie.prefixes(f"{kind:d}{folded[start : start + _LONGEST]}")):
            end = start + len(term) - 1
            if end in ends or not (end < len(folded) and folded[end].isalnum()):
                return end
        return 0


def _identity() -> str:
    content = json.dumps([_FORMAT, sorted(source_versions().items())])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _cache_folder() -> Path:
    import platformdirs

    return Path(os.environ.get("MEDKG_DATA") or platformdirs.user_data_dir("medkg"))
