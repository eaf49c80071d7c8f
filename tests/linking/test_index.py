"""The compiled index."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.compile import compile_index
from medkg.linking.index.ensure import build_vocabulary, ensure_index, index_manifest
from medkg.linking.index.index import Index, IndexMissingError
from medkg.linking.index.manifest import Manifest
from medkg.linking.index.name_rows import name_rows, query_keys
from medkg.linking.index.ngrams import NgramIndex, trigrams
from medkg.linking.index.text_table import TextTable
from medkg.linking.linker import Linker
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.stored import remove, stored
from tests.linking.concepts import INVENTED, concept, source_of


def test_every_name_is_found_exactly(invented_index: Index) -> None:
    for one in INVENTED:
        if one.replaced_by:
            continue
        (number,) = invented_index.numbers(one.curie)
        for row in name_rows(one):
            found = {
                invented_index.name(name)[2]
                for key in query_keys(row.name)
                for name in invented_index.named(key)
            }
            assert number in found, row.name


@given(st.lists(st.text(max_size=20), max_size=20))
def test_texts_come_back_as_written(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    assert TextTable.write(texts, folder, "t") == len(texts)
    table = TextTable.open(folder, "t")
    assert [table[place] for place in range(len(table))] == texts
    with pytest.raises(IndexError):
        table[len(texts)]


def test_similar_names_by_trigrams_best_first(tmp_path: Path) -> None:
    names = ["velomycin", "velomycin sulfate", "glimmer disease", "", "orbal tumor"] * 3
    NgramIndex.write(names, tmp_path)
    index = NgramIndex.open(tmp_path)
    everything = np.ones(len(names), dtype=np.bool_)
    found = index.similar("velomicin", everything, 3)
    assert [names[name] for name, _ in found] == ["velomycin"] * 3
    assert all(0 < similarity <= 1 for _, similarity in found)
    assert index.similar("velomicin", ~everything, 3) == []
    assert index.similar("", everything, 3) == []
    assert dict(index.similar("velomycin", everything, 9))[0] == pytest.approx(1.0)


def test_trigrams_do_not_see_the_order_of_words() -> None:
    assert trigrams("glimmer disease") == trigrams("disease glimmer") != trigrams("glimmers disease")


def test_identifiers_lead_to_concepts(invented_index: Index) -> None:
    merged = invented_index.numbers(Curie("MESH", "D900003"))
    assert (
        merged
        == invented_index.numbers(Curie("HP", "9000001"))
        == invented_index.numbers(Curie("OMIM", "999001"))
    )
    assert invented_index.numbers(Curie("MESH", "D1")) == []


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    one, other = concept("ACME:1", "Glow", "Symptom"), concept("ACME:1", "Glower", "Symptom")
    first = compile_index([source_of("a", [one])], tmp_path / "1")
    again = compile_index([source_of("a", [one])], tmp_path / "2")
    changed = compile_index([source_of("a", [other])], tmp_path / "3")
    assert first.version == again.version != changed.version
    assert Manifest.read(tmp_path / "1") == first


def test_compiling_again_replaces_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    compile_index([source_of("a", [concept("ACME:1", "Glow", "Symptom")])], folder)
    compile_index([source_of("a", [concept("ACME:2", "Glimmer", "Symptom")])], folder)
    assert Index.open(folder).numbers(Curie("ACME", "1")) == []
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_source_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    compile_index([source_of("a", [concept("ACME:1", "Glow", "Symptom")])], folder)

    def broken() -> "list[Concept]":
        raise VocabularyError("no")

    from medkg.linking.vocabularies.source import Source

    with pytest.raises(VocabularyError):
        compile_index([Source("b", "1", lambda: iter(broken()))], folder)
    assert Index.open(folder).numbers(Curie("ACME", "1")) == [0]
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_where_no_index_is_opening_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="no vocabulary index"):
        Linker.load(tmp_path)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    compile_index(
        [source_of("a", [concept("ACME:1", "Glow", "Symptom")])],
        tmp_path / "index",
        lambda stage, done, total: told.append(stage),
    )
    assert told == ["read vocabularies", "merge concepts", "write concepts", "write names", "write vectors"]


def test_a_vocabulary_is_kept_replaced_and_removed(tmp_path: Path) -> None:
    from medkg.linking.vocabularies.stored import store, stored_sources

    table = tmp_path / "own.csv"
    table.write_text("read elsewhere", encoding="utf-8")
    store("own", [concept("ACME:1", "Glow", "Symptom")], [table], tmp_path / "kept")
    about = store("own", [concept("ACME:2", "Glimmer", "Symptom")], [table], tmp_path / "kept")
    assert stored(tmp_path / "kept") == [about] and [file.name for file in about.files] == ["own.csv"]
    (source,) = stored_sources(tmp_path / "kept")
    assert [str(one.curie) for one in source.concepts()] == ["ACME:2"]
    remove("own", tmp_path / "kept")
    assert stored(tmp_path / "kept") == []
    with pytest.raises(VocabularyError, match="no vocabulary 'own'"):
        remove("own", tmp_path / "kept")
    with pytest.raises(VocabularyError, match="not allowed"):
        store("../own", [concept("ACME:1", "Glow", "Symptom")], [table], tmp_path / "kept")
    with pytest.raises(VocabularyError, match="no concepts"):
        store("own", [], [table], tmp_path / "kept")


def test_importing_the_linker_loads_nothing_heavy() -> None:
    heavy = "torch spacy transformers pandas pyarrow onnxruntime duckdb pyhpo"
    code = f"import sys, medkg.linking.linker; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_users_vocabulary_joins_the_package_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDKG_DATA", str(tmp_path))
    monkeypatch.setattr("medkg.linking.index.ensure.package_sources", lambda known: [])
    monkeypatch.setattr("medkg.linking.index.ensure.package_versions", dict)
    table = tmp_path / "own.csv"
    table.write_text("id,name,synonyms,type\nACME:1,Glow,,Symptom\n", encoding="utf-8")
    built = build_vocabulary("acme", [table])
    assert built.concepts == 1
    ensure_index()
    manifest = index_manifest()
    assert manifest is not None and [source.name for source in manifest.sources] == ["acme"]
    before = (tmp_path / "index" / "manifest.json").stat().st_ino
    glow = Linker.load().find("glow")[0]
    assert str(glow.concept.curie) == "ACME:1"
    assert (tmp_path / "index" / "manifest.json").stat().st_ino == before
    assert [path.name for path in (tmp_path / "vocabularies").iterdir()] == ["acme"]


def test_a_key_with_a_nul_finds_nothing(invented_index: Index) -> None:
    assert invented_index.named("\x000") == invented_index.named("=\x000") == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_how_far_two_forms_cover_each_other_is_a_part(invented_index: Index, first: str, second: str) -> None:
    there, back = invented_index.overlap(first, second)
    assert 0.0 <= there <= 1.0 and 0.0 <= back <= 1.0
    assert invented_index.overlap(second, first) == (back, there)


def test_a_part_of_a_name_is_covered_by_it_and_not_the_other_way(invented_index: Index) -> None:
    there, back = invented_index.overlap("tingling", "elbow tingling")
    assert there == pytest.approx(1.0) and 0.0 < back < 1.0
