"""What is a kind of what: from the vocabularies into the build, the graph and exports, and never a fact."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.build.hierarchy import parents_above, reduced
from medkg.kg.build.manifest import Manifest
from medkg.kg.export import export
from medkg.kg.graph import graph_rows
from medkg.kg.network import network
from medkg.kg.questions import paths, show
from medkg.kg.stats.statistics import build_statistics, graph_statistics
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from tests.kg.corpora import DOCUMENTS, build_corpus, rows, write_corpus
from tests.kg.dictionary_parts import CONCEPTS, DictionaryLinker

NAMES = st.sampled_from("abcdefgh")
HIERARCHIES = st.dictionaries(NAMES, st.lists(NAMES, max_size=3).map(tuple), max_size=8)
FEVER = Curie("MESH", "D9")
PARENTS = {"MESH:D2": (FEVER,), "MESH:D9": (Curie("OMIM", "143100"),), "DRUGBANK:DB1": (Curie("NONE", "1"),)}


class Arranged(DictionaryLinker):
    """Knows that quorn syndrome is a kind of a fever that no text names, which is a kind of zalvoria."""

    def concept(self, curie: Curie, /) -> Concept | None:
        found = Concept(FEVER, "fever", ("Disease",)) if curie == FEVER else super().concept(curie)
        return found and replace(found, parents=PARENTS.get(str(found.curie), ()))


@pytest.fixture(scope="module")
def arranged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arranged")
    corpus = write_corpus(folder / "corpus.jsonl", DOCUMENTS)
    build_corpus([corpus], folder / "build", linker=Arranged("arranged-1"))
    return folder / "build"


def above(parents: Mapping[str, tuple[str, ...]]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_edges_from((child, parent) for child, some in parents.items() for parent in some)
    return networkx.transitive_closure(graph, reflexive=None)


@given(HIERARCHIES, st.sets(NAMES))
def test_nothing_is_lost_and_nothing_is_said_twice(
    parents: dict[str, tuple[str, ...]], named: set[str]
) -> None:
    kinds = reduced(parents, named)
    graph = networkx.DiGraph(kinds)
    assert networkx.is_directed_acyclic_graph(graph)
    assert set(graph) <= named
    whole = above(parents)
    wanted = {(a, b) for a, b in whole.edges if {a, b} <= named and not whole.has_edge(b, a) and a != b}
    assert set(networkx.transitive_closure(graph).edges) == wanted
    for child, parent in kinds:
        graph.remove_edge(child, parent)
        assert not networkx.has_path(graph, child, parent)
        graph.add_edge(child, parent)


def test_parents_are_followed_to_the_top_and_what_is_unknown_ends_there() -> None:
    found = parents_above(["MESH:D2", "DRUGBANK:DB1", "NIL:1"], Arranged())
    assert found == {
        "MESH:D2": ("MESH:D9",),
        "MESH:D9": ("MESH:D1",),
        "MESH:D1": (),
        "DRUGBANK:DB1": (),
        "NIL:1": (),
    }


def test_a_build_has_the_hierarchy_of_what_it_names(arranged: Path) -> None:
    assert rows(arranged, "SELECT * FROM hierarchy") == [{"child": "MESH:D2", "parent": "MESH:D1"}]
    assert FEVER not in {concept.curie for concept in CONCEPTS}


def test_a_kind_is_an_edge_and_no_fact(arranged: Path, store: Store) -> None:
    schema, nodes, edges = graph_rows(arranged)
    load(nodes, edges, schema=schema, store=store, graph="kinds")
    (edge,) = store.read("MATCH (a)-[r:IS_A]->(b) RETURN a.id AS child, b.id AS parent, keys(r) AS keys")
    assert (edge["child"], edge["parent"]) == ("MESH:D2", "MESH:D1")
    assert "belief" not in edge["keys"]
    assert graph_statistics(store) == build_statistics(arranged)
    assert graph_statistics(store).facts == sum(1 for _ in rows(arranged, "SELECT key FROM facts"))
    assert all(fact.predicate != "IS_A" for fact in show(store, "quorn syndrome").facts)
    assert all(one != "IS_A" for *_, one in network(store).edges(data="predicate"))
    assert paths(store, "quorn syndrome", "zalvoria", hops=1) == ()


def test_an_older_build_is_told(arranged: Path, tmp_path: Path) -> None:
    manifest = Manifest.read(arranged)
    assert manifest.hierarchy in manifest.shards
    assert "hierarchy" not in replace(manifest, hierarchy="").tables(arranged)


def test_kgx_and_graphml(arranged: Path, tmp_path: Path) -> None:
    _, edges = export(arranged, tmp_path / "graph", format="kgx")
    with edges.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    (kind,) = [row for row in found if row["predicate"] == "biolink:subclass_of"]
    assert (kind["subject"], kind["object"], kind["has_confidence_score"]) == ("MESH:D2", "MESH:D1", "")
    assert (kind["knowledge_level"], kind["negations"]) == ("logical_entailment", "")
    (path,) = export(arranged, tmp_path / "graph.graphml", format="graphml")
    facts = networkx.read_graphml(path, force_multigraph=True)
    assert "IS_A" not in {predicate for *_, predicate in facts.edges(data="predicate")}
    assert "supporting" not in path.read_text(encoding="utf-8")
