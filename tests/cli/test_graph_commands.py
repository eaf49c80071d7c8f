"""Loading, asking and exporting a build of the invented corpus, on a real server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medkg.graph_db.store import Store
from medkg.kg.cli.run import run
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus

Answer = Callable[..., Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_corpus([write_corpus(folder / "corpus.jsonl", DOCUMENTS)], folder / "build")
    return folder / "build"


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Runs a command with ``--json`` and returns what it printed."""

    def asked(*arguments: str) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


def test_loading_twice_changes_nothing(server: Store, built: Path, answer: Answer) -> None:
    first = answer("load", str(built))
    assert first["created"] > 0
    second = answer("load", str(built))
    assert (second["created"], second["updated"], second["deleted"]) == (0, 0, 0)
    assert second["unchanged"] == first["created"]
    assert second["rows_per_second"] > 0


def test_questions_for_programs(server: Store, built: Path, answer: Answer) -> None:
    answer("load", str(built))
    treated = answer("treatments", "zalvoria")
    assert treated["concept"]["id"] == "MESH:D1"
    assert [fact["subject"]["name"] for fact in treated["facts"]] == ["lumexadol"]
    assert [one["polarity"] for one in treated["facts"][0]["evidence"]] == ["affirmed", "negated"]
    shown = answer("show", "DRUGBANK:DB2", "--limit", "1")
    assert [len(fact["evidence"]) for fact in shown["facts"]] == [1]
    shown = answer("show", "DRUGBANK:DB2", "--sentences", "0")
    assert all(fact["evidence"] == [] for fact in shown["facts"])
    reasons = answer("why", "lumexadol", "treats", "zalvoria")
    assert {one["polarity"] for one in reasons["evidence"]} == {"affirmed", "negated"}
    assert answer("symptoms", "zalvoria", "--sentences", "0")["facts"][0]["object"]["name"] == "violet rash"


def test_questions_for_people(server: Store, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", str(built)]) == 0
    assert run(["why", "lumexadol", "TREATS", "zalvoria"]) == 0
    shown = capsys.readouterr().out
    assert "Lumexadol treats zalvoria." in shown
    assert "PMID:2, 2005, negated" in shown
    assert run(["show", "brintazole"]) == 0
    told = capsys.readouterr().out
    assert "brintazole CAUSES tremblance" in told
    assert "“Brintazole causes tremblance.” (PMID:3, 2010; score" in told
    assert run(["show", "brintazole", "--sentences", "0"]) == 0
    assert "“" not in capsys.readouterr().out
    for question, sentence in (
        (["paths", "brintazole", "zalvoria"], "interacts with"),
        (["safety", "--drug", "brintazole", "--drug", "lumexadol"], "interacts with"),
        (["compare", "brintazole", "lumexadol", "--for", "zalvoria"], "Brintazole causes tremblance."),
        (["new", "--since", "2010"], "Brintazole causes tremblance."),
    ):
        assert run(question) == 0
        assert sentence in capsys.readouterr().out
    assert run(["symptoms", "quorn syndrome", "--limit", "3"]) == 0
    assert "tremblance" in capsys.readouterr().out


def test_what_is_not_there_is_told(server: Store, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", str(built)]) == 0
    capsys.readouterr()
    assert run(["treatments", "zalvorja"]) == 1
    assert "zalvoria (MESH:D1)" in capsys.readouterr().err
    assert run(["why", "lumexadol", "HEALS", "zalvoria"]) == 2
    assert "TREATS" in capsys.readouterr().err
    assert run(["why", "lumexadol", "CAUSES", "zalvoria"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("question", [["show", "zalvoria"], ["why", "lumexadol", "TREATS", "zalvoria"]])
def test_asking_before_loading(
    server: Store, question: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(question) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert "medkg load DIR" in told


def test_a_folder_that_is_no_build(server: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
    assert run(["load", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize(("format", "count"), [("graphml", 1), ("jsonl", 1), ("kgx", 2)])
def test_exports(built: Path, tmp_path: Path, answer: Answer, format: str, count: int) -> None:
    files = answer("export", str(built), "--format", format, "--output", str(tmp_path / "out"))["files"]
    assert len(files) == count
    assert all(Path(file).stat().st_size > 0 for file in files)


def test_an_export_format_that_is_not_written(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(built), "--format", "rdf"]) == 2
    assert "graphml, kgx, jsonl" in capsys.readouterr().err
