"""What a checkpoint is known by."""

from dataclasses import replace
from pathlib import Path

import pytest

from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.training.basis import basis
from tests.extraction.small import write_recipe


@pytest.fixture
def config(tmp_path: Path, encoder: Path) -> NerTrainingConfig:
    return NerTrainingConfig.read(write_recipe(tmp_path, encoder, epochs=2))


def test_settings_that_decide_the_weights_count(config: NerTrainingConfig) -> None:
    (corpus,) = config.corpora
    changed = [
        replace(config, rate=1e-5),
        replace(config, loop=replace(config.loop, seed=14)),
        replace(config, corpora=(replace(corpus, share=0.5),)),
        replace(config, corpora=(replace(corpus, path=corpus.path.with_name("other.txt")),)),
    ]
    assert len({basis(item, ["1"]) for item in (config, *changed)}) == 5


def test_documents_and_their_order_count(config: NerTrainingConfig) -> None:
    assert len({basis(config, ids) for ids in (["1", "2"], ["2", "1"], ["1"])}) == 3


def test_a_training_may_go_on_elsewhere_longer_and_by_other_threads(
    config: NerTrainingConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = replace(config.loop, epochs=9, patience=3, checkpoint_seconds=1.0, threads=2)
    moved = replace(config, output=Path("elsewhere"), work=Path("elsewhere.work"), loop=loop)
    assert basis(moved, ["1"]) == basis(config, ["1"])
    (corpus,) = config.corpora
    monkeypatch.chdir(corpus.path.parent)
    near = replace(config, corpora=(replace(corpus, path=Path(corpus.path.name)),))
    assert basis(near, ["1"]) == basis(config, ["1"])
