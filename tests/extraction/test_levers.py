"""The tables of levers and of left-out corpora, on an invented corpus."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import cross_corpus, ner_levers
from tests.extraction.small import write_recipe

BUDGET = "share-1-epochs-1-documents-8"


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Path:
    """Two corpora that share nothing but their words."""
    folder = tmp_path_factory.mktemp("levers")
    path = write_recipe(folder, encoder, epochs=1, documents=40)
    table = path.read_text().partition("[[corpora]]")[2]
    blocks = (folder / "train.txt").read_text().split("\n\n")
    (folder / "train.txt").write_text("\n\n".join(blocks[:20]) + "\n")
    (folder / "other.txt").write_text("\n\n".join(blocks[20:]))
    other = table.replace('"small"', '"other-part"').replace("train.txt", "other.txt")
    path.write_text(f"{path.read_text()}\n[[corpora]]{other}")
    return path


def run(monkeypatch: pytest.MonkeyPatch, module: object, recipe: Path, work: Path, *more: str) -> Path:
    """Runs a benchmark; the folder of its table."""
    given = ["--config", str(recipe), "--root", str(recipe.parent), "--work", str(work)]
    small = ["--share", "1", "--epochs", "1", "--documents", "8", *more]
    monkeypatch.setattr(sys, "argv", ["benchmark", *given, *small])
    module.main()  # type: ignore[attr-defined]
    return work / BUDGET


def test_levers_make_a_table_and_what_is_measured_is_kept(
    monkeypatch: pytest.MonkeyPatch, recipe: Path, encoder: Path, tmp_path: Path
) -> None:
    names = ["base", "base, likeliest label of each word", "R-Drop", "mean of 2 seeds", "together"]
    more = ("--encoder", str(encoder), "--seeds", "2", "--only", *names)
    folder = run(monkeypatch, ner_levers, recipe, tmp_path, *more)
    head, _, *rows = (folder / "table.md").read_text().splitlines()
    assert head == "| lever | small | other | mean |"
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == names
    written = json.loads((folder / "rows.json").read_text())
    (folder / "rows.json").write_text(json.dumps(written | {"base": {"small": 0.25, "other": 0.75}}))
    run(monkeypatch, ner_levers, recipe, tmp_path, *more)
    assert (folder / "table.md").read_text().splitlines()[2] == "| base | 25.0 | 75.0 | 50.0 |"


def test_every_corpus_is_left_out_once(
    monkeypatch: pytest.MonkeyPatch, recipe: Path, encoder: Path, tmp_path: Path
) -> None:
    folder = run(monkeypatch, cross_corpus, recipe, tmp_path, "--encoder", str(encoder))
    rows = (folder / "table.md").read_text().splitlines()[2:]
    assert [row.split(" | ")[0] for row in rows] == ["| small", "| other"]
    assert {item.name for item in folder.iterdir() if item.is_dir()} == {
        "all",
        "without-small",
        "without-other",
    }


def test_a_model_that_has_seen_corpora_is_no_plain_encoder(recipe: Path, tmp_path: Path) -> None:
    from medkg.extraction.ner.config import NerTrainingConfig

    config = NerTrainingConfig.read(recipe)
    (tmp_path / "config.json").write_text('{"medkg": {"window": 192}}')
    with pytest.raises(ValueError, match="holds a mention model"):
        cross_corpus.plain(config, tmp_path)
