"""Annotated documents as PubTator: text, mentions, identifiers, relations between concepts, and no more."""

import re
from collections.abc import Iterable, Iterator
from typing import IO

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import well_formed
from medkg.extraction.readers.identity import article_id
from medkg.extraction.readers.pubtator import split_identifiers
from medkg.extraction.relation import ConceptRelation

BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Characters that part lines or columns somewhere; each becomes one space, so that offsets stay."""


def write_pubtator(documents: Iterable[AnnotatedDocument], file: IO[bytes]) -> int:
    """Write what :func:`holdable` leaves of each of ``documents`` and return how many there were.

    Raises:
        ValueError: for an id that no reader accepts (empty, or of more than 500 characters).
    """
    count = 0
    for document in documents:
        file.write(format_pubtator(document).encode())
        count += 1
    return count


def holdable(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """What PubTator can hold of a document, and reading it gives back.

    The first line is the title, the others are the abstract; in both, tabs, line ends and the like become
    spaces. An id of digits becomes ``PMID:...``, ``|`` in an id becomes ``_``. Mentions keep span, type and
    identifiers. Relations of mentions that both have an identifier become relations of the first identifiers.
    Scores, assertions, sentences and all else about the document go.

    Raises:
        ValueError: for an id that no reader accepts (empty, or of more than 500 characters).
    """
    title, abstract = _lines(annotated.document.text)
    document = Document(
        id=article_id(_cell(annotated.document.id).replace("|", "_")),
        text=f"{title}\n{abstract}" if abstract else title,
        title=title,
    )
    mentions = tuple(
        document.mention(
            mention.span, _cell(mention.type), identifiers=split_identifiers(_identifiers(mention))
        )
        for mention in annotated.mentions
    )
    relations = dict.fromkeys(_concept_relations(annotated))
    return AnnotatedDocument(document=document, mentions=mentions, concept_relations=tuple(relations))


def format_pubtator(annotated: AnnotatedDocument) -> str:
    """The lines of one document, with an empty line at their end."""
    held = holdable(annotated)
    id = re.sub("^PMID:(?=[0-9]+$)", "", held.document.id)
    title, _, abstract = held.document.text.partition("\n")
    lines = [f"{id}|t|{title}", f"{id}|a|{abstract}"]
    for mention in held.mentions:
        place = f"{mention.span.start}\t{mention.span.end}"
        lines.append(f"{id}\t{place}\t{_cell(mention.text)}\t{mention.type}\t{_identifiers(mention)}")
    lines += [
        f"{id}\t{relation.type}\t{relation.head}\t{relation.tail}" for relation in held.concept_relations
    ]
    return "\n".join(lines) + "\n\n"


def _lines(text: str) -> tuple[str, str]:
    """Title and abstract; with nothing but space after the first line, all is the title."""
    title, mark, abstract = text.partition("\n")
    if not abstract.strip():
        return _cell(title + mark + abstract), ""
    return _cell(title), _cell(abstract)


def _cell(text: str) -> str:
    return BREAKS.sub(" ", well_formed(text))


def _identifiers(mention: Mention) -> str:
    return "|".join(map(_cell, mention.identifiers)) or "-"


def _concept_relations(annotated: AnnotatedDocument) -> Iterator[ConceptRelation]:
    for concept in annotated.concept_relations:
        yield ConceptRelation(_relation_type(concept.type), _cell(concept.head), _cell(concept.tail))
    for relation in annotated.relations:
        if relation.head.identifiers and relation.tail.identifiers:
            head, tail = relation.head.identifiers[0], relation.tail.identifiers[0]
            yield ConceptRelation(_relation_type(relation.type), _cell(head), _cell(tail))


def _relation_type(type: str) -> str:
    """A type of digits only would be read as the start of a mention."""
    type = _cell(type)
    return f"_{type}" if type.isdigit() else type
