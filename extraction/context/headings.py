"""Headings of notes and labels of abstracts: which there are, and what they say of the text under them.

The words stand in ``terms/headings.toml``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from medkg.extraction.context.tokens import tokenize
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.sentence_rules import LINE_BREAK
from medkg.extraction.span import Span
from medkg.extraction.terms import words as word_lists

_LABEL = re.compile(r"[\W\d_]*([^\W\d_][\w /&()',-]{1,60}?)\s*+:")
_CAPITALS = re.compile(r"[\W\d_]*([A-Z][A-Z/&() -]{2,60})\Z")
_ITEM = re.compile(r"[-*•·\u2013▪●]|\(?\d{1,2}[.)]|\(?[A-Za-z][.)]\s")
LOOK = 80
"""Characters at the beginning of a sentence in which a heading ends."""
_LONGEST_SECTION = 40
"""Sentences after which a heading holds no longer."""


def heading(text: str) -> Span | None:
    """Where the heading stands with which the sentence ``text`` begins, without its colon.

    A heading is made of the words that headings are made of ("Current medications:", "TESTS"), up to a colon
    or, in capitals, up to the end of the sentence. The name of a single test or disease is none.

    >>> heading("Medications: aspirin"), heading("Chest x-ray: clear")
    (Span(start=0, end=11), None)
    """
    found = _LABEL.match(text) or _CAPITALS.match(text)
    if found is None or not _is_generic(found.group(1)):
        return None
    return Span(*found.span(1))


def without_headings(
    document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """``mentions`` without those that begin in a heading of their sentence: "Medications:" names no drug."""
    starts = [sentence.start for sentence in sentences]
    return tuple(
        mention for mention in mentions if not _begins_in_heading(document.text, sentences, starts, mention)
    )


def _begins_in_heading(text: str, sentences: Sequence[Span], starts: Sequence[int], mention: Mention) -> bool:
    number = bisect_right(starts, mention.span.start) - 1
    if number < 0:
        return False
    start = sentences[number].start
    found = heading(text[start : min(sentences[number].end, start + LOOK)])
    return found is not None and mention.span.start - start < found.end


def said_by_headings(text: str, sentences: Sequence[Span]) -> Mapping[int, str]:
    """The numbers of the sentences that stand under a heading that says something, with its kind.

    The kinds are ``family``, ``historical`` and ``allergy``. A heading holds until the next one, for 40
    sentences at most; one with words after it on its line holds for that line and the lines and items that
    go on with it, one that stands alone to the next empty line after what it heads. It also ends where a
    sentence begins to tell of the visit ("Presents today with"), and allergies where one tells of the
    patient.
    """
    found: dict[int, str] = {}
    kind, alone, left, before = "", False, 0, 0
    for number, sentence in enumerate(sentences):
        begin = text[sentence.start : min(sentence.end, sentence.start + LOOK)]
        label = _label(begin)
        if label is not None:
            kind, left = _kind(label[0]), _LONGEST_SECTION
            alone = not any(map(str.isalnum, text[sentence.start + label[1] : sentence.end]))
        elif kind and (_is_apart(text[before : sentence.start], begin, alone, left) or _resumes(kind, begin)):
            kind = ""
        if kind and left > 0:
            found[number] = kind
            left -= 1
        before = sentence.end
    return found


def _is_apart(gap: str, begin: str, alone: bool, left: int) -> bool:
    """Whether the white space ``gap`` sets a sentence apart from the heading above it."""
    lines = len(LINE_BREAK.findall(gap))
    if not lines or _ITEM.match(begin):
        return False
    if alone:
        return lines > 1 and left < _LONGEST_SECTION - 1
    return lines > 1 or not begin[0].islower()


def _resumes(kind: str, begin: str) -> bool:
    """Whether a sentence tells of the visit, whatever the heading above it says."""
    lists, words = word_lists("headings"), tokenize(begin).words
    if not lists["resuming"].isdisjoint(words[:4]):
        return True
    of_patient = bool(words) and words[0] in lists["patient"]
    return kind == "allergy" and of_patient and not any(word.startswith("allerg") for word in words)


def _label(text: str) -> tuple[str, int] | None:
    """The words of a heading, generic or in capitals, with which ``text`` begins, and where it ends."""
    found = _LABEL.match(text) or _CAPITALS.match(text)
    if found is None:
        return None
    label = found.group(1)
    return (label, found.end()) if label.isupper() or _is_generic(label) else None


def _is_generic(label: str) -> bool:
    lists = word_lists("headings")
    named = [word for word in tokenize(label).words if word.isalpha()]
    rest = [word for word in named if word not in lists["joining"]]
    return bool(rest) and (lists["generic"].issuperset(rest) or lists["body"].issuperset(rest))


def _kind(label: str) -> str:
    return next(_kinds(frozenset(tokenize(label).words)), "")


def _kinds(named: frozenset[str]) -> Iterator[str]:
    lists = word_lists("headings")
    history = bool(named & lists["history"])
    if named & lists["family_abbreviated"] or (history and named & lists["family"]):
        yield "family"
    if named & lists["past_abbreviated"] or (history and named & lists["past"]):
        yield "historical"
    if named & lists["allergy"]:
        yield "allergy"
