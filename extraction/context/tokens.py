"""Words and punctuation of a sentence, for matching phrases."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from medkg.extraction.span import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*|[^\w\s]")

_VERBS = "do did does is was are were has have had could would ca wo"
_CONTRACTIONS = {f"{verb}nt": f"{verb}n't" for verb in _VERBS.split()}
"""As people type them: "i dont have asthma"."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in lower case, and where each begins and ends in it."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def covering(self, span: Span) -> range:
        """The numbers of the tokens that ``span`` touches; empty where it touches none."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))


def tokenize(text: str) -> Tokens:
    """The tokens of ``text``: runs of letters (with an inner apostrophe), numbers, single other characters.

    >>> tokenize("Didn't have h/o DVT.").words
    ("didn't", 'have', 'h', '/', 'o', 'dvt', '.')
    """
    found = [(match.group(), *match.span()) for match in _TOKEN.finditer(text.replace("\u2019", "'"))]
    words, starts, ends = zip(*found, strict=True) if found else ((), (), ())
    return Tokens(tuple(map(_lowered, words)), tuple(starts), tuple(ends))


@lru_cache(maxsize=1 << 16)
def _lowered(word: str) -> str:
    lowered = word.lower()
    return _CONTRACTIONS.get(lowered, lowered)
