"""Builds as files for other tools."""

import csv
import json
from pathlib import Path
from typing import Any

import networkx
import pytest

from medkg.kg.build import BuildReport
from medkg.kg.export import export

Built = tuple[Path, BuildReport]


def tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_graphml_reads_back_as_the_graph(built: Built, tmp_path: Path) -> None:
    out, report = built
    (path,) = export(out, tmp_path / "graph.graphml", format="graphml")
    graph = networkx.read_graphml(path, force_multigraph=True)
    assert graph.number_of_nodes() == report.concepts
    assert graph.number_of_edges() == sum(count for _, count in report.edges)
    assert graph.nodes["MESH:D1"]["name"] == "zalvoria"
    (edge,) = graph["DRUGBANK:DB2"]["HP:0000001"].values()
    assert (edge["predicate"], edge["papers"]) == ("CAUSES", 1)


def test_kgx_has_the_columns_of_biolink(built: Built, tmp_path: Path) -> None:
    out, report = built
    nodes, edges = export(out, tmp_path / "graph", format="kgx")
    assert (nodes.name, edges.name) == ("graph_nodes.tsv", "graph_edges.tsv")
    categories = {row["id"]: row["category"] for row in tsv(nodes)}
    assert len(categories) == report.concepts
    assert categories["DRUGBANK:DB1"] == "biolink:Drug"
    by_subject = {(row["subject"], row["predicate"]): row for row in tsv(edges)}
    treats = by_subject["DRUGBANK:DB1", "biolink:treats"]
    assert (treats["publications"], treats["negations"]) == ("PMID:1", "1")
    assert (treats["primary_knowledge_source"], treats["agent_type"]) == (
        "infores:medkg",
        "text_mining_agent",
    )
    assert by_subject["MESH:D2", "biolink:has_phenotype"]["publications"] == ""


def test_jsonl_holds_every_node_and_edge(built: Built, tmp_path: Path) -> None:
    out, report = built
    (path,) = export(out, tmp_path / "graph.jsonl", format="jsonl")
    lines: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sum("node" in line for line in lines) == report.concepts + report.documents + report.evidence
    facts = sum(count for _, count in report.edges)
    assert sum("edge" in line for line in lines) == facts + 3 * report.evidence
    assert lines[0]["node"]["labels"] == ["Drug"]


def test_another_format_is_refused_and_nothing_is_left(built: Built, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'owl' is not allowed; graphml, kgx, jsonl are"):
        export(built[0], tmp_path / "graph", format="owl")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_aside(built: Built, tmp_path: Path) -> None:
    export(built[0], tmp_path / "graph", format="kgx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph_edges.tsv", "graph_nodes.tsv"]
