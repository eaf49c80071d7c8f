"""Training texts as hurried people write them: letters dropped, doubled, swapped, mistyped."""

import random
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.extraction.training.ranges import SHARE, check_ranges

_WORD = re.compile(r"[A-Za-z]{5,}")


@dataclass(frozen=True, slots=True)
class Noise:
    """How much of the training text is disturbed.

    A share ``documents`` of them gets typing errors, in a share ``words`` of words of five letters or more.
    A share ``untagged`` of windows comes without dictionary tags, as a text full of unknown names does.

    Raises:
        ValueError: for a share that is not from 0 to 1.
    """

    documents: float = 0.0
    words: float = 0.08
    untagged: float = 0.0

    def __post_init__(self) -> None:
        check_ranges(self, dict.fromkeys(("documents", "words", "untagged"), SHARE))


def disturbed(item: AnnotatedDocument, noise: Noise, generator: random.Random) -> AnnotatedDocument:
    """The document, or a copy with typing errors whose mentions and sentences have moved with their words.

    First and last letters stay, so that no mention becomes empty and no sentence begins otherwise.
    Relations are left out of a disturbed copy.
    """
    if generator.random() >= noise.documents:
        return item
    pieces = list(item.document.text)
    for word in _WORD.finditer(item.document.text):
        if generator.random() < noise.words:
            _mistype(pieces, generator.randrange(word.start() + 1, word.end() - 2), generator)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    document = Document(item.document.id, "".join(pieces))
    return AnnotatedDocument(
        document,
        mentions=tuple(_moved_mention(mention, document, starts) for mention in item.mentions),
        sentences=tuple(_moved(span, starts) for span in item.sentences),
    )


def _mistype(pieces: list[str], position: int, generator: random.Random) -> None:
    """One error at ``position``: dropped, doubled, swapped with the next, or another letter."""
    match generator.randrange(4):
        case 0:
            pieces[position] = ""
        case 1:
            pieces[position] *= 2
        case 2:
            pieces[position], pieces[position + 1] = pieces[position + 1], pieces[position]
        case _:
            pieces[position] = generator.choice(string.ascii_lowercase)


def _moved(span: Span, starts: Sequence[int]) -> Span:
    return Span(starts[span.start], starts[span.end])


def _moved_mention(mention: Mention, document: Document, starts: Sequence[int]) -> Mention:
    span = _moved(mention.span, starts)
    return replace(mention, span=span, text=span.slice(document.text))
