"""Negspacy's NegEx run with term sets of one's own: which mentions a kind of cue speaks of.

spaCy is loaded when it is first used.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from medkg.extraction.span import Span
from medkg.extraction.terms import phrases

if TYPE_CHECKING:
    from negspacy.negation import Negex
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

_GROUP = "medkg"
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-z]+|[:;]")


@dataclass(frozen=True, slots=True)
class CueKind:
    """The cues of a table of ``terms/assertions.toml`` and the component that finds their scope."""

    name: str
    first_words: frozenset[str]
    component: "Negex"


def cued(text: str, mentions: Sequence[Span]) -> Iterator[tuple[str, int]]:
    """Each kind of cue in the sentence ``text`` with the index of a mention that it speaks of.

    ``mentions`` are offsets in ``text`` and may overlap each other. The kinds are ``negated``, ``possible``,
    ``historical``, ``hypothetical``, ``family`` and ``other``. Scope reaches to the end of the sentence or to
    the next terminating phrase (NegEx), so that a cue speaks of a whole list.
    """
    words = frozenset(_WORD.findall(text.lower()))
    kinds = [kind for kind in _kinds() if not words.isdisjoint(kind.first_words)]
    if not kinds:
        return
    with _nlp().memory_zone():
        doc = _one_sentence(text, mentions)
        for kind in kinds:
            kind.component(doc)
            for index, span in enumerate(doc.spans[_GROUP]):
                if span._.get(f"medkg_{kind.name}"):
                    yield kind.name, index


def _one_sentence(text: str, mentions: Sequence[Span]) -> "Doc":
    """A ``Doc`` of one sentence in which single spaces stand for all white space, so that phrases match."""
    doc = _nlp().make_doc(_squeezed(text))
    for token in doc[1:]:
        token.is_sent_start = False
    nothing = doc[0:0]
    doc.spans[_GROUP] = [_tokens(doc, text, span) or nothing for span in mentions]
    return doc


def _tokens(doc: "Doc", text: str, span: Span) -> "SpacySpan | None":
    start, end = (len(_squeezed(text[:offset])) for offset in (span.start, span.end))
    return doc.char_span(start, end, alignment_mode="expand")


def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text)


@cache
def _nlp() -> "Language":
    import spacy

    return spacy.blank("en")


@cache
def _kinds() -> tuple[CueKind, ...]:
    from negspacy.negation import Negex

    found = []
    for name, lists in phrases("assertions").items():
        terms = {
            "pseudo_negations": lists["pseudo"],
            "preceding_negations": lists["preceding"],
            "following_negations": lists["following"],
            "termination": lists["termination"],
        }
        cues = [*lists["preceding"], *lists["following"]]
        component = Negex(_nlp(), name, neg_termset=terms, extension_name=f"medkg_{name}", span_keys=[_GROUP])
        found.append(CueKind(name, frozenset(_WORD.findall(cue)[0] for cue in cues), component))
    return tuple(found)
