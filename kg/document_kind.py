"""What kind of document a piece of text evidence is from, told by its source."""

from collections.abc import Iterable
from enum import StrEnum


class DocumentKind(StrEnum):
    """Kinds that belief tells apart; an article is what nothing more is known of."""

    TRIAL = "trial"
    REVIEW = "review"
    CASE_REPORT = "case report"
    NOTE = "note"
    ARTICLE = "article"


PUBLICATION_TYPES = {
    "adaptive clinical trial": DocumentKind.TRIAL,
    "clinical trial": DocumentKind.TRIAL,
    "clinical trial, phase i": DocumentKind.TRIAL,
    "clinical trial, phase ii": DocumentKind.TRIAL,
    "clinical trial, phase iii": DocumentKind.TRIAL,
    "clinical trial, phase iv": DocumentKind.TRIAL,
    "controlled clinical trial": DocumentKind.TRIAL,
    "equivalence trial": DocumentKind.TRIAL,
    "pragmatic clinical trial": DocumentKind.TRIAL,
    "randomized controlled trial": DocumentKind.TRIAL,
    "meta-analysis": DocumentKind.REVIEW,
    "network meta-analysis": DocumentKind.REVIEW,
    "practice guideline": DocumentKind.REVIEW,
    "review": DocumentKind.REVIEW,
    "review-article": DocumentKind.REVIEW,
    "scoping review": DocumentKind.REVIEW,
    "systematic review": DocumentKind.REVIEW,
    "systematic-review": DocumentKind.REVIEW,
    "case reports": DocumentKind.CASE_REPORT,
    "case-report": DocumentKind.CASE_REPORT,
    "trial": DocumentKind.TRIAL,
    "case report": DocumentKind.CASE_REPORT,
    "note": DocumentKind.NOTE,
    "clinical note": DocumentKind.NOTE,
}
"""The kinds of MEDLINE's publication types, of JATS' article types and of our own names, in small letters."""

ARTICLE_PREFIXES = ("PMID:", "PMC:")


def document_kind(id: str, publication_types: Iterable[str]) -> DocumentKind:
    """The kind of the document with ``id``: of its types the first of :class:`DocumentKind` that one means.

    What has no publication type and no identifier of the literature is a record, hence a note.

    >>> str(document_kind("PMID:1", ["Journal Article", "Review", "Randomized Controlled Trial"]))
    'trial'
    >>> str(document_kind("PMID:1", [])), str(document_kind("ward/7.txt", []))
    ('article', 'note')
    """
    types = [type.strip().lower() for type in publication_types]
    meant = {PUBLICATION_TYPES[type] for type in types if type in PUBLICATION_TYPES}
    if not types and not id.startswith(ARTICLE_PREFIXES):
        return DocumentKind.NOTE
    return next((kind for kind in DocumentKind if kind in meant), DocumentKind.ARTICLE)
