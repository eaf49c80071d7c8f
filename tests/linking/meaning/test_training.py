"""Training an encoder of names: learning, killing and going on, bad configurations."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.meaning.config import NamesTrainingConfig
from medkg.linking.meaning.encoder import NameEncoder, encoder_version
from medkg.linking.meaning.synonyms import Synonyms
from medkg.linking.meaning.train import NamesRecord, train
from tests.linking.concepts import source_of

Trained = tuple[NamesTrainingConfig, NamesRecord]


class Killed(Exception):
    """Stands for a kill in the middle of an epoch."""


def test_it_learns_what_no_word_says(trained_names: Trained) -> None:
    config, _ = trained_names
    encoder = NameEncoder.load(config.output)
    assert encoder.width == 16
    assert encoder.likeness("kidney pain", "renal ache") > 0.8
    assert encoder.likeness("kidney pain", "renal ache") > encoder.likeness("kidney pain", "kidney tumor")
    assert len(encoder_version(config.output)) == 12


def test_the_record_tells_every_epoch(trained_names: Trained) -> None:
    config, record = trained_names
    assert [epoch.epoch for epoch in record.epochs] == list(range(1, config.loop.epochs + 1))
    assert record.epochs[-1].loss < record.epochs[0].loss
    assert (config.output / "training.json").is_file()
    assert (config.work / "curves.png").is_file()


def test_killed_it_goes_on_and_ends_with_the_same_vectors(
    trained_names: Trained, names_config: NamesTrainingConfig
) -> None:
    def kill(stage: str, done: int, total: int | None) -> None:
        if stage == "epoch 3" and done == 2:
            raise Killed

    with pytest.raises(Killed):
        train(names_config, progress=kill)
    assert not names_config.output.exists()
    train(names_config)
    first, second = (load_file(one.output / "model.safetensors") for one in (trained_names[0], names_config))
    assert np.array_equal(first["pieces"], second["pieces"])


def test_held_out_synonyms_are_not_learnt_from(synonyms_folder: Path) -> None:
    synonyms = Synonyms.of(Index.open(synonyms_folder))
    pairs = synonyms.pairs(np.random.default_rng(1), most=8)
    assert synonyms.held_out.any()
    assert not synonyms.held_out[pairs].any()
    assert np.array_equal(synonyms.concepts[pairs[:, 0]], synonyms.concepts[pairs[:, 1]])
    assert (pairs[:, 0] != pairs[:, 1]).all()


def test_names_without_synonyms_are_refused(tmp_path: Path) -> None:
    alone = [Concept(Curie("MESH", f"D{n:06d}"), f"trouble number {n}", ("Disease",)) for n in range(3)]
    compile_index([source_of("alone", alone)], tmp_path / "index")
    config = NamesTrainingConfig(tmp_path / "model", tmp_path / "work", index=tmp_path / "index", width=8)
    with pytest.raises(ValueError, match="no concept has two names"):
        train(config)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"width": 4}, "width 4 is not allowed; at least 8"),
        ({"pairs": 1}, "pairs 1 is not allowed; at least 2"),
        ({"most": 1}, "most 1 is not allowed; at least 2"),
        ({"temperature": 0.0}, "temperature 0.0 is not allowed; more than 0"),
    ],
)
def test_numbers_out_of_range_are_told(
    names_config: NamesTrainingConfig, change: dict[str, float], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        replace(names_config, **change)  # type: ignore[arg-type]


def test_a_configuration_is_read_and_an_unknown_key_named(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text('output = "o"\nindex = "i"\nwidth = 64\nepochs = 2\n', encoding="utf-8")
    config = NamesTrainingConfig.read(path)
    assert (config.index, config.width, config.loop.epochs) == (tmp_path / "i", 64, 2)
    path.write_text('output = "o"\nwidht = 64\n', encoding="utf-8")
    with pytest.raises(ValueError, match="unknown key 'widht'"):
        NamesTrainingConfig.read(path)
