"""PubTator files: ``id|t|title``, ``id|a|abstract``, then tab-separated mentions and relations of concepts.

Format: Wei et al. 2013, and as BC5CDR, NCBI Disease and BioRED use it. Offsets count the characters of title,
one separating character, abstract; the separator is read as a line end.
"""

import re
from collections.abc import Iterator
from itertools import chain

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import decoded_lines, same_words
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.identity import article_id
from medkg.extraction.readers.source import Source
from medkg.extraction.relation import ConceptRelation
from medkg.extraction.span import Span

TEXT_LINE = re.compile(r"([^|\t]*)\|([a-z])\|(.*)", re.DOTALL)
OFFSET = re.compile(r"[0-9]{1,9}")
IDENTIFIER = re.compile(r"[A-Za-z][\w.]*:[\w.-]+|[A-Z]{0,3}[0-9]+")


def read_pubtator(source: Source) -> Iterator[AnnotatedDocument | Failure]:
    """The annotated documents of a PubTator file; a malformed block costs itself alone.

    An id of digits becomes ``PMID:...``. An identifier field ``D1|D2`` (also with ``+`` or ``,``) becomes two
    identifiers, ``-1``, ``-`` and nothing become none. BioRED's fifth relation column (novelty) is left out.
    """
    with source.open() as stream:
        for number, block in enumerate(_blocks(decoded_lines(stream)), 1):
            try:
                yield _annotated(block, source.name)
            except ReadError as error:
                yield Failure(_block_name(block, source.name, number), "read", str(error))


def read_pubtator_documents(source: Source) -> Iterator[Document | Failure]:
    """The documents alone; wrong offsets of mentions do not matter here."""
    with source.open() as stream:
        for number, block in enumerate(_blocks(decoded_lines(stream)), 1):
            try:
                id, title, abstract = _texts(block)
                yield _document(id, title, abstract, source.name)
            except ReadError as error:
                yield Failure(_block_name(block, source.name, number), "read", str(error))


def split_identifiers(field: str) -> tuple[str, ...]:
    """The identifiers in a PubTator identifier field.

    >>> split_identifiers("D002318|D012131"), split_identifiers("c|DEL||32"), split_identifiers("-1")
    (('D002318', 'D012131'), ('c|DEL||32',), ())
    """
    field = field.strip()
    if field in ("", "-", "-1"):
        return ()
    parts = re.split(r"[|+,;]", field)
    return tuple(parts) if all(map(IDENTIFIER.fullmatch, parts)) else (field,)


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Runs of lines of one document; a title line begins a new one even without an empty line before it."""
    block: list[str] = []
    for line in chain((line.rstrip("\r\n") for line in lines), ("",)):
        text = TEXT_LINE.fullmatch(line)
        if block and (not line.strip() or (text and text[2] == "t")):
            yield block
            block = []
        if line.strip():
            block.append(line)


def _annotated(block: list[str], source: str) -> AnnotatedDocument:
    id, title, abstract = _texts(block)
    rows = [line.split("\t") for line in block if not TEXT_LINE.fullmatch(line)]
    for row in rows:
        _check_row(row, id)
    mention_rows = [row for row in rows if row[1].isdigit()]
    document, mentions = _aligned(id, title, abstract, mention_rows, source)
    relations = tuple(ConceptRelation(row[1], row[2], row[3]) for row in rows if not row[1].isdigit())
    return AnnotatedDocument(document=document, mentions=mentions, concept_relations=relations)


def _texts(block: list[str]) -> tuple[str, str, str]:
    found = [match for match in map(TEXT_LINE.fullmatch, block) if match]
    texts = {match[2]: match[3] for match in found}
    ids = {match[1] for match in found}
    if "t" not in texts or len(ids) != 1:
        raise ReadError("a block needs one title line ID|t|TITLE and the same id on all its lines")
    return ids.pop(), texts["t"], texts.get("a", "")


def _check_row(row: list[str], id: str) -> None:
    allowed = (5, 6, 7) if len(row) > 1 and row[1].isdigit() else (4, 5)
    if len(row) not in allowed:
        raise ReadError(f"a line has {len(row)} columns; a mention has 5 to 7, a relation 4 or 5")
    if row[0] != id:
        raise ReadError("a mention or relation has another id than its text")


def _document(id: str, title: str, abstract: str, source: str) -> Document:
    text = f"{title}\n{abstract}" if abstract else title
    if not text.strip():
        raise ReadError("neither title nor abstract has text")
    return Document(id=article_id(id), text=text, title=title, source=source)


def _aligned(
    id: str, title: str, abstract: str, rows: list[list[str]], source: str
) -> tuple[Document, tuple[Mention, ...]]:
    """The document that the offsets fit; some files count a title's trailing space as the separator."""
    document = _document(id, title, abstract, source)
    try:
        return document, _mentions(document, rows)
    except ReadError:
        if title == title.rstrip():
            raise
        document = _document(id, title.rstrip(), abstract, source)
        return document, _mentions(document, rows)


def _mentions(document: Document, rows: list[list[str]]) -> tuple[Mention, ...]:
    return tuple(_mention(document, row) for row in rows)


def _mention(document: Document, row: list[str]) -> Mention:
    start, end, text, type = row[1:5]
    if not OFFSET.fullmatch(start) or not OFFSET.fullmatch(end):
        raise ReadError("an offset of a mention is not allowed; one to nine digits are")
    first, last = int(start), int(end)
    if not first < last <= len(document.text) or not same_words(document.text[first:last], text):
        raise ReadError(f"offsets of a mention do not fit the text (first at {start}:{end})")
    identifiers = split_identifiers(row[5] if len(row) > 5 else "")
    return document.mention(Span(first, last), type, identifiers=identifiers)


def _block_name(block: list[str], source: str, number: int) -> str:
    match = TEXT_LINE.fullmatch(block[0])
    try:
        return article_id(match[1] if match else "")
    except ReadError:
        return f"{source}#{number}"
