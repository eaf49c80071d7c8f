"""PageRank, communities and chains over the facts of a real Neo4j, and their command."""

import json
from itertools import combinations, pairwise, permutations
from math import prod
from pathlib import Path

import networkx
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.cli.run import run
from medkg.kg.graph import graph_schema
from medkg.kg.network import chain, communities, network, ranked
from medkg.kg.network.analysis import directed, undirected
from medkg.kg.network.community_plot import MEMBERS, MOST, community_figure
from tests.kg.invented_graph import CONCEPTS, FACTS, edges, nodes

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def loaded(server: Store) -> Store:
    load(nodes(), edges(), schema=graph_schema(), store=server, graph="network")
    return server


def test_ranks_are_pagerank_over_summed_beliefs(loaded: Store) -> None:
    found = ranked(network(loaded))
    graph = networkx.DiGraph()
    for subject, predicate, object, belief, _ in FACTS:
        ways = [(subject, object), (object, subject)]
        for way in ways if predicate == "INTERACTS_WITH" else ways[:1]:
            before = graph.get_edge_data(*way, {"weight": 0.0})["weight"]
            graph.add_edge(*way, weight=before + belief)
    assert {one.id: one.rank for one in found} == pytest.approx(networkx.pagerank(graph))
    assert sum(one.rank for one in found) == pytest.approx(1.0)
    assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)
    assert [(one.name, one.type, one.facts) for one in found if one.id == "X:t"] == [
        ("tremblance", "Symptom", 4)
    ]
    assert [one.id for one in ranked(network(loaded), type="Drug")] == [
        one.id for one in found if one.type == "Drug"
    ]


def test_a_symmetric_fact_ranks_both_ends_alike() -> None:
    facts = networkx.MultiDiGraph()
    for id in "ab":
        facts.add_node(id, name=id, type="Drug")
    facts.add_edge("a", "b", key="k0", predicate="INTERACTS_WITH", belief=0.8)
    assert [one.rank for one in ranked(facts)] == pytest.approx([0.5, 0.5])
    facts.add_edge("a", "b", key="k1", predicate="CAUSES", belief=0.1)
    assert dict(directed(facts).edges) == {("a", "b"): {"belief": 0.9}, ("b", "a"): {"belief": 0.8}}
    assert undirected(facts).edges["a", "b"]["belief"] == pytest.approx(0.9)


def test_every_concept_with_facts_is_in_one_community(loaded: Store) -> None:
    facts = network(loaded)
    found = communities(facts, resolution=2.0)
    assert sorted(member.id for one in found for member in one.members) == sorted(CONCEPTS)
    assert len(found) > 1
    assert all(one.concepts == len(one.members) and 0.0 <= one.within <= 1.0 for one in found)
    assert found == communities(network(loaded), resolution=2.0)
    (whole,) = communities(network(loaded, predicates=["INTERACTS_WITH"]))
    assert (whole.concepts, whole.within) == (2, 1.0)
    before = network(loaded, year=1990)
    assert communities(before) == ()
    assert ranked(before) == ()


def test_the_surest_chain(loaded: Store) -> None:
    facts = network(loaded)
    believed = {frozenset((one[0], one[2])): one[3] for one in sorted(FACTS, key=lambda one: one[3])}
    ways = [
        ("X:c", *middle, "X:v")
        for size in range(7)
        for middle in permutations(set(CONCEPTS) - {"X:c", "X:v"}, size)
    ]
    best = max(prod(believed.get(frozenset(pair), 0.0) for pair in pairwise(way)) for way in ways)
    found = chain(facts, "X:c", "X:v")
    assert found is not None
    assert found.belief == pytest.approx(best)
    assert (found.ids[0], found.ids[-1]) == ("X:c", "X:v")
    assert found.concepts == tuple(CONCEPTS[id][0] for id in found.ids)
    for pair, link in zip(pairwise(found.ids), found.links, strict=True):
        assert {link.subject, link.object} == set(pair)
        assert (link.subject, link.predicate, link.object, link.belief) in {one[:4] for one in FACTS}
    assert chain(network(loaded, predicates=["INTERACTS_WITH"]), "X:a", "X:z") is None
    apart = network(loaded, predicates=["INTERACTS_WITH", "HAS_SYMPTOM"])
    assert chain(apart, "X:a", "X:z") is None


def test_no_name_in_the_picture_of_communities_covers_another() -> None:
    facts = networkx.MultiDiGraph()
    for number in range(MOST + 2):
        hub = f"{number}-0"
        for member in range(MEMBERS + 2):
            facts.add_node(f"{number}-{member}", name=f"Invented disease of the W{'w' * 60}", type="Disease")
            if member:
                facts.add_edge(hub, f"{number}-{member}", belief=0.9 - member / 20)
    figure = community_figure(facts, communities(facts))
    figure.set_canvas(FigureCanvasAgg(figure))
    figure.draw_without_rendering()
    (axes,) = figure.axes
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) == MOST * (MEMBERS + 1)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    colours = {str(dots.get_facecolor()) for dots in axes.collections[: MOST * MEMBERS]}
    assert len(colours) == MOST
    assert figure.legends[0].get_texts()


def test_the_command(loaded: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "plots" / "ranks.png"
    assert (
        run(["network", "rank", "--type", "Symptom", "--json", "--limit", "1", "--plot", str(picture)]) == 0
    )
    (best,) = json.loads(capsys.readouterr().out)
    assert best["type"] == "Symptom"
    assert picture.read_bytes().startswith(PNG)
    assert run(["network", "communities", "--plot", str(picture), "--as-of", "2012"]) == 0
    assert "zalvoria" in capsys.readouterr().out
    assert picture.read_bytes().startswith(PNG)
    assert list(picture.parent.iterdir()) == [picture]
    assert (
        run(
            [
                "network",
                "chain",
                "mistyline",
                "violet rash",
                "--predicate",
                "treats",
                "--predicate",
                "HAS_SYMPTOM",
            ]
        )
        == 0
    )
    told = capsys.readouterr().out
    assert told.strip() == "0.6300  mistyline -TREATS 0.70-> quorn syndrome -HAS_SYMPTOM 0.90-> violet rash"
    assert run(["network", "chain", "mistyline", "violet rash", "--predicate", "TREATS"]) == 0
    assert capsys.readouterr().out.strip() == "no chain"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["rank", "--predicate", "HEALS"], "TREATS"),
        (["rank", "--type", "Gene"], "Disease"),
        (["communities", "--resolution", "0"], "--resolution"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    loaded: Store, wrong: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["network", *wrong]) == 2
    assert told in capsys.readouterr().err
