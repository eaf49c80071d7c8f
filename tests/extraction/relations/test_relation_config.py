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
        (GOOD.replace("sample", "samples"), r"\[\[corpora\]\] invented: unknown key 'samples'"),
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


def test_all_that_lies_beside_the_configuration_needs_no_root(tmp_path: Path) -> None:
    text = 'encoder = "./encoder"\n' + GOOD.replace('"test.pubtator"', '"./test.pubtator"')
    config = read(tmp_path, text)
    assert config.encoder == tmp_path / "encoder"
    assert config.held_out[0].path == tmp_path / "test.pubtator"


def test_held_out_files_may_be_a_list_of_paths(tmp_path: Path) -> None:
    text = GOOD.replace('[[held_out]]\npath = "test.pubtator"\n', "")
    config = read(tmp_path, 'held_out = ["one.pubtator", "./two.pubtator"]\n' + text)
    assert [held.path for held in config.held_out] == [
        Path("corpora/one.pubtator"),
        tmp_path / "two.pubtator",
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("epochs = 3", 'epochs = "3"', "relations.toml: epochs '3' is not allowed; a whole number is"),
        ("epochs = 3", "epochs = 0", "relations.toml: epochs 0 is not allowed; at least 1 is required"),
        ("epochs = 3", "rate = true", "relations.toml: rate True is not allowed; a number is required"),
        ("epochs = 3", "batch_pieces = 0", "relations.toml: batch_pieces 0 is not allowed; at least 1 is"),
        ("epochs = 3", "window = 600", "relations.toml: window 600 is not allowed; from 16 to 512 is"),
        (
            "epochs = 3",
            'withheld = ["EATS"]',
            "relations.toml: withheld 'EATS' is not known; allowed: CAUSES",
        ),
        ("CAUSES = 2", "CAUSE = 2", "relations.toml: selection 'CAUSE' is not known; allowed: CAUSES"),
        ("CAUSES = 2", "CAUSES = -1", "relations.toml: selection CAUSES -1 is not allowed; at least 0 is"),
        ("0.2", "2", r"\[augmentation\]: mask_pieces 2 is not allowed; from 0 to 1 is required"),
        ('output = "model"', "", "relations.toml: output, a path, is required"),
        ('path = "test.pubtator"', "", r"\[\[held_out\]\]: path, a path, is required"),
        ('path = "test.pubtator"', 'path = "x"\nformat = "xml"', r"held_out\]\]: corpora/x: format 'xml' is"),
        ('name = "invented"', "", r"\[\[corpora\]\] 1: name, a text, is required"),
        ('predicates = ["CAUSES"]', "", r"corpora\]\] invented: predicates, a list \(a text each\), is req"),
        (
            '["CAUSES"]',
            '"CAUSES"',
            r"invented: predicates 'CAUSES' is not allowed; a list \(a text each\) is",
        ),
        ("sample = 10", "sample = 0", "invented: sample 0 is not allowed; at least 1 is required"),
        ("sample = 10", "hold_out = -5", "invented: hold_out -5 is not allowed; at least 0 is required"),
        ('"Drug"', '"Drugs"', "invented: types: type 'Drugs' is not known; allowed: Disease, .*, Drug"),
        (
            'CID = "CAUSES"',
            'CID = "CAUSE"',
            "invented: relations: predicate 'CAUSE' is not known; allowed: CAUSES",
        ),
        (
            "sample = 10",
            'cues = { CAUSES = "led" }',
            "cues .* is not used by format 'pubtator'; leave it out",
        ),
        ('"pubtator"', '"ade"', "types .* is not used by format 'ade'; leave it out"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, before: str, after: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path, GOOD.replace(before, after))
