"""Corpora of a relation training that leave nothing to learn from are refused."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.relations.corpora.corpus import RelationCorpus
from medkg.extraction.relations.split import SplitCorpus, split_corpora
from medkg.extraction.training.guard import Guard
from medkg.extraction.training.held_out import HeldOutFile, guard_of


@pytest.fixture
def corpus(pubtator_file: Path) -> RelationCorpus:
    types = {"Chemical": "Drug", "Disease": "Disease"}
    return RelationCorpus(
        "small", "pubtator", pubtator_file, ("CAUSES",), types=types, relations={"CID": "CAUSES"}
    )


def split(
    corpora: Sequence[RelationCorpus], encoder: Path, *, tests: Guard | None = None
) -> list[SplitCorpus]:
    tokenizer = load_tokenizer(base_encoder(encoder))
    return split_corpora(corpora, tests or Guard.of([]), tokenizer, longest=64)


def test_more_for_development_than_there_is(corpus: RelationCorpus, tiny_encoder: Path) -> None:
    with pytest.raises(ValueError, match="small: hold_out = 50 leaves none of 14 documents to train on"):
        split([replace(corpus, hold_out=50)], tiny_encoder)


def test_another_corpus_sets_all_aside(corpus: RelationCorpus, tiny_encoder: Path) -> None:
    other = replace(corpus, name="other", hold_out=13)
    again = replace(corpus, name="again", hold_out=1)
    with pytest.raises(ValueError, match="other: each of 14 documents stands among those held out"):
        split([replace(corpus, hold_out=14), other], tiny_encoder)
    assert [len(part.training) for part in split([other, again], tiny_encoder)] == [1, 1]


def test_a_corpus_may_be_all_for_development_beside_one_that_is_trained_on(
    corpus: RelationCorpus, tiny_encoder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "choosing.txt"
    path.write_text("=== 1\n[Aspirin|Drug] caused a [rash|Disease].\n---\nCAUSES: aspirin > rash\n")
    types = {"Drug": "Drug", "Disease": "Disease"}
    choosing = RelationCorpus("choosing", "marked", path, ("CAUSES",), types=types, hold_out=1)
    found = split([corpus, choosing], tiny_encoder)
    assert [(len(part.training), len(part.development)) for part in found] == [(14, 0), (0, 1)]


def test_types_without_a_pair(corpus: RelationCorpus, tiny_encoder: Path) -> None:
    lone = replace(corpus, types={"Disease": "Disease"})
    with pytest.raises(ValueError, match=r"small: none of 14 documents .* pair .* predicates = CAUSES"):
        split([lone], tiny_encoder)


def test_all_held_out(corpus: RelationCorpus, tiny_encoder: Path) -> None:
    tests = guard_of([HeldOutFile(corpus.path)])
    with pytest.raises(ValueError, match="0 could not be read, 14 stand in held-out files"):
        split([corpus], tiny_encoder, tests=tests)
