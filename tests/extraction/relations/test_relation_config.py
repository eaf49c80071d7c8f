"""The configuration file of a relation training."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from medkg.extraction.relations.base_weights import scorer_on
from medkg.extraction.relations.config import RelationTrainingConfig

GOOD = """
output = "model"
epochs = 3

[selection]
CAUSES = 2

[augmentation]
mask_pieces = 0.2

[[held_out]]
path = "test.pubtator"

[[corpora]]
name = "invented"
format = "pubtator"
path = "train.pubtator"
types = { Chemical = "Drug" }
relations = { CID = "CAUSES" }
predicates = ["CAUSES"]
sample = 10
"""


def read(folder: Path, text: str) -> RelationTrainingConfig:
    path = folder / "relations.toml"
    path.write_text(text, encoding="utf-8")
    return RelationTrainingConfig.read(path, root=Path("corpora"))


def test_paths_of_corpora_count_from_the_root(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD)
    assert config.corpora[0].path == Path("corpora/train.pubtator")
    assert config.held_out[0].path == Path("corpora/test.pubtator")
    assert (config.output, config.work) == (Path("model"), Path("model.work"))
    assert (config.loop.epochs, config.selection, config.augmentation.mask_pieces) == (3, {"CAUSES": 2}, 0.2)
    assert (config.corpora[0].predicates, config.corpora[0].sample) == (("CAUSES",), 10)


def test_the_encoder_of_the_shipped_mention_model_is_taken_whole(tmp_path: Path) -> None:
    config = read(tmp_path, 'encoder = "mentions"\n' + GOOD)
    assert config.encoder is not None
    weights = load_file(config.encoder / "model.safetensors")
    state = scorer_on(config.encoder).encoder.state_dict()
    assert all(torch.equal(tensor, weights[f"encoder.{name}"].float()) for name, tensor in state.items())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("epochs", "epoch"), "unknown key 'epoch'; allowed: accumulation, .*, output"),
        (GOOD.replace("sample", "samples"), r"\[\[corpora\]\]: unknown key 'samples'"),
        (GOOD.replace("mask_pieces", "mask"), r"\[augmentation\]: unknown key 'mask'"),
        ('output = "model"', "at least one"),
    ],
)
def test_what_is_not_known_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path, text)


def test_a_corpus_beside_the_configuration_needs_no_root(tmp_path: Path) -> None:
    beside = '[[corpora]]\nname = "own"\nformat = "ade"\npath = "./own"\npredicates = ["CAUSES"]\n'
    config = read(tmp_path, GOOD + beside)
    assert [corpus.path for corpus in config.corpora] == [Path("corpora/train.pubtator"), tmp_path / "own"]
