"""Scores on development documents: what a corpus cannot judge is neither right nor wrong."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.ner.calibrate import fit_confidence
from medkg.extraction.ner.confidence import UNTRAINED, Confidence, Signs
from medkg.extraction.ner.config import Corpus
from medkg.extraction.ner.corpora import Guideline
from medkg.extraction.ner.development import Score, score
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.threshold import fit_threshold
from medkg.extraction.span import Span

TEXT = "Mother had gout. Asthma was given warfarin."
GUIDELINE = Guideline({"Sign": ("Disease", "Symptom"), "Drug": ("Drug",), "History": ()}, unmarked=("Test",))
DOCUMENT = Document("1", TEXT)


def mention(text: str, type: str, *, score: float = 1.0) -> Mention:
    start = TEXT.index(text)
    return DOCUMENT.mention(Span(start, start + len(text)), type, score=score)


GOLD = AnnotatedDocument(
    DOCUMENT,
    (mention("Mother had gout", "History"), mention("Asthma", "Sign"), mention("warfarin", "Drug")),
    sentences=(Span(0, 16), Span(17, len(TEXT))),
)
RIGHT = [mention("Asthma", "Disease", score=0.9), mention("warfarin", "Drug", score=0.9)]


class Tags:
    """A tagger that always finds the same."""

    def __init__(self, found: Sequence[Mention]) -> None:
        self.found = list(found)

    def tag(self, batch: Sequence[object]) -> list[list[Mention]]:
        return [self.found for _ in batch]

    def tag_with_signs(self, batch: Sequence[object]) -> list[list[tuple[Mention, Signs]]]:
        return [[(one, Signs(named=3.0, typed=10 * one.score - 5, ended=0.0)) for one in self.found]] * len(
            batch
        )


@pytest.mark.parametrize("inside", ["gout", "Mother", "gout. Asthma"])
def test_what_is_found_where_anything_may_stand_is_not_wrong(inside: str) -> None:
    found = [*RIGHT, mention(inside, "Disease")]
    assert score([GOLD], [found], GUIDELINE) == Score(1.0, 1.0, 1.0)


def test_what_is_annotated_where_anything_may_stand_need_not_be_found() -> None:
    both = AnnotatedDocument(DOCUMENT, (*GOLD.mentions, mention("gout", "Sign")))
    assert score([both], [RIGHT], GUIDELINE) == Score(1.0, 1.0, 1.0)


def test_elsewhere_what_is_not_annotated_is_wrong() -> None:
    found = [*RIGHT, mention("given", "Disease"), mention("was", "Test")]
    assert score([GOLD], [found], GUIDELINE) == Score(2 / 3, 1.0, 0.8)
    assert score([GOLD], [RIGHT[:1]], GUIDELINE) == Score(1.0, 0.5, 2 / 3)


def test_neither_confidence_nor_threshold_looks_at_it() -> None:
    corpus = Corpus("own", Path("own"), "pubtator", GUIDELINE)
    split = SplitCorpus(corpus, (), (GOLD,), 0)
    strange = [*RIGHT, mention("gout", "Disease", score=0.6)]
    alone, beside = (fit_confidence(Tags(found), [split]) for found in (RIGHT, strange))  # type: ignore[arg-type]
    assert alone == beside
    assert fit_threshold(Tags(strange), [split]) == 0.0  # type: ignore[arg-type]
    wrong = [*RIGHT, mention("given", "Disease", score=0.6)]
    assert fit_confidence(Tags(wrong), [split]) != alone  # type: ignore[arg-type]
    assert fit_threshold(Tags(wrong), [split]) > 0.6  # type: ignore[arg-type]


def test_confidence_is_fitted_to_what_is_right() -> None:
    corpus = Corpus("own", Path("own"), "pubtator", GUIDELINE)
    split = SplitCorpus(corpus, (), (GOLD,), 0)
    wrong = [*RIGHT, mention("given", "Disease", score=0.4), mention("was", "Drug", score=0.4)]
    found = fit_confidence(Tags(wrong), [split])  # type: ignore[arg-type]
    sure, unsure = (found.probability(Signs(3.0, 10 * score - 5, 0.0)) for score in (0.9, 0.4))
    assert sure > 0.9 > 0.1 > unsure


def test_without_development_documents_confidence_is_the_probability_of_the_type() -> None:
    corpus = Corpus("own", Path("own"), "pubtator", GUIDELINE)
    assert fit_confidence(Tags(RIGHT), [SplitCorpus(corpus, (GOLD,), (), 0)]) == UNTRAINED  # type: ignore[arg-type]
    signs = Signs.of(named=np.log(0.9), typed=np.log(0.7), going_on=np.log(0.2))
    assert UNTRAINED.probability(signs) == pytest.approx(0.7)


def test_a_model_with_a_temperature_keeps_it() -> None:
    signs = Signs.of(named=np.log(0.9), typed=np.log(0.8), going_on=np.log(0.2))
    assert Confidence.read({"temperature": 2.0}).probability(signs) == pytest.approx(2 / 3)
