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
