"""Short forms that a document defines: "acute kidney injury (AKI)".

The detector is scispacy's (Schwartz and Hearst, Pacific Symposium on Biocomputing 2003). It is run on the
sentences that hold a bracket, since a definition stands within one sentence and the detector pairs every
opening bracket with every closing one after it, which grows with the square of their number.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from medkg.extraction.document import Document
from medkg.extraction.span import Span

if TYPE_CHECKING:
    from scispacy.abbreviation import AbbreviationDetector
    from spacy.language import Language
    from spacy.tokens import Doc

_MOST_BRACKETS = 60
"""Sentences with more opening brackets (tables, formulas) are left out."""


def find_abbreviations(document: Document, sentences: Sequence[Span]) -> Mapping[str, str]:
    """The long form of each short form that ``document`` defines, as written; the first definition wins.

    ``sentences`` are those of :func:`medkg.extraction.sentences.split_sentences`; sentences with more than 60
    opening brackets are not looked at.
    """
    found: dict[str, str] = {}
    for doc in _docs_with_brackets(document, sentences):
        for short, long in _definitions(doc):
            found.setdefault(short, long)
    return found


def _docs_with_brackets(document: Document, sentences: Sequence[Span]) -> Iterator["Doc"]:
    nlp, _ = _pipeline()
    for sentence in sentences:
        text = sentence.slice(document.text)
        if 0 < text.count("(") <= _MOST_BRACKETS and ")" in text:
            yield nlp.make_doc(" ".join(text.split()))


def _definitions(doc: "Doc") -> Iterator[tuple[str, str]]:
    _, detector = _pipeline()
    for short in detector(doc)._.abbreviations:
        if short._.long_form.text != short.text:
            yield short.text, short._.long_form.text


@cache
def _pipeline() -> tuple["Language", "AbbreviationDetector"]:
    import spacy
    from scispacy.abbreviation import AbbreviationDetector

    nlp = spacy.blank("en")
    detector = AbbreviationDetector(nlp)
    # No token holds a space, so this never matches; spaCy warns of a matcher without patterns.
    detector.global_matcher.add("never", [[{"ORTH": "( )"}]])
    return nlp, detector
