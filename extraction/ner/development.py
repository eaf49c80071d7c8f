"""Scores on development documents, by each corpus' own guideline."""

from collections.abc import Sequence
from dataclasses import dataclass

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.mention import Mention
from medkg.extraction.ner.corpora import Guideline


@dataclass(frozen=True, slots=True)
class Score:
    """Strict span and type matches: precision, recall and their harmonic mean, in [0, 1]."""

    precision: float
    recall: float
    f1: float


def score(
    gold: Sequence[AnnotatedDocument], predicted: Sequence[Sequence[Mention]], guideline: Guideline
) -> Score:
    """How well ``predicted`` meets ``gold``; types that the corpus does not mark are left out."""
    hits = golds = answers = 0
    for document, mentions in zip(gold, predicted, strict=True):
        wanted = {
            mention.span: guideline.types[mention.type]
            for mention in document.mentions
            if guideline.types.get(mention.type)
        }
        counted = [mention for mention in mentions if mention.type not in guideline.unmarked]
        golds += len(wanted)
        answers += len(counted)
        hits += sum(mention.type in wanted.get(mention.span, ()) for mention in counted)
    precision, recall = hits / max(answers, 1), hits / max(golds, 1)
    return Score(precision, recall, 2 * hits / max(golds + answers, 1))
