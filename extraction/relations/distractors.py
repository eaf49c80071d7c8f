"""Mentions that a model finds where nobody annotated any: they are related to nothing.

In use the pairs are of mentions that were found, some of which are none; annotated corpora hold only right
ones.
"""

from collections.abc import Sequence
from dataclasses import replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.extractor import Extractor
from medkg.extraction.failure import Failure


def with_distractors(items: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
    """``items`` with the mentions that the shipped model finds in them beside theirs, without identifiers.

    A mention that shares a character, or its words, with an annotated one is left out.
    """
    found = Extractor.load_tagger().tag(item.document for item in items)
    return [
        item if isinstance(tagged, Failure) else _joined(item, tagged)
        for item, tagged in zip(items, found, strict=True)
    ]


def _joined(item: AnnotatedDocument, tagged: AnnotatedDocument) -> AnnotatedDocument:
    words = {mention.text.lower() for mention in item.mentions}
    strange = (
        mention
        for mention in tagged.mentions
        if mention.text.lower() not in words
        and not any(mention.span.overlaps(annotated.span) for annotated in item.mentions)
    )
    mentions = sorted((*item.mentions, *strange), key=lambda mention: mention.span)
    return replace(item, mentions=tuple(mentions))
