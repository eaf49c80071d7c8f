"""The compiled index."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

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
from medkg.linking.vocabularies.stored import remove, store, stored, stored_sources
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


def test_names_of_a_list_in_capitals_are_words(tmp_path: Path) -> None:
    formulary = [
        concept("ACME:1", "GLIMAXIN", "Drug", synonyms=("GLX",)),
        concept("ACME:2", "VELOMYCIN SODIUM 5 MG", "Drug"),
        concept("ACME:3", "GLOOM", "Disease"),
    ]
    mixed = [concept("MESH:D1", "Shimmer syndrome", "Disease", synonyms=("SHIMMER", "Shimmering"))]
    compile_index([source_of("formulary", formulary), source_of("mixed", mixed)], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    for text, curie in (("glimaxin", "ACME:1"), ("Gloom", "ACME:3"), ("GLOOM", "ACME:3"), ("GLX", "ACME:1")):
        found = linker.find(text)[0].concept
        assert str(found.curie) == curie and found.name.isupper()
    index = linker.index
    assert index.named("glx") == index.named("shimmer syndrome gloom") == []
    assert "SHIMMER" not in {index.name(name)[0] for name in index.named("shimmer")}


def test_a_very_long_name_is_found_but_near_to_nothing(tmp_path: Path) -> None:
    long = " ".join(f"glimmer{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(60))
    assert 500 < len(long) < 2_000
    compile_index([source_of("known", [concept("MESH:D1", long, "Disease")])], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    assert [str(one.concept.curie) for one in linker.find(long.upper())] == ["MESH:D1"]
    assert linker.find(long[:180]) == []


def test_types_that_are_guessed_give_way_to_stated_ones(tmp_path: Path) -> None:
    guessed = [
        concept("MESH:D1", "Glimmer", "Treatment"),
        concept("MESH:D2", "Gloom", "Disease"),
        concept("MESH:D3", "Glow", "Test"),
    ]
    stated = [concept("MESH:D1", "Glimmer", "Disease"), concept("MESH:D2", "Gloom", "Symptom", "Disease")]
    sources = [replace(source_of("guesses", guessed), guesses_types=True), source_of("stated", stated)]
    compile_index(sources, tmp_path / "index")
    index = Index.open(tmp_path / "index")
    types = {one.name: one.types for one in map(index.concept, range(index.manifest.concepts))}
    assert types == {"Glimmer": ("Disease",), "Gloom": ("Disease", "Symptom"), "Glow": ("Test",)}


def test_an_open_index_stays_what_it_is_when_another_takes_its_place(tmp_path: Path) -> None:
    known = [concept("MESH:D1", "Cardiac arrest", "Disease"), concept("MESH:D2", "Hair loss", "Disease")]
    folder = tmp_path / "index"
    compile_index([source_of("known", known)], folder)
    opened, before = Index.open(folder), Index.open(folder)
    expected = before.akin("heart standstill", 1, 5)
    compile_index([source_of("other", known[1:])], folder)
    assert opened.akin("heart standstill", 1, 5) == expected != []
    assert opened.learned_from == before.learned_from


SIMILAR = """
import sys
from pathlib import Path
import numpy as np
from medkg.linking.index.ngrams import NgramIndex
index = NgramIndex.open(Path(sys.argv[1]))
names = sys.argv[2:]
print([index.similar(name[1:], np.ones(len(names), np.bool_), 9) for name in names])
print([index.overlap(name, names[0]) for name in names])
"""


def test_scores_do_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    drawn = Random(1)
    letters = [drawn.choice("glmnrstv") + drawn.choice("aeiou") for _ in range(900)]
    words = ["".join(letters[at : at + 3]) for at in range(0, 900, 3)]
    names = [" ".join(drawn.choices(words, range(1, 301), k=150)) for _ in range(40)]
    NgramIndex.write(names, tmp_path)
    told = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", SIMILAR, str(tmp_path), *names]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        told.add(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
    assert len(told) == 1


def test_a_vocabulary_goes_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "own.csv"
    table.write_text("read elsewhere", encoding="utf-8")
    store("own", [concept("ACME:1", "Glow", "Symptom")], [table], tmp_path / "kept")
    monkeypatch.setattr("shutil.rmtree", lambda *arguments, **options: None)
    remove("own", tmp_path / "kept")
    assert stored(tmp_path / "kept") == [] and not (tmp_path / "kept" / "own").exists()
    (left,) = (tmp_path / "kept").iterdir()
    assert left.name.startswith(".own-") and (left / "own" / "about.json").exists()
