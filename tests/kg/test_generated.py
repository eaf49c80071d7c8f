"""Generated builds, on which loads and questions are measured."""

import csv
from pathlib import Path

import pytest

from benchmarks.generate import generate
from medkg.graph_db.bulk.files import Files
from medkg.graph_db.loading.prepare import edge_preparer, node_preparer
from medkg.kg.build.reading import build_rows
from medkg.kg.graph import graph_rows
from medkg.kg.graph_tables import graph_tables

EVIDENCE = 1500


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated build."""
    directory = tmp_path_factory.mktemp("generated")
    generate(directory, evidence=EVIDENCE)
    return directory


def digests(directory: Path) -> set[int]:
    schema, nodes, edges = graph_rows(directory)
    found = {row.digest for row in map(node_preparer(schema), nodes)}
    return found | {row.digest for row in map(edge_preparer(schema), edges)}


def test_the_same_seed_gives_the_same_graph(build: Path, tmp_path: Path) -> None:
    generate(tmp_path / "same", evidence=EVIDENCE)
    generate(tmp_path / "other", evidence=EVIDENCE, seed=2)
    assert digests(tmp_path / "same") == digests(build)
    assert digests(tmp_path / "other") != digests(build)


def test_it_has_about_the_evidence_asked_for_of_both_kinds(build: Path) -> None:
    counts = {
        r["kind"]: r["n"] for r in build_rows(build, "SELECT kind, count(*) AS n FROM evidence GROUP BY 1")
    }
    assert sum(counts.values()) == pytest.approx(EVIDENCE, rel=0.15)
    assert counts["curated"] == pytest.approx(0.7 * EVIDENCE, rel=0.05)
    assert not list(build_rows(build, "SELECT * FROM dropped WHERE reason <> 'subject is object'"))


def test_mentions_and_sentences_are_slices_of_their_documents(build: Path) -> None:
    texts = {row["id"]: row["text"] for row in build_rows(build, "SELECT id, text FROM documents")}
    mentions = list(build_rows(build, 'SELECT document, start, "end", text FROM mentions'))
    relations = build_rows(build, 'SELECT document, start, "end", sentence AS text FROM relations')
    assert len(mentions) > EVIDENCE
    for row in [*mentions, *relations]:
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]


def test_its_tables_are_its_rows_and_are_written_for_the_importer(build: Path, tmp_path: Path) -> None:
    schema, nodes, edges = graph_tables(build)
    node_rows = {row.digest for table in nodes for row in map(node_preparer(schema), table.rows())}
    edge_rows = {row.digest for table in edges for row in map(edge_preparer(schema), table.rows())}
    assert node_rows | edge_rows == digests(build)
    files = Files(tmp_path, schema, "_in_main", lambda rows: None)
    for node_table in nodes:
        files.add_nodes(node_table)
    for edge_table in edges:
        files.add_edges(edge_table)
    assert (files.nodes, files.edges) == (len(node_rows), len(edge_rows))
    assert not files.left_nodes
    written: set[int] = set()
    for path in tmp_path.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            written |= {int(row["_digest:long"]) for row in csv.DictReader(file)}
    assert written == digests(build)
