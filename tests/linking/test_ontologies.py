"""OBO text and OBO Graphs JSON, well-formed and not, on invented files."""

import json
from pathlib import Path
from typing import Any

import pytest

from medkg.linking.vocabularies.readers import read_vocabulary
from medkg.linking.vocabularies.release import release_of
from medkg.linking.vocabularies.source import VocabularyError
from tests.linking.vocabulary_files import by_id, concepts_in, refused_in, write

MONDO = """format-version: 1.4
data-version: releases/2020-02-02/mondo.obo

[Term]
id: MONDO:1
name: glow disease
synonym: "glowing" EXACT [DOID:1]
synonym: "glow" BROAD ABBREVIATION []
xref: DOID:1 {source="MONDO:equivalentTo"}
xref: ICD10CM:A00 {source="MONDO:relatedTo"}
property_value: skos:exactMatch http://identifiers.org/mesh/D1
property_value: http://www.w3.org/2004/02/skos/core#exactMatch Orphanet:5
is_a: MONDO:2 {source="DOID:1"} ! parent

[Term]
id: HP:7
name: borrowed term
"""
BROKEN = """format-version: 1.2

[Term]
id: HP:0000118
name: Phenotypic abnormality

[Term]
id: HP:1
name: Wobble
synonym: "Wobbling EXACT []
this line is nothing
synonym: "Shaky" EXACT []
is_a: HP:0000118

[Term]
id: no prefix
name: Lost

[Term]
name: Nameless

[Term]
id: HP:3
name: Twitch
is_a: HP:4

[Term]
id: HP:4
name: Jerk
is_a: HP:3
is_a: HP:0000118
"""
NODES: list[dict[str, Any]] = [
    {"id": "http://purl.obolibrary.org/obo/HP_0000118", "lbl": "Phenotypic abnormality", "type": "CLASS"},
    {
        "id": "http://purl.obolibrary.org/obo/HP_1",
        "lbl": "Wobble",
        "type": "CLASS",
        "meta": {
            "synonyms": [
                {"pred": "hasExactSynonym", "val": "Wobbling"},
                {"pred": "hasBroadSynonym", "val": "Shaking"},
            ],
            "xrefs": [{"val": "UMLS:C1"}, {"val": "MSH:D1"}],
            "basicPropertyValues": [
                {"pred": "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId", "val": "HP:9"}
            ],
        },
    },
    {
        "id": "http://purl.obolibrary.org/obo/HP_2",
        "lbl": "obsolete Wobbles",
        "type": "CLASS",
        "meta": {
            "deprecated": True,
            "basicPropertyValues": [
                {
                    "pred": "http://purl.obolibrary.org/obo/IAO_0100001",
                    "val": "http://purl.obolibrary.org/obo/HP_1",
                }
            ],
        },
    },
    {"id": "http://example.org/thing", "lbl": "Stranger", "type": "CLASS"},
    {"id": "http://purl.obolibrary.org/obo/part_of", "lbl": "part of", "type": "PROPERTY"},
]
EDGES = [
    {
        "sub": "http://purl.obolibrary.org/obo/HP_1",
        "pred": "is_a",
        "obj": "http://purl.obolibrary.org/obo/HP_0000118",
    }
]


def test_of_mondo_only_stated_equivalents_are_cross_references(tmp_path: Path) -> None:
    path = write(tmp_path, "mondo.obo", MONDO)
    (found,) = concepts_in("mondo", [path])
    assert (str(found.curie), found.name, found.types) == ("MONDO:1", "glow disease", ("Disease",))
    assert (found.synonyms, found.related) == (("glowing",), ("glow",))
    assert list(map(str, found.xrefs)) == ["MESH:D1", "ORPHA:5", "DOID:1"]
    assert list(map(str, found.parents)) == ["MONDO:2"]
    assert release_of([path]) == "2020-02-02"


def test_a_malformed_line_costs_itself_and_is_told_with_its_number(tmp_path: Path) -> None:
    path = write(tmp_path, "hp.obo", BROKEN)
    found = by_id(concepts_in("hpo", [path]))
    assert sorted(found) == ["HP:0000118", "HP:1", "HP:3", "HP:4"]
    assert found["HP:1"].synonyms == ("Shaky",)
    told = refused_in("hpo", [path])
    assert [line.partition(":")[0] for line in told] == [
        "hp.obo line 11",
        "hp.obo line 10",
        "hp.obo line 16",
        "hp.obo line 19",
    ]
    assert "is malformed: expected" in told[1] and "no prefix" in told[2]


def test_obo_graphs_json_gives_what_obo_gives(tmp_path: Path) -> None:
    graph = {"graphs": [{"nodes": NODES, "edges": EDGES, "meta": {"version": "http://x/2020-02-02/hp.json"}}]}
    path = write(tmp_path, "hp.json", json.dumps(graph))
    found = by_id(concepts_in("hpo", [path]))
    assert sorted(found) == ["HP:0000118", "HP:1", "HP:2", "HP:9"]
    wobble = found["HP:1"]
    assert (wobble.name, wobble.types, wobble.synonyms) == ("Wobble", ("Symptom",), ("Wobbling",))
    assert wobble.related == ("Shaking",) and list(map(str, wobble.xrefs)) == ["UMLS:C1", "MESH:D1"]
    assert str(found["HP:2"].replaced_by) == str(found["HP:9"].replaced_by) == "HP:1"
    (told,) = refused_in("hpo", [path])
    assert "http://example.org/thing" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"graphs": [\n{"nodes": [', r"hp\.json: line 2 is no JSON"),
        ('{"nodes": []}', "a list 'graphs' is required"),
    ],
)
def test_json_that_is_no_graph_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        list(read_vocabulary("hpo", [write(tmp_path, "hp.json", text)]))
