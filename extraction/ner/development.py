"""Scores on development documents, by each corpus' own guideline."""

from collections.abc import Sequence
from dataclasses import dataclass

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.mention import Mention
from medkg.extraction.ner.corpora import Guideline
from medkg.extraction.span import Span


@dataclass(frozen=True, slots=True)
class Score:
    """Strict span and type matches: precision, recall and their harmonic mean, in [0, 1]."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Judged:
    """How many mentions a document should have, those ``found`` in it, and which of these are right."""

    wanted: int
    found: Sequence[Mention]
    right: Sequence[bool]


def score(
    gold: Sequence[AnnotatedDocument], predicted: Sequence[Sequence[Mention]], guideline: Guideline
) -> Score:
    """How well ``predicted`` meets ``gold``, of what the corpus can judge."""
    hits = golds = answers = 0
    for document, mentions in zip(gold, predicted, strict=True):
        judged = judge(document, mentions, guideline)
        golds += judged.wanted
        answers += len(judged.found)
        hits += sum(judged.right)
    precision, recall = hits / max(answers, 1), hits / max(golds, 1)
    return Score(precision, recall, 2 * hits / max(golds + answers, 1))


def judge(document: AnnotatedDocument, mentions: Sequence[Mention], guideline: Guideline) -> Judged:
    """The found ``mentions`` by the annotation of their document.

    What overlaps an annotation of a type that allows any label is neither right nor wrong, found or wanted;
    nor is what is found of a type that the corpus does not mark.
    """
    known = [item for item in document.mentions if item.type in guideline.types]
    open_spans = [item.span for item in known if not guideline.types[item.type]]
    wanted = {
        item.span: guideline.types[item.type]
        for item in known
        if guideline.types[item.type] and not _overlaps(item.span, open_spans)
    }
    found = [
        item
        for item in mentions
        if item.type not in guideline.unmarked and not _overlaps(item.span, open_spans)
    ]
    return Judged(len(wanted), found, [item.type in wanted.get(item.span, ()) for item in found])


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
