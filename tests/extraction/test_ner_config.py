"""The configuration file of a mention training."""

from pathlib import Path

import pytest

from medkg.extraction.distillation.config import DistillationConfig
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.training.held_out import HeldOutFile

GOOD = """
output = "model"
epochs = 3
encoder = "./encoder"
held_out = ["test.pubtator", { path = "./test.zip", format = "brat", members = "*/Test/*" }]

[noise]
documents = 0.1

[[corpora]]
name = "own"
path = "./train.pubtator"
format = "pubtator"
share = 0.5
test = "1/5"
types = { Chemical = ["Drug"] }
"""


def read(folder: Path, text: str) -> NerTrainingConfig:
    path = folder / "ner.toml"
    path.write_text(text, encoding="utf-8")
    return NerTrainingConfig.read(path, root=Path("corpora"))


def test_paths_count_from_the_root_or_the_configuration(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD)
    assert config.held_out == (
        HeldOutFile(Path("corpora/test.pubtator")),
        HeldOutFile(tmp_path / "test.zip", "brat", "*/Test/*"),
    )
    assert (config.encoder, config.corpora[0].path) == (tmp_path / "encoder", tmp_path / "train.pubtator")


def test_texts_of_a_distillation_may_lie_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "distill.toml"
    path.write_text(GOOD + '[teacher]\ntexts = ["./notes", "more"]\n', encoding="utf-8")
    teaching = DistillationConfig.read(path, root=Path("corpora")).teaching
    assert teaching.texts == (tmp_path / "notes", Path("corpora/more"))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('output = "model"', "", "ner.toml: output, a path, is required"),
        ("epochs = 3", 'epochs = "1"', "ner.toml: epochs '1' is not allowed; a whole number is required"),
        ("epochs = 3", "epochs = 1.5", "ner.toml: epochs 1.5 is not allowed; a whole number is required"),
        ("epochs = 3", "averaging = 1", "ner.toml: averaging 1 is not allowed; from 0 to less than 1"),
        ("epochs = 3", 'rate = "3e-3"', "ner.toml: rate '3e-3' is not allowed; a number is required"),
        ("epochs = 3", "rate = nan", "ner.toml: rate nan is not allowed; at least 0 is required"),
        ("epochs = 3", "rate = inf", "ner.toml: rate inf is not allowed; at least 0 is required"),
        ("epochs = 3", "batch_pieces = 0", "ner.toml: batch_pieces 0 is not allowed; at least 1 is required"),
        ("epochs = 3", "window = 2", "ner.toml: window 2 is not allowed; at least 16 is required"),
        ("epochs = 3", "notes = -1", "ner.toml: notes -1 is not allowed; at least 0 is required"),
        ("epochs = 3", "blend = 1.5", "ner.toml: blend 1.5 is not allowed; from 0 to 1 is required"),
        ("documents = 0.1", "documents = 15", r"\[noise\]: documents 15 is not allowed; from 0 to 1 is"),
        (
            "held_out = [",
            'held_out = "x" # ',
            r"held_out 'x' is not allowed; a list \(a text or a table each\)",
        ),
        ('name = "own"', "", r"\[\[corpora\]\] 1: name, a text, is required"),
        (
            'types = { Chemical = ["Drug"] }',
            "",
            r"\[\[corpora\]\] own: types, a table \(a list .*, is required",
        ),
        ('["Drug"]', '"Drug"', r"own: types \{'Chemical': 'Drug'\} is not allowed; a table \(a list"),
        ('["Drug"]', '["Drugs"]', r"\] own: mention type 'Drugs' is not known; allowed: Disease, "),
        ("share = 0.5", "share = 2", r"\[\[corpora\]\] own: share 2 is not allowed; more than 0 to 1 is"),
        ("share = 0.5", "share = 0", "own: share 0 is not allowed; more than 0 to 1 is required"),
        ("share = 0.5", "development = -5", "own: development -5 is not allowed; at least 0 is required"),
        ('"pubtator"', '"xml"', r"\[\[corpora\]\] own: format 'xml' is not known; allowed: pubtator"),
        ('"1/5"', '"6/5"', r"\[\[corpora\]\] own: fold 6/5 is not allowed"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, before: str, after: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(tmp_path, GOOD.replace(before, after))
