"""What a mention training sees of its corpora: nothing that measures it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from medkg.extraction.folds import Fold
from medkg.extraction.ner.config import Corpus, NerTrainingConfig
from medkg.extraction.ner.corpora import Guideline
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.split import held_out, read_corpora, split_corpora
from medkg.extraction.training.held_out import HeldOutFile
from tests.extraction.small import pubtator

GUIDELINE = Guideline({"Disease": ("Disease",)}, unmarked=())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "train.txt").write_text(pubtator(40), encoding="utf-8")
    return tmp_path / "train.txt"


def corpus(file: Path, name: str = "small", *, development: int = 0, test: Fold | None = None) -> Corpus:
    return Corpus(name, file, "pubtator", GUIDELINE, development=development, test=test)


def config(*corpora: Corpus, **settings: object) -> NerTrainingConfig:
    return NerTrainingConfig(corpora, Path("model"), Path("work"), **settings)  # type: ignore[arg-type]


def ids(splits: Iterable[SplitCorpus], part: str) -> set[str]:
    return {item.document.id for split in splits for item in getattr(split, part)}


@pytest.mark.parametrize("turned", [False, True], ids=["before", "after"])
def test_no_other_table_trains_on_development(file: Path, turned: bool) -> None:
    corpora = [corpus(file, development=8), corpus(file, "whole")]
    splits = read_corpora(config(*(reversed(corpora) if turned else corpora)))
    assert len(ids(splits, "development")) == 8
    assert not ids(splits, "development") & ids(splits, "training")
    assert {split.corpus.name: split.dropped for split in splits} == {"small": 0, "whole": 8}


@pytest.mark.parametrize("turned", [False, True], ids=["before", "after"])
def test_no_other_table_sees_a_test_fold(file: Path, turned: bool) -> None:
    fold = Fold(1, 5)
    corpora = [corpus(file, test=fold), corpus(file, "whole", development=8)]
    settings = config(*(reversed(corpora) if turned else corpora))
    seen = ids(splits := read_corpora(settings), "training") | ids(splits, "development")
    assert len(seen) > 20
    assert not any(id in fold for id in seen)
    assert all(item.document.id in fold for item in held_out(settings))


def test_more_for_development_than_there_is(file: Path) -> None:
    with pytest.raises(ValueError, match="small: development = 50 leaves none of 40 documents to train on"):
        read_corpora(config(corpus(file, development=50)))
    (split,) = split_corpora(config(corpus(file, development=50)))
    assert (len(split.development), split.training) == (40, ())


def test_a_corpus_may_be_all_for_development_beside_others(file: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text(pubtator(60).replace("\n4", "\n9994").replace("\n5", "\n9995"), encoding="utf-8")
    first, second = read_corpora(config(corpus(file, development=40), corpus(more, "more")))
    assert (len(first.training), len(first.development)) == (0, 40)
    assert second.training
    with pytest.raises(ValueError, match="development = 50 leaves none of 40"):
        read_corpora(config(corpus(file, development=50), corpus(more, "more")))
    with pytest.raises(ValueError, match="development = 40 leaves none of 40"):
        read_corpora(config(corpus(file, development=40)))
    assert read_corpora(config(corpus(file, development=40), notes=10))


def test_a_corpus_that_is_all_held_out(file: Path) -> None:
    held = (HeldOutFile(file),)
    with pytest.raises(ValueError, match="small: leaving out 40 held-out ones leaves none of 40"):
        read_corpora(config(corpus(file), held_out=held))


def test_a_held_out_file_that_is_missing(file: Path) -> None:
    with pytest.raises(ValueError, match=r"gone\.txt, a held-out file"):
        read_corpora(config(corpus(file), held_out=(HeldOutFile(file.with_name("gone.txt")),)))


def test_a_share_of_no_document(file: Path) -> None:
    with pytest.raises(ValueError, match=r"small: share = 0\.01 of 40 documents is none"):
        read_corpora(config(replace(corpus(file), share=0.01)))
