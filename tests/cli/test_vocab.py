"""`medkg vocab` on a data folder of its own."""

import json
from pathlib import Path

import pytest

from medkg.kg.cli.run import run
from medkg.linking.index.compile import compile_index
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus
from tests.linking.concepts import INVENTED, concept, source_of


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDKG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vocabulary") / "index"
    compile_index([source_of("invented", INVENTED)], folder)
    return folder


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
    assert run(["evaluate", "linking", str(test), "--format", "pubtator"]) == 0
    assert "were learned" not in capsys.readouterr().err
    assert run(["evaluate", "linking", str(gold), "--format", "pubtator"]) == 0
    assert "names of 1 of these 2 documents were learned" in capsys.readouterr().err
    assert run(["evaluate", "linking", str(gold), "--format", "pubtator", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents_learned_from"] == 1
    test.write_text(first + second)
    assert run(["vocab", "learn", str(gold), "--without", str(test)]) == 2
    assert "corpus" in capsys.readouterr().err


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two small indexes, the later with one more concept and one other name."""
    glow = concept("MESH:D1", "Glow", "Disease", synonyms=("Glowing",))
    old = [glow, concept("HP:1", "glow", "Symptom")]
    new = [concept("MESH:D1", "Bright glow", "Disease"), *old[1:], concept("HP:2", "Spark", "Symptom")]
    compile_index([source_of("made", old)], tmp_path / "old")
    compile_index([source_of("made", new)], tmp_path / "new")
    return tmp_path / "old", tmp_path / "new"


def test_a_concept_is_explained(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocab", "explain", "hp:1", "--vocabulary", str(folders[0])]) == 0
    shown = capsys.readouterr().out
    assert "MESH:D1 Glow" in shown and "both are named 'glow'" in shown
    assert run(["vocab", "explain", "HP:1", "--vocabulary", str(folders[0]), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["joins"][0]["ground"] == "name"


@pytest.mark.parametrize(("curie", "code"), [("nothing", 2), ("HP:9", 1)])
def test_what_is_no_concept_is_told(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str], curie: str, code: int
) -> None:
    assert run(["vocab", "explain", curie, "--vocabulary", str(folders[0])]) == code
    assert curie in capsys.readouterr().err


def test_two_indexes_are_compared(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vocab", "diff", *map(str, folders), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["added"]] == ["glow", "Spark"] or found["split"]
    assert run(["vocab", "diff", *map(str, folders)]) == 0
    assert "Spark" in capsys.readouterr().out


def test_bad_rows_are_told_and_the_rest_is_built(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("medkg.linking.index.ensure.package_sources", lambda known: [])
    monkeypatch.setattr("medkg.linking.index.ensure.package_versions", dict)
    table = tmp_path / "acme.csv"
    table.write_text("id,name,type\nACME:1,zalvoria,Disease\nACME2,quorn,Disease\n")
    assert run(["vocab", "build", "acme", str(table)]) == 0
    told = capsys.readouterr()
    assert "left out: acme.csv line 3: id 'ACME2'" in told.err and "acme: 1 concepts" in told.out
    before = (data / "index" / "manifest.json").read_bytes()
    table.write_text("id,name,type\nACME2,quorn,Disease\n")
    assert run(["vocab", "build", "acme", str(table)]) == 2
    assert "acme: no concepts in acme.csv; acme.csv line 2: id 'ACME2'" in capsys.readouterr().err
    assert (data / "index" / "manifest.json").read_bytes() == before
    assert run(["vocab", "build", "--out", str(tmp_path / "other"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["index"]["concepts"] == 1
    assert (tmp_path / "other" / "manifest.json").read_bytes() == before


def test_gaps_of_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_corpus([write_corpus(tmp_path / "c.jsonl", DOCUMENTS)], tmp_path / "build")
    assert run(["vocab", "gaps", str(tmp_path / "build"), "--limit", "1", "--json"]) == 0
    (gap,) = json.loads(capsys.readouterr().out)
    assert (gap["documents"], gap["mentions"]) == (1, 1)
    assert run(["vocab", "gaps", str(tmp_path / "build")]) == 0
    assert "Mistyline" in capsys.readouterr().out


def test_a_build_is_relinked_to_an_index(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_corpus([write_corpus(tmp_path / "c.jsonl", DOCUMENTS)], tmp_path / "build")
    assert run(["relink", str(tmp_path / "build"), "--vocab", str(folders[0]), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["links"] == 0 and report["nils"] == 25


def test_the_concepts_of_many_names(
    tmp_path: Path, invented: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Hollow anaemia\nelbow tinglin\n\nvelomycin\tDrug\ngloom\tMood\nzzz\n", encoding="utf-8")
    asked = ["vocab", "find", str(names), "--vocabulary", str(invented), "--limit", "1"]
    assert run([*asked, "--json"]) == 0
    told = capsys.readouterr()
    found = [
        (one["name"], one["type"], [(c["id"], c["score"] > 0.5) for c in one["candidates"]])
        for one in json.loads(told.out)
    ]
    assert found[0][0] == "Hollow anaemia" and found[0][2][0][0] in {"HP:9000001", "MESH:D900003"}
    assert found[1:] == [
        ("elbow tinglin", None, [("HP:9000002", True)]),
        ("velomycin", "Drug", [("MESH:D900005", True)]),
        ("zzz", None, []),
    ]
    assert "left out: line 5: its type is not allowed; Disease, Symptom" in told.err
    assert run(asked) == 0
    assert "Tingling of the elbow" in capsys.readouterr().out
    assert run([*asked, "--type", "Mood"]) == 2
