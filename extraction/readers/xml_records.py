"""XML files of many records, one in memory at a time; nothing outside the file is fetched or expanded."""

import re
from collections.abc import Iterator
from typing import IO

from lxml import etree

from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import Source

MAX_RECORD_BYTES = 2**26
CHUNK = 2**16
DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'][A-Za-z0-9._-]+["']""")
FIRST_TAG = re.compile(rb"<[A-Za-z_]")
LONGEST_TAG = 100
ENTITIES_REFUSED = "declares XML entities, which are refused"


def xml_records(source: Source, tags: frozenset[str]) -> Iterator[etree._Element | ReadError]:
    """The outermost elements called ``tags`` (names without namespace), each emptied after its turn.

    A document type declaration is accepted and never fetched; one that declares entities is refused, so that
    no entity can expand. Where the XML is broken, the records before stay and the others are then read one by
    one; a record that is broken itself is given as an error.

    Raises:
        ReadError: for a file that declares entities.
    """
    _refuse_entity_bytes(source.head())
    done = 0
    with source.open() as stream:
        try:
            for record in _parsed(stream, tags):
                yield record
                done += 1
            return
        except etree.XMLSyntaxError as error:
            broken = ReadError(_reason(error))
    yield from _salvaged(source, tags, done, broken)


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; "" for a comment or processing instruction.

    >>> local_name(etree.fromstring("<a:b xmlns:a='urn:x'/>"))
    'b'
    """
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def parse_record(data: bytes) -> etree._Element:
    """The root of a small XML document, under the same rules.

    Raises:
        ReadError: if it is broken or declares entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(_reason(error)) from error
    _refuse_entities(root)
    return root


def _parsed(stream: IO[bytes], tags: frozenset[str]) -> Iterator[etree._Element]:
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    inside = 0
    checked = False
    for event, element in events:
        if not checked:
            _refuse_entities(element)
            checked = True
        inside += 1 if event == "start" else -1
        if event == "end" and inside == 0:
            yield element
            _free(element)


def _refuse_entities(element: etree._Element) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise ReadError(ENTITIES_REFUSED)


def _refuse_entity_bytes(head: bytes) -> None:
    """The same before parsing; parameter entities are found only here."""
    plain = head.replace(b"\0", b"")
    root = FIRST_TAG.search(plain)
    if b"<!ENTITY" in plain[: root.start() if root else len(plain)]:
        raise ReadError(ENTITIES_REFUSED)


def _free(element: etree._Element) -> None:
    """Empty the element and drop everything before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _reason(error: etree.XMLSyntaxError) -> str:
    """What is wrong and where, without names or text from the file."""
    line, column = error.position
    kind = etree.ErrorTypes._getName(error.code, "").removeprefix("ERR_").replace("_", " ").lower()
    return f"XML is broken: {kind or 'not well formed'} (line {line}, column {column})"


def _salvaged(
    source: Source, tags: frozenset[str], done: int, broken: ReadError
) -> Iterator[etree._Element | ReadError]:
    """The records after the first ``done``, cut out by their tags and parsed one by one.

    ``broken`` is given where none of them is broken itself.
    """
    errors = 0
    with source.open() as stream:
        for number, data in enumerate(_cut(stream, tags)):
            if number >= done:
                try:
                    yield parse_record(data)
                except ReadError as error:
                    errors += 1
                    yield error
    if errors == 0:
        yield broken


def _cut(stream: IO[bytes], tags: frozenset[str]) -> Iterator[bytes]:
    """The bytes from each start tag to its end tag, or to the next such start tag or the file's end if that
    is first.
    """
    start = re.compile(rb"<(" + b"|".join(tag.encode() for tag in sorted(tags)) + rb")(?=[\s>])")
    buffer = stream.read(CHUNK)
    declared = DECLARED_ENCODING.match(buffer)
    declaration = declared[0] + b"?>" if declared else b""
    while True:
        begin = start.search(buffer)
        buffer = buffer[begin.start() if begin else -LONGEST_TAG :]
        stop = _stop(buffer, begin[1]) if begin else 0
        if stop:
            yield declaration + buffer[:stop]
            buffer = buffer[stop:]
            continue
        chunk = stream.read(max(CHUNK, len(buffer)))
        if not chunk or len(buffer) > MAX_RECORD_BYTES:
            break
        buffer += chunk
    if begin:
        yield declaration + buffer


def _stop(buffer: bytes, name: bytes) -> int:
    """Where the record ``name`` at the start of ``buffer`` ends; 0 if that is not in the buffer yet."""
    closed = re.search(rb"</" + name + rb"\s*>", buffer)
    following = re.compile(rb"<" + name + rb"(?=[\s>])").search(buffer, 1)
    if closed and (not following or closed.end() <= following.start()):
        return closed.end()
    return following.start() if following else 0
