"""Counts of a build and of the graph loaded from it, their plots, and the facts in memory."""

from math import exp
from pathlib import Path

import networkx
import pytest

from medkg.extraction.mention import MentionType
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.build import BuildReport
from medkg.kg.export.graphml import concept_graph
from medkg.kg.graph import graph_rows
from medkg.kg.network import network
from medkg.kg.questions import UnknownPredicateError
from medkg.kg.stats import BREAKDOWNS, build_statistics, graph_statistics
from medkg.kg.stats.plots import write_plots

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def loaded(store: Store, built: tuple[Path, BuildReport]) -> Store:
    schema, nodes, edges = graph_rows(built[0])
    load(nodes, edges, schema=schema, store=store, graph="medkg")
    return store


def test_a_build_and_its_graph_have_the_same(loaded: Store, built: tuple[Path, BuildReport]) -> None:
    counted = build_statistics(built[0])
    assert graph_statistics(loaded) == counted
    assert counted.facts == sum(one.number for one in counted.counts["facts-by-belief"]) > 0
    assert counted.evidence == sum(one.number for one in counted.counts["evidence-by-source"]) > counted.facts
    assert counted.documents == sum(one.number for one in counted.counts["documents-by-year"]) == 8
    years = [one.label for one in counted.counts["documents-by-year"]]
    assert years == ["2001", "2005", "2010", "2011", "2012", "unknown"]
    assert {"Disease", "Drug", "Symptom"} <= {one.label for one in counted.counts["concepts-by-type"]}


def test_every_breakdown_is_drawn(built: tuple[Path, BuildReport], tmp_path: Path) -> None:
    files = write_plots(build_statistics(built[0]), tmp_path / "plots")
    assert [file.stem for file in files] == [one.key for one in BREAKDOWNS]
    assert all(file.read_bytes().startswith(PNG) for file in files)
    assert sorted(tmp_path.joinpath("plots").iterdir()) == sorted(files)


def test_facts_in_memory_are_those_of_the_build(loaded: Store, built: tuple[Path, BuildReport]) -> None:
    found, whole = network(loaded), concept_graph(built[0])
    believed = {key for *_, key, data in whole.edges(keys=True, data=True) if data["belief"] > 0.0}
    assert {key for *_, key in found.edges(keys=True)} == believed
    for start, end, key, data in found.edges(keys=True, data=True):
        assert {name: data[name] for name in ("predicate", "belief", "papers", "curated")} == {
            name: whole.edges[start, end, key][name] for name in ("predicate", "belief", "papers", "curated")
        }
        assert exp(-data["cost"]) == pytest.approx(data["belief"])
    assert {data["name"] for _, data in found.nodes(data=True)} <= {
        data["name"] for _, data in whole.nodes(data=True)
    }
    assert all(data["type"] in set(map(str, MentionType)) for _, data in found.nodes(data=True))


def test_networkx_works_on_them(loaded: Store) -> None:
    found = network(loaded)
    ranks = networkx.pagerank(networkx.DiGraph(found), weight="belief")
    assert sum(ranks.values()) == pytest.approx(1.0)
    communities = networkx.community.louvain_communities(found.to_undirected(), weight="belief", seed=1)
    assert set().union(*communities) == set(found)
    drug, disease = "DRUGBANK:DB1", "MESH:D1"
    assert networkx.shortest_path(found, drug, disease, weight="cost") == [drug, disease]


def test_some_facts_in_memory(loaded: Store) -> None:
    some = network(loaded, predicates=["TREATS"], least=0.3)
    assert {data["predicate"] for *_, data in some.edges(data=True)} == {"TREATS"}
    assert all(data["belief"] > 0.3 for *_, data in some.edges(data=True))
    then = network(loaded, year=2001)
    assert {(data["predicate"], data["papers"]) for *_, data in then.edges(data=True)} == {("TREATS", 1)}
    assert len(network(loaded, year=1990)) == 0
    with pytest.raises(UnknownPredicateError, match="'HEALS'"):
        network(loaded, predicates=["HEALS"])
