"""Annotated documents as BioC, XML or JSON, written with the ``bioc`` library."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import IO, Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import well_formed
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span
from medkg.extraction.writers.jsonl import format_annotated, pairs, place_of

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OWN_FIELDS = (
    "title",
    "sections",
    "source",
    "publication_types",
    "mesh_headings",
    "notices",
    "retracted",
    "revision",
)


def write_bioc_xml(documents: Iterable[AnnotatedDocument], file: IO[bytes]) -> int:
    """Write ``documents`` as one BioC XML collection and return how many there were.

    Characters that XML cannot hold become one space each.
    """
    from bioc.biocxml import BioCXMLDocumentWriter

    writer = BioCXMLDocumentWriter(file)
    count = 0
    for annotated in documents:
        writer.write_document(_cleaned_for_xml(bioc_document(annotated)))
        count += 1
    writer.close()
    return count


def write_bioc_json(documents: Iterable[AnnotatedDocument], file: IO[bytes]) -> int:
    """Write ``documents`` as one BioC JSON collection, a document a line, and return how many there were."""
    from bioc import biocjson

    file.write(b'{"source": "medkg", "date": "", "key": "", "version": "1.0", "infons": {}, "documents": [')
    count = 0
    for annotated in documents:
        line = json.dumps(biocjson.toJSON(bioc_document(annotated)), allow_nan=False)
        file.write((",\n" if count else "\n").encode() + line.encode())
        count += 1
    file.write(b"\n]}\n")
    return count


def bioc_document(annotated: AnnotatedDocument) -> Any:
    """The ``bioc.BioCDocument`` of an annotated document.

    The title is a passage of its own where the text begins with it. Offsets count characters (code points) of
    the document's text. What BioC has no place for (sections, sentences, notices, ...) is a JSON object in
    the document's infon ``medkg``; score, assertion and extractor are infons of the annotations and
    relations. Relations of mentions have the nodes ``head`` and ``tail``, relations of concepts the infons
    ``entity1`` and ``entity2``.
    """
    import bioc

    document = bioc.BioCDocument()
    document.id = annotated.document.id
    document.infons = _document_infons(annotated)
    for passage in _passages(annotated.document):
        document.add_passage(passage)
    places = {mention: place for place, mention in enumerate(annotated.mentions)}
    for place, mention in enumerate(annotated.mentions):
        holder = [passage for passage in document.passages if passage.offset <= mention.span.start][-1]
        holder.add_annotation(_annotation(mention, place))
    relations = [_relation(relation, places) for relation in annotated.relations]
    relations += [_concept_relation(relation) for relation in annotated.concept_relations]
    for number, relation in enumerate(relations):
        relation.id = f"R{number}"
        document.add_relation(relation)
    return document


def _document_infons(annotated: AnnotatedDocument) -> dict[str, str]:
    fields = format_annotated(annotated)
    own = {name: fields["document"][name] for name in OWN_FIELDS} | {"sentences": fields["sentences"]}
    infons = {"medkg": json.dumps(own)}
    if annotated.document.year is not None:
        infons["year"] = str(annotated.document.year)
    return infons


def _passages(document: Document) -> list[Any]:
    title = document.title
    if title and document.text.startswith(f"{title}\n") and len(document.text) > len(title) + 1:
        body = len(title) + 1
        return [_passage("title", 0, title), _passage("abstract", body, document.text[body:])]
    return [_passage("title" if document.text == title else "text", 0, document.text)]


def _passage(kind: str, offset: int, text: str) -> Any:
    import bioc

    passage = bioc.BioCPassage()
    passage.infons = {"type": kind}
    passage.offset = offset
    passage.text = text
    return passage


def _annotation(mention: Mention, place: int) -> Any:
    import bioc

    annotation = bioc.BioCAnnotation()
    annotation.id = f"T{place}"
    annotation.text = mention.text
    annotation.infons = {
        "type": mention.type,
        "score": repr(mention.score),
        "polarity": str(mention.assertion.polarity),
        "time": str(mention.assertion.time),
        "who": str(mention.assertion.who),
        "extractor": mention.extractor,
    }
    if mention.identifiers:
        annotation.infons["identifier"] = "|".join(mention.identifiers)
    annotation.add_location(bioc.BioCLocation(mention.span.start, len(mention.span)))
    return annotation


def _relation(relation: Relation, places: Mapping[Mention, int]) -> Any:
    import bioc

    found = bioc.BioCRelation()
    found.infons = {
        "type": relation.type,
        "score": repr(relation.score),
        "polarity": str(relation.polarity),
        "extractor": relation.extractor,
        "evidence": _spans(relation.evidence),
    }
    found.add_node(bioc.BioCNode(f"T{place_of(relation.head, places)}", "head"))
    found.add_node(bioc.BioCNode(f"T{place_of(relation.tail, places)}", "tail"))
    return found


def _concept_relation(relation: ConceptRelation) -> Any:
    import bioc

    found = bioc.BioCRelation()
    found.infons = {
        "type": relation.type,
        "entity1": relation.head,
        "entity2": relation.tail,
    }
    return found


def _spans(spans: Iterable[Span]) -> str:
    return json.dumps(pairs(spans))


def _cleaned_for_xml(document: Any) -> Any:
    """The same document with one space for each character that XML cannot hold."""
    document.id = _clean(document.id)
    for passage in document.passages:
        passage.text = _clean(passage.text)
        for annotation in passage.annotations:
            annotation.text = _clean(annotation.text)
            annotation.infons = {key: _clean(value) for key, value in annotation.infons.items()}
    for relation in document.relations:
        relation.infons = {key: _clean(value) for key, value in relation.infons.items()}
    return document


def _clean(text: str) -> str:
    return NOT_IN_XML.sub(" ", well_formed(text))
