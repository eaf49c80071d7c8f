"""Why concepts are what they are, and what changed between two indexes."""

from pathlib import Path

import pytest

from medkg.linking.curie import Curie
from medkg.linking.equivalence import Equivalence
from medkg.linking.index.compile import compile_index
from medkg.linking.index.difference import difference
from medkg.linking.index.explain import explain
from medkg.linking.index.identifiers import Standing
from medkg.linking.index.index import IndexMissingError
from medkg.linking.index.manifest import Manifest
from medkg.linking.merging.match import Ground, Refusal
from medkg.linking.vocabularies.source import Source, SourceFile
from tests.linking.concepts import concept, source_of


def mappings(*rows: tuple[str, str, bool]) -> Source:
    """A mapping table of ``rows``."""
    stated = [
        Equivalence(Curie.parse(one), Curie.parse(other), denied, "m.tsv", line)
        for line, (one, other, denied) in enumerate(rows, 2)
    ]
    return Source(
        "mappings", "1", lambda: iter(()), lambda: iter(stated), "2020", (SourceFile("m.tsv", "ab"),)
    )


def test_a_merged_concept_tells_its_rows_and_its_refusals(tmp_path: Path) -> None:
    mesh = source_of(
        "mesh",
        [
            concept("MESH:D1", "Glow", "Disease"),
            concept("MESH:D2", "Glimmer", "Disease"),
            concept("MESH:D3", "Shine", "Disease"),
        ],
    )
    other = source_of(
        "hpo",
        [
            concept("HP:1", "Glowing", "Symptom", xrefs=("UMLS:C1", "MESH:D2", "MESH:D3")),
            concept("HP:2", "Old glow", replaced_by="HP:1"),
        ],
    )
    rows = mappings(("HP:1", "MESH:D1", False), ("MESH:D2", "MESH:D1", True))
    compile_index([mesh, other, rows], tmp_path / "index")
    (found,) = explain(tmp_path / "index", Curie("HP", "2"))
    assert str(found.concept.curie) == "MESH:D1"
    assert [(str(curie), standing) for curie, standing in found.identifiers] == [
        ("MESH:D1", Standing.OWN),
        ("HP:1", Standing.ALIAS),
        ("HP:2", Standing.ALIAS),
        ("UMLS:C1", Standing.REFERENCE),
    ]
    assert [(match.ground, match.row) for match in found.joins] == [(Ground.MAPPED, "mappings: m.tsv line 2")]
    assert [(one.refusal, one.match.row) for one in found.conflicts] == [
        (Refusal.AMBIGUOUS, "hpo: cross-reference of HP:1"),
        (Refusal.AMBIGUOUS, "hpo: cross-reference of HP:1"),
    ]
    assert explain(tmp_path / "index", Curie("HP", "9")) == ()
    with pytest.raises(IndexMissingError):
        explain(tmp_path, Curie("HP", "1"))


def test_the_manifest_names_every_source_and_file(tmp_path: Path) -> None:
    one = source_of("own", [concept("ACME:1", "Glow", "Symptom"), concept("HP:1", "glow", "Symptom")])
    compile_index([one, mappings(("ACME:1", "HP:1", True))], tmp_path / "index")
    manifest = Manifest.read(tmp_path / "index")
    assert manifest is not None
    assert (manifest.concepts, manifest.merged, manifest.conflicts) == (2, 0, 1)
    own, table = manifest.sources
    assert (own.concepts, own.equivalences, len(own.sha256)) == (2, 0, 64)
    assert (table.equivalences, table.release, table.files) == (1, "2020", (SourceFile("m.tsv", "ab"),))


def test_every_kind_of_change_between_two_indexes(tmp_path: Path) -> None:
    before = [
        concept("HP:1", "Glow", "Symptom"),
        concept("HP:2", "Glimmer", "Symptom"),
        concept("HP:3", "Shine", "Symptom"),
        concept("HP:4", "Spark", "Symptom", xrefs=("MESH:D4", "UMLS:C9")),
        concept("MESH:D4", "Sparks of light", "Symptom"),
        concept("HP:5", "Gone", "Symptom"),
        concept("HP:8", "Same", "Symptom"),
    ]
    after = [
        concept("HP:1", "Bright glow", "Symptom"),
        concept("HP:2", "Glimmer", replaced_by="HP:3"),
        concept("HP:3", "Shine", "Symptom"),
        concept("HP:4", "Spark", "Symptom"),
        concept("MESH:D4", "Sparks of light", "Symptom", xrefs=("UMLS:C9",)),
        concept("HP:6", "New", "Symptom"),
        concept("HP:8", "Same", "Symptom"),
    ]
    compile_index([source_of("hpo", before)], tmp_path / "old")
    compile_index([source_of("hpo", after)], tmp_path / "new")
    found = difference(tmp_path / "old", tmp_path / "new")
    assert [str(one.curie) for one in found.added] == ["HP:6"]
    assert [(one.old.name, one.new.name) for one in found.renamed] == [("Glow", "Bright glow")]
    assert [([old.name for old in one.old], one.new.name) for one in found.merged] == [
        (["Glimmer", "Shine"], "Shine")
    ]
    assert [(str(one.old.curie), [str(new.curie) for new in one.new]) for one in found.split] == [
        ("HP:4", ["HP:4", "MESH:D4"])
    ]
    assert [str(one.curie) for one in found.obsolete] == ["HP:5"]
    same = difference(tmp_path / "new", tmp_path / "new")
    assert not any((same.added, same.renamed, same.merged, same.split, same.obsolete))
