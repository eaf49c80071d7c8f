"""Pretraining on plain text: it learns, it can be killed, what it saves can be trained on."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.folds import Fold
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.pretraining.config import PretrainingConfig
from medkg.extraction.pretraining.masking import IGNORED, Vocabulary, masked
from medkg.extraction.pretraining.pieces import prepare
from medkg.extraction.pretraining.train import pretrain
from medkg.extraction.training.held_out import HeldOutFile
from tests.extraction.small import DISEASES, DRUGS


@pytest.fixture
def config(tmp_path: Path, encoder: Path) -> PretrainingConfig:
    """Texts in which each drug always comes with the same disease."""
    rows, generator = [], random.Random(4)
    for number in range(80):
        pairs = [generator.randrange(len(DRUGS)) for _ in range(6)]
        text = " ".join(f"We saw {DRUGS[index]} in {DISEASES[index]}." for index in pairs)
        rows.append(json.dumps({"id": str(number), "text": text}))
    (tmp_path / "texts.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "pretrain.toml").write_text(
        f"""
        texts = ["texts.jsonl"]
        output = "{tmp_path / "encoder"}"
        work = "{tmp_path / "work"}"
        encoder = "{encoder}"
        development = "1/8"
        epochs = 6
        window = 48
        batch_pieces = 400
        rate = 3e-3
        """
    )
    return PretrainingConfig.read(tmp_path / "pretrain.toml")


def test_hidden_words_are_found_and_the_encoder_can_be_trained_on(config: PretrainingConfig) -> None:
    record = pretrain(config)
    first, last = record.epochs[0], record.epochs[-1]
    assert last.development["masked pieces"]["loss"] < first.development["masked pieces"]["loss"]
    assert (record.epochs[record.best - 1].selection or 0.0) > 0.4
    assert TokenClassifier.from_encoder(config.output).encoder.config.hidden_size == 32
    assert json.loads((config.output / "training.json").read_text())["best"] == record.best


class Killed(Exception):
    pass


def test_killed_it_goes_on_and_ends_with_the_same_weights(config: PretrainingConfig, tmp_path: Path) -> None:
    def kill(stage: str, done: int, total: int | None) -> None:
        if (stage, done) == ("epoch 2", 3):
            raise Killed

    config = replace(config, loop=replace(config.loop, epochs=2, checkpoint_seconds=0.0))
    other = replace(config, output=tmp_path / "other", work=tmp_path / "other.work")
    pretrain(config)
    with pytest.raises(Killed):
        pretrain(other, progress=kill)
    pretrain(other)
    first, second = (load_file(folder / "model.safetensors") for folder in (config.output, other.output))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_texts_that_are_too_short_are_told(config: PretrainingConfig, tmp_path: Path) -> None:
    whole = (tmp_path / "texts.jsonl").read_text()
    (tmp_path / "texts.jsonl").write_text('{"id": "1", "text": "gout"}')
    with pytest.raises(ValueError, match="no window of at least 16 pieces to train on"):
        pretrain(config)
    (tmp_path / "texts.jsonl").write_text(whole)
    assert pretrain(replace(config, loop=replace(config.loop, epochs=1))).windows > 0


def test_that_nothing_measures_is_told_with_the_setting(config: PretrainingConfig) -> None:
    with pytest.raises(ValueError, match=r'to measure on in the fold of development = "1/5000"'):
        pretrain(replace(config, development=Fold(1, 5000)))
    assert not (config.work / "pieces").exists()


def test_changed_texts_are_read_anew(config: PretrainingConfig, tmp_path: Path) -> None:
    config = replace(config, loop=replace(config.loop, epochs=1))
    first = pretrain(config)
    more = json.dumps({"id": "more", "text": "We saw aspirin in gout. " * 20})
    with (tmp_path / "texts.jsonl").open("a") as stream:
        stream.write(f"\n{more}")
    with pytest.raises(ValueError, match="last is of another configuration, of other documents"):
        pretrain(config)
    shutil.rmtree(config.work / "last")
    assert pretrain(config).pieces > first.pieces


@pytest.mark.parametrize("changed", [{"window": 32}, {"development": Fold(2, 8)}, {"held_out": True}])
def test_pieces_are_made_once_and_anew_where_what_decides_them_changed(
    config: PretrainingConfig, tmp_path: Path, changed: dict[str, Any]
) -> None:
    if "held_out" in changed:
        (tmp_path / "test.txt").write_text("9|t|gout\n9|a|We saw no harm.\n")
        changed = {"held_out": (HeldOutFile(tmp_path / "test.txt"),)}
    read = list[int]()

    def told(stage: str, done: int, total: int | None) -> None:
        read.append(done)

    tokenizer = load_tokenizer(base_encoder(config.encoder))
    first = prepare(config, tokenizer, told)
    again = prepare(config, tokenizer, told)
    assert len(read) == 80 and first.digest() == again.digest()
    prepare(replace(config, **changed), tokenizer, told)
    assert len(read) == 160


def test_a_finished_model_is_no_encoder(config: PretrainingConfig, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text('{"medkg": {}}')
    (tmp_path / "model" / "tokenizer.json").write_text("{}")
    with pytest.raises(ValueError, match="is a finished model"):
        pretrain(replace(config, encoder=tmp_path / "model"))


@pytest.mark.parametrize(
    ("line", "message"),
    [("rates = 1", "unknown key 'rates'"), ("masked = 1.5", "masked 1.5 is not allowed"), ("", "texts")],
)
def test_what_is_wrong_in_the_configuration_is_named(tmp_path: Path, line: str, message: str) -> None:
    texts = 'texts = ["a"]' if line else ""
    (tmp_path / "bad.toml").write_text(f'output = "x"\n{texts}\n{line}\n')
    with pytest.raises(ValueError, match=message):
        PretrainingConfig.read(tmp_path / "bad.toml")


def test_paths_count_from_the_root_or_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'output = "x"\ntexts = ["a", "./b"]\nencoder = "./c"\nheld_out = [{ path = "./d" }, { path = "e" }]\n'
    )
    config = PretrainingConfig.read(path, root=Path("texts"))
    assert config.texts == (Path("texts/a"), tmp_path / "b")
    assert config.encoder == tmp_path / "c"
    assert [held.path for held in config.held_out] == [tmp_path / "d", Path("texts/e")]


WORDS = Vocabulary(mask=1, start=2, end=3, size=50, continues=np.arange(50) % 3 == 0)


@given(st.lists(st.integers(4, 49), min_size=1, max_size=60), st.integers(0, 1000))
def test_whole_words_are_hidden_and_nothing_else_is_asked_for(ids: list[int], seed: int) -> None:
    shown, labels = masked(np.array(ids), WORDS, share=0.2, generator=np.random.default_rng(seed))
    assert (shown[0], shown[-1], labels[0], labels[-1]) == (2, 3, IGNORED, IGNORED)
    hidden = labels[1:-1] != IGNORED
    assert hidden.any()
    assert (labels[1:-1][hidden] == np.array(ids)[hidden]).all()
    assert (shown[1:-1][~hidden] == np.array(ids)[~hidden]).all()
    for place in range(1, len(ids)):
        if WORDS.continues[ids[place]]:
            assert hidden[place] == hidden[place - 1]
