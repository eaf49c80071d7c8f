"""The graph of a build."""

from collections import Counter
from pathlib import Path

import pyarrow
import pyarrow.compute
import pyarrow.parquet
import pytest

from medkg.graph_db.rows import NodeRef
from medkg.kg.build import BuildReport, NotABuildError, relink
from medkg.kg.build.errors import ReplacedBuildError
from medkg.kg.build.manifest import FILE
from medkg.kg.build.reading import FinishedBuild
from medkg.kg.graph import build_name, graph_rows
from medkg.kg.graph_tables import graph_tables
from medkg.kg.predicate import PREDICATES
from medkg.kg.triple import Triple
from medkg.linking.curie import Curie
from tests.kg.corpora import build_corpus, write_corpus
from tests.kg.dictionary_parts import DictionaryLinker

Built = tuple[Path, BuildReport]


def test_nodes_and_edges_are_those_of_the_report(built: Built) -> None:
    out, report = built
    _, nodes, edges = graph_rows(out)
    labels = Counter(node.ref.label for node in nodes)
    types = Counter(edge.type for edge in edges)
    assert labels == {"Concept": report.concepts, "Document": report.documents, "Evidence": report.evidence}
    assert {name: types[name] for name, _ in report.edges} == dict(report.edges)
    assert types["SUBJECT"] == types["OBJECT"] == types["FROM"] == report.evidence


def test_every_edge_has_its_ends_and_a_type_of_the_schema(built: Built) -> None:
    schema, nodes, edges = graph_rows(built[0])
    refs = {node.ref for node in nodes}
    allowed = {(kind.name, kind.start, kind.end) for kind in schema.edge_types}
    for edge in edges:
        assert edge.start in refs and edge.end in refs
        assert (edge.type, edge.start.label, edge.end.label) in allowed
    assert {kind.name for kind in schema.edge_types} == {*PREDICATES, "IS_A", "FROM", "SUBJECT", "OBJECT"}


def test_keys_are_published_hashes(built: Built) -> None:
    _, _, edges = graph_rows(built[0])
    for edge in edges:
        if edge.type in PREDICATES:
            triple = Triple(Curie.parse(edge.start.id), edge.type, Curie.parse(edge.end.id))
            assert edge.key == triple.key


def test_a_concept_carries_its_type_and_words(built: Built) -> None:
    _, nodes, _ = graph_rows(built[0])
    concept = next(node for node in nodes if node.ref == NodeRef("Concept", "MESH:D1"))
    assert concept.labels == ("Disease",)
    assert concept.properties == {
        "name": "zalvoria",
        "lower_name": "zalvoria",
        "types": ["Disease"],
        "synonyms": ["zalvoria fever"],
        "xrefs": ["OMIM:143100"],
        "nil": False,
        "mentions": 7,
        "documents": 4,
        "findings": 0.329764,
    }


def test_documents_carry_no_text(built: Built) -> None:
    _, nodes, _ = graph_rows(built[0])
    document = next(node for node in nodes if node.ref == NodeRef("Document", "PMID:1"))
    assert document.properties == {"source": "corpus.jsonl", "year": 2001, "retracted": False}


def test_rows_come_in_the_same_order(built: Built, corpus: Path, tmp_path: Path) -> None:
    build_corpus([corpus], tmp_path / "again")
    first, second = graph_rows(built[0]), graph_rows(tmp_path / "again")
    assert list(first[1]) == list(second[1])
    assert list(first[2]) == list(second[2])


def test_a_folder_without_a_build_has_no_graph(tmp_path: Path) -> None:
    with pytest.raises(NotABuildError):
        graph_rows(tmp_path)


def test_a_concept_of_an_older_build_without_a_type_is_a_symptom(rebuilt: Path) -> None:
    (file,) = rebuilt.glob("shards/facts-*/concepts.parquet")
    table = pyarrow.parquet.read_table(file)
    root = pyarrow.compute.equal(table["id"], "HP:0000002")
    types = pyarrow.compute.if_else(root, pyarrow.scalar(None, pyarrow.string()), table["type"])
    place = table.schema.get_field_index("type")
    pyarrow.parquet.write_table(table.set_column(place, "type", types), file)
    _, nodes, _ = graph_rows(rebuilt)
    assert {node.ref.id: node.labels for node in nodes}["HP:0000002"] == ("Symptom",)


def test_a_graph_is_of_one_build_though_another_takes_its_place(rebuilt: Path, tmp_path: Path) -> None:
    other = write_corpus(tmp_path / "other.jsonl", [{"id": "o", "text": "Brintazole treats zalvoria."}])
    _, nodes, edges = graph_rows(rebuilt)
    expected = list(nodes), list(edges)
    build = FinishedBuild.of(rebuilt)
    name, (_, nodes, edges) = build_name(build), graph_rows(build)
    _, node_tables, edge_tables = graph_tables(build)
    build_corpus([other], tmp_path / "other")
    (rebuilt / FILE).write_bytes((tmp_path / "other" / FILE).read_bytes())
    assert (list(nodes), list(edges)) == expected
    assert {row.ref for table in node_tables for row in table.rows()} == {row.ref for row in expected[0]}
    assert sum(1 for table in edge_tables for _ in table.rows()) == len(expected[1])
    assert build_name(build) == name != build_name(rebuilt)


def test_a_build_whose_files_were_removed_says_so(rebuilt: Path) -> None:
    build = FinishedBuild.of(rebuilt)
    _, nodes, _ = graph_rows(build)
    _, (table, *_), _ = graph_tables(build)
    next(nodes)
    relink(rebuilt, linker=DictionaryLinker("vocabulary-2"))
    with pytest.raises(ReplacedBuildError, match="run this again"):
        list(nodes)
    with pytest.raises(ReplacedBuildError):
        list(table.rows())
