"""``diff``, ``contradictions`` and ``--as-of`` over a build of the invented corpus, on a real server."""

import json
from pathlib import Path

import pytest

from medkg.graph_db.store import Store
from medkg.kg.cli.run import run
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds; the second has a document more."""
    folder = tmp_path_factory.mktemp("two")
    more = {"id": "PMID:9", "year": 2015, "text": "Lumexadol causes zalvoria."}
    for name, documents in (("old", DOCUMENTS), ("new", (*DOCUMENTS, more))):
        build_corpus([write_corpus(folder / f"{name}.jsonl", documents)], folder / name)
    return folder / "old", folder / "new"


def test_time_and_contradictions(
    server: Store, builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, builds)
    assert run(["diff", old, new, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"gained": 1, "lost": 0, "moved": 0}
    assert found["facts"][0]["documents"] == ["PMID:9"]
    assert run(["diff", old, new]) == 0
    assert "PMID:9" in capsys.readouterr().out
    assert run(["load", new]) == 0
    assert "rows/s" in capsys.readouterr().out
    assert run(["contradictions", "zalvoria"]) == 0
    told = capsys.readouterr().out
    assert "Lumexadol causes zalvoria." in told
    assert "it is denied" in told
    assert run(["treatments", "zalvoria", "--as-of", "2001", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [fact["last_year"] for fact in answer["facts"]] == [2001]
    assert run(["why", "lumexadol", "CAUSES", "zalvoria", "--as-of", "2001"]) == 1
    assert "2001" in capsys.readouterr().err
