"""PubMed Central full texts in JATS (jats.nlm.nih.gov): one article, or a set of them."""

import re
from collections.abc import Iterator

from lxml import etree

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.identity import article_id
from medkg.extraction.readers.jats_text import add_blocks
from medkg.extraction.readers.pubmed import RETRACTED_TITLE
from medkg.extraction.readers.record import Record
from medkg.extraction.readers.source import Source
from medkg.extraction.readers.text_builder import TextBuilder
from medkg.extraction.readers.xml_records import xml_records
from medkg.extraction.readers.xml_text import plain_text, words

RECORDS = frozenset({"article"})
ABSTRACTS_LEFT_OUT = frozenset({"graphical", "toc", "teaser", "web-summary", "key-image"})
RETRACTIONS = frozenset({"retraction-forward", "retraction-in", "retraction"})
NOTICES = RETRACTIONS | {
    "retracted-article",
    "corrected-article",
    "correction-forward",
    "correction",
    "concern",
    "expression-of-concern",
    "partial-retraction",
    "update",
    "updated-article",
    "object-of-concern",
}


def read_jats(source: Source) -> Iterator[Record]:
    """The full texts of a JATS file: title, abstract, body with section titles, captions of tables and
    figures.

    Paragraphs, section titles and captions stand each on a line of its own. Left out: references and numbered
    citations, footnotes, formulae, the cells of tables, acknowledgements, appendices, supplements,
    sub-articles. The id is ``PMC:PMC...``, without one ``PMID:...``, without one ``DOI:...``, without one the
    file's name.
    """
    for number, record in enumerate(xml_records(source, RECORDS), 1):
        name = f"{source.name}#{number}"
        if isinstance(record, ReadError):
            yield Failure(name, "read", str(record))
            continue
        _drop_namespace(record)
        try:
            yield _document(record, source.name, name if number > 1 else source.name)
        except ValueError as error:
            yield Failure(name, "read", str(error))


def _drop_namespace(record: etree._Element) -> None:
    for element in record.iter(etree.Element):
        if "jats.nlm.nih.gov" in (etree.QName(element).namespace or ""):
            element.tag = etree.QName(element).localname


def _document(article: etree._Element, source: str, name: str) -> Document:
    meta = article.find("front/article-meta")
    if meta is None:
        raise ReadError("has no article-meta")
    title = plain_text(meta.find("title-group/article-title"), leave_out=_is_note)
    builder = TextBuilder()
    builder.add(title)
    for abstract in meta.iterfind("abstract"):
        if abstract.get("abstract-type") not in ABSTRACTS_LEFT_OUT:
            add_blocks(builder, abstract, title="Abstract")
    for body in article.iterfind("body"):
        add_blocks(builder, body)
    if not builder.text:
        raise ReadError("has no text")
    kind = article.get("article-type", "")
    notices = tuple(_notices(meta))
    retracted = any(notice.split(":")[0] in RETRACTIONS for notice in notices) and kind != "retraction"
    return Document(
        id=_id(meta, name),
        text=builder.text,
        title=title,
        sections=builder.sections,
        source=source,
        year=_year(meta),
        publication_types=(kind,) if kind else (),
        notices=notices,
        retracted=retracted or bool(RETRACTED_TITLE.match(title)),
        revision=_revision(meta),
    )


def _is_note(element: etree._Element) -> bool:
    return element.tag in ("xref", "fn")


def _id(meta: etree._Element, name: str) -> str:
    ids = {id.get("pub-id-type"): words(id.text or "") for id in meta.iterfind("article-id")}
    pmc = ids.get("pmcid") or ids.get("pmc")
    if pmc:
        return article_id(f"PMC{pmc.upper().removeprefix('PMC')}")
    if ids.get("pmid"):
        return article_id(ids["pmid"])
    return f"DOI:{ids['doi']}" if ids.get("doi") else name


def _notices(meta: etree._Element) -> Iterator[str]:
    for related in meta.iterfind("related-article"):
        kind = related.get("related-article-type", "")
        if kind in NOTICES:
            target = related.get("{http://www.w3.org/1999/xlink}href", "")
            yield words(f"{kind}: {target}")


def _year(meta: etree._Element) -> int | None:
    """The first year of publication, on paper or on line."""
    years = [year.text or "" for year in meta.iterfind("pub-date/year")]
    return min((int(year) for year in years if re.fullmatch(r"(1[5-9]|20)\d\d", year)), default=None)


def _revision(meta: etree._Element) -> str:
    """The version at the end of the versioned PubMed Central id, where there is one."""
    for id in meta.iterfind("article-id[@pub-id-type='pmcid-ver']"):
        return (id.text or "").rpartition(".")[2].strip().zfill(2)
    return ""
