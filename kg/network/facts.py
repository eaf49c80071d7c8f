"""The facts of a graph in memory, for networkx: PageRank, communities, shortest paths."""

from collections.abc import Collection
from math import log
from typing import TYPE_CHECKING, Any

from medkg.graph_db.store import Store
from medkg.kg.predicate import PREDICATES
from medkg.kg.questions.as_of import belief_then, evidence_then
from medkg.kg.questions.errors import UnknownPredicateError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_FACTS = """
MATCH (s:Concept)-[r]->(o:Concept) WHERE type(r) IN $predicates AND ($year IS NULL OR r.first_year <= $year)
RETURN s.id AS subject, o.id AS object, r.key AS key, type(r) AS predicate, r.belief AS belief,
    r.papers AS papers, r.curated AS curated
"""
_CONCEPTS = """
MATCH (c:Concept)
RETURN c.id AS id, c.name AS name, c.nil AS nil,
    [one IN labels(c) WHERE NOT one IN ['Concept', 'Unlinked'] | one][0] AS type
"""


def network(
    store: Store,
    *,
    predicates: Collection[str] = tuple(PREDICATES),
    least: float = 0.0,
    year: int | None = None,
) -> "MultiDiGraph":
    """The facts of ``predicates`` that are believed more than ``least``: nodes by concept id, edges by key.

    Nodes carry ``name``, ``type`` and ``nil``; edges ``predicate``, ``belief`` (a weight for PageRank and
    communities), ``papers``, ``curated`` and ``cost``, which is ``-ln(belief)``: the path of least cost is
    the one whose facts are most likely all true. Concepts without such a fact are left out. ``year`` asks as
    of then (:func:`medkg.kg.questions.as_of.as_of`). The whole is held in memory, about 1 KB a fact.

    A symmetric fact is one edge, in the direction in which the graph holds it;
    ``networkx.pagerank(medkg.kg.network.analysis.directed(network(store)), weight="belief")`` ranks concepts
    with it both ways.

    Raises:
        UnknownPredicateError: if one of ``predicates`` is none.
    """
    import networkx

    for name in predicates:
        if name not in PREDICATES:
            raise UnknownPredicateError(name)
    rows = _facts(store, list(predicates), year)
    graph = networkx.MultiDiGraph()
    for row in rows:
        if row["belief"] > max(least, 0.0):
            ends = row.pop("subject"), row.pop("object")
            graph.add_edge(*ends, key=row.pop("key"), **row, cost=-log(row["belief"]))
    for row in store.stream(_CONCEPTS):
        if row["id"] in graph:
            graph.nodes[row.pop("id")].update(row)
    return graph


def _facts(store: Store, predicates: list[str], year: int | None) -> list[dict[str, Any]]:
    rows = list(store.stream(_FACTS, {"predicates": predicates, "year": year}))
    if year is None:
        return rows
    then = evidence_then(store, [row["key"] for row in rows], year)
    return [{**row, **_counted(then[row["key"]])} for row in rows if row["key"] in then]


def _counted(pieces: Any) -> dict[str, Any]:
    affirmed = [one for one in pieces if one["polarity"] != "negated"]
    papers = {one["document"] for one in affirmed if one["kind"] == "text"}
    curated = sum(one["kind"] == "curated" for one in affirmed)
    return {"belief": belief_then(pieces), "papers": len(papers), "curated": curated}
