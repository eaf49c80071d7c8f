"""`medkg vocab` on a data folder of its own."""

import json
from pathlib import Path

import pytest

from medkg.kg.cli.run import run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDKG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_nothing_is_compiled_at_first(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocab", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["index"] is None
    assert not data.exists()


def test_a_name_without_files_is_wrong_use(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocab", "build", "acme"]) == 2
    assert "acme: at least one file" in capsys.readouterr().err


def test_a_table_without_the_columns_is_wrong_use(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "acme.csv"
    table.write_text("code,label\n1,zalvoria\n")
    assert run(["vocab", "build", "acme", str(table)]) == 2
    assert "id, name, type" in capsys.readouterr().err


def test_names_are_learned_from_an_annotated_file_but_not_from_what_is_left_out(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medkg.linking.index.ensure.package_sources", lambda known: [])
    monkeypatch.setattr("medkg.linking.index.ensure.package_versions", dict)
    gold, test = tmp_path / "gold.txt", tmp_path / "test.txt"
    first = "90000001|t|Zalvoric gloom.\n90000001|a|\n90000001\t0\t14\tZalvoric gloom\tDisease\tD900001\n\n"
    second = "90000002|t|Velomycin.\n90000002|a|\n90000002\t0\t9\tVelomycin\tChemical\tD900002\n\n"
    gold.write_text(first + second)
    test.write_text(second)
    assert run(["vocab", "learn", str(gold), "--without", str(test), "--json"]) == 0
    built = json.loads(capsys.readouterr().out)["vocabulary"]
    assert built["name"] == "corpus" and built["concepts"] == 1 and built["files"][0]["name"] == "gold.txt"
    test.write_text(first + second)
    assert run(["vocab", "learn", str(gold), "--without", str(test)]) == 2
    assert "corpus" in capsys.readouterr().err
