"""The third stage: the mentions of one shard to concepts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.kg.build.annotation_rows import mention_of_row
from medkg.kg.build.document_rows import Row, document_of_row, failure_row
from medkg.kg.build.hashing import digest
from medkg.kg.build.parts import LinkerPart
from medkg.kg.build.shards import Shards
from medkg.kg.build.tables import LINK
from medkg.linking.concept import Concept
from medkg.linking.link import Link
from medkg.linking.nil import nil_curie

VERSION = "5"


def link(shards: Shards, documents: str, mentions: str, linker: LinkerPart) -> tuple[str, bool]:
    """The shard of links of the shard ``mentions``, and whether it had to be made."""
    name = "links-" + digest(VERSION, mentions, linker.version)
    if shards.has(name):
        return name, False
    sentences: defaultdict[str, list[Span]] = defaultdict(list)
    for row in shards.rows(mentions, "sentences"):
        sentences[row["document"]].append(Span(row["start"], row["end"]))
    texts = map(document_of_row, shards.rows(documents, "documents"))
    split = {document.id: (document, sentences[document.id]) for document in texts}
    shards.write(name, LINK, linked_rows(shards.rows(mentions, "mentions"), split, linker))
    return name, True


def linked_rows(
    mentions: Sequence[Mapping[str, Any]],
    documents: Mapping[str, tuple[Document, Sequence[Span]]],
    linker: LinkerPart,
) -> dict[str, list[Row]]:
    """The rows of links, of the concepts they name and of failures, by table; a document fails by itself.

    ``documents`` gives for each document's id the document and its sentences.
    """
    rows: dict[str, list[Row]] = {table: [] for table in LINK}
    concepts: dict[str, Row] = {}
    for id, group in groupby(mentions, key=itemgetter("document")):
        try:
            links = _links([mention_of_row(row) for row in group], *documents[id], linker)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            rows["failures"].append(
                failure_row(Failure(id, "link", f"the linker raised {type(error).__name__}"))
            )
            continue
        for number, answer in enumerate(links):
            rows["links"] += _link_rows(answer, number)
            concepts.update((row["id"], row) for row in _concept_rows(answer))
    rows["concepts"] = [concepts[id] for id in sorted(concepts)]
    return rows


def _links(
    mentions: Sequence[Mention], document: Document, sentences: Sequence[Span], linker: LinkerPart
) -> list[Link]:
    defined = find_abbreviations(document, sentences) if "(" in document.text else {}
    links = linker.link(mentions, abbreviations=defined)
    if len(links) != len(mentions):
        raise ValueError(f"{len(links)} links for {len(mentions)} mentions; one for each is required")
    return links


def _link_rows(answer: Link, number: int) -> list[Row]:
    """A row for each concept that the mention means."""
    return [
        {
            "document": answer.mention.document,
            "mention": number,
            "concept": row["id"],
            "nil": answer.concept is None,
            "score": 1.0 if answer.concept is None else answer.score,
            "qualifiers": list(answer.qualifiers),
        }
        for row in _concept_rows(answer)
    ]


def _concept_rows(answer: Link) -> list[Row]:
    if answer.concept:
        return [concept_row(concept) for concept in (answer.concept, *answer.further)]
    return [
        {
            "id": str(nil_curie(answer.mention)),
            "name": " ".join(answer.mention.text.split()),
            "types": [],
            "synonyms": [],
            "xrefs": [],
        }
    ]


def concept_row(concept: Concept) -> Row:
    """The row of a concept of a vocabulary."""
    return {
        "id": str(concept.curie),
        "name": concept.name,
        "types": list(concept.types),
        "synonyms": list(concept.synonyms),
        "xrefs": sorted(str(xref) for xref in concept.xrefs),
    }
