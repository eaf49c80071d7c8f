"""PubMed and MEDLINE XML (dtd.nlm.nih.gov/ncbi/pubmed): articles, book chapters and deletions."""

import re
from collections.abc import Iterator

from lxml import etree

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.identity import article_id
from medkg.extraction.readers.record import Deletion, Record
from medkg.extraction.readers.source import Source
from medkg.extraction.readers.text_builder import TextBuilder
from medkg.extraction.readers.xml_records import local_name, xml_records
from medkg.extraction.readers.xml_text import plain_text, words

RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation"})
NOTICES = frozenset(
    {
        "RetractionIn",
        "RetractionOf",
        "PartialRetractionIn",
        "PartialRetractionOf",
        "ErratumIn",
        "ErratumFor",
        "ExpressionOfConcernIn",
        "ExpressionOfConcernFor",
        "CorrectedandRepublishedIn",
        "CorrectedandRepublishedFrom",
        "RetractedandRepublishedIn",
        "RetractedandRepublishedFrom",
        "UpdateIn",
        "UpdateOf",
    }
)
RETRACTED_TITLE = re.compile(r"\W*RETRACTED\b", re.IGNORECASE)


def read_pubmed(source: Source) -> Iterator[Record]:
    """The documents of a PubMed file, one in memory at a time.

    The text is the title, then the abstract, each of its parts on a line, a labelled one as ``LABEL: text``
    and as a section. ``revision`` is the version of the PMID and the date of the last revision,
    ``01.2020-05-31``.
    """
    for number, record in enumerate(xml_records(source, RECORDS), 1):
        name = f"{source.name}#{number}"
        if isinstance(record, ReadError):
            yield Failure(name, "read", str(record))
        elif local_name(record) == "DeleteCitation":
            yield from _deletions(record, name)
        else:
            yield _document_or_failure(record, source.name, name)


def _deletions(record: etree._Element, name: str) -> Iterator[Deletion | Failure]:
    for pmid in record.iter("PMID"):
        try:
            yield Deletion(article_id(pmid.text or ""))
        except ReadError as error:
            yield Failure(name, "read", str(error))


def _document_or_failure(record: etree._Element, source: str, name: str) -> Document | Failure:
    try:
        citation = record if local_name(record) == "MedlineCitation" else record.find("MedlineCitation")
        if citation is None:
            citation = record.find("BookDocument")
        pmid = citation.find("PMID") if citation is not None else None
        if citation is None or pmid is None or not pmid.text:
            raise ReadError("has no PMID")
        name = article_id(pmid.text)
        return _document(citation, pmid, name, source)
    except ValueError as error:
        return Failure(name, "read", str(error))


def _document(citation: etree._Element, pmid: etree._Element, id: str, source: str) -> Document:
    article = citation.find("Article")
    if article is None:
        article = citation
    title = plain_text(article.find("ArticleTitle")) or plain_text(article.find("Book/BookTitle"))
    builder = TextBuilder()
    builder.add(title)
    for part in article.iterfind("Abstract/AbstractText"):
        builder.add(plain_text(part), label=_label(part))
    if not builder.text:
        raise ReadError("has neither title nor abstract")
    types = tuple(filter(None, (plain_text(type) for type in article.iter("PublicationType"))))
    notices, retracted = _notices(citation)
    return Document(
        id=id,
        text=builder.text,
        title=title,
        sections=builder.sections,
        source=source,
        year=_year(article),
        publication_types=types,
        mesh_headings=tuple(
            plain_text(name) for name in citation.iterfind("MeshHeadingList/*/DescriptorName")
        ),
        notices=notices,
        retracted=retracted or "Retracted Publication" in types or bool(RETRACTED_TITLE.match(title)),
        revision=_revision(citation, pmid),
    )


def _label(part: etree._Element) -> str:
    """The label of a part of an abstract as it is printed; "" for a part that has none, of which PubMed says
    so.
    """
    label = words(part.get("Label", ""))
    return "" if label.upper() == "UNLABELLED" else label


def _notices(citation: etree._Element) -> tuple[tuple[str, ...], bool]:
    """The retractions and corrections as ``Kind: where (PMID:...)``, and whether one retracts the article."""
    kinds: list[str] = []
    notices: list[str] = []
    for notice in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = notice.get("RefType", "")
        if kind in NOTICES:
            pmid = notice.findtext("PMID")
            kinds.append(kind)
            notices.append(
                words(f"{kind}: {notice.findtext('RefSource') or ''}{f' (PMID:{pmid})' if pmid else ''}")
            )
    return tuple(notices), "RetractionIn" in kinds


YEARS = (
    "Journal/JournalIssue/PubDate/Year",
    "Journal/JournalIssue/PubDate/MedlineDate",
    "ArticleDate/Year",
    "ContributionDate/Year",
    "Book/PubDate/Year",
    "Book/PubDate/MedlineDate",
)


def _year(article: etree._Element) -> int | None:
    for path in YEARS:
        found = re.search(r"\b(1[5-9]|20)\d\d\b", article.findtext(path) or "")
        if found:
            return int(found[0])
    return None


def _revision(citation: etree._Element, pmid: etree._Element) -> str:
    version = pmid.get("Version", "1")
    parts = [citation.findtext(f"DateRevised/{part}") or "" for part in ("Year", "Month", "Day")]
    date = "-".join(part.strip().zfill(2) for part in parts) if all(parts) else ""
    return f"{version.zfill(2)}.{date}"
