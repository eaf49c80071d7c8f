"""The symptoms and treatments of diseases, as the search for similar diseases walks over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from medkg.kg.questions.as_of import belief_then, evidence_then
from medkg.kg.questions.facts import KNOWN
from medkg.kg.questions.store import ReadableStore

MINE = f"""
MATCH (d:Concept {{id: $id}})
CALL (d) {{
    MATCH (d)-[r:HAS_SYMPTOM]->(n) WHERE {KNOWN}
    RETURN r, n, COUNT {{ (n)<-[:HAS_SYMPTOM]-() }} AS diseases
  UNION ALL
    MATCH (d)<-[r:TREATS|PREVENTS]-(n) WHERE {KNOWN}
    RETURN r, n, COUNT {{ (n)-[:TREATS|PREVENTS]->() }} AS diseases
}}
RETURN collect(n.id) AS ids, collect(type(r)) AS predicates, collect(r.belief) AS beliefs,
    CASE WHEN $year IS NOT NULL THEN collect(r.key) END AS keys,
    collect(elementId(n)) AS nodes, collect(diseases) AS diseases
"""
SHARED = f"""
UNWIND $diseases AS disease
MATCH (d:Concept {{id: disease}})
CALL (d) {{
    MATCH (d)-[r:HAS_SYMPTOM]->(n) WHERE elementId(n) IN $nodes AND {KNOWN} RETURN r, n
  UNION ALL
    MATCH (d)<-[r:TREATS|PREVENTS]-(n) WHERE elementId(n) IN $nodes AND {KNOWN} RETURN r, n
}}
RETURN disease, collect(n.id) AS ids, collect(type(r)) AS predicates, collect(r.belief) AS beliefs,
    CASE WHEN $year IS NOT NULL THEN collect(r.key) END AS keys
"""

Near = tuple[str, str]
"""A neighbour's id and the predicate between."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A symptom or treatment of a disease; ``node`` is its name within the server, ``belief`` today's, and
    ``diseases`` is the number of diseases that have it.
    """

    near: Near
    belief: float
    node: str
    diseases: int

    @property
    def rarity(self) -> float:
        """How much it tells (Adamic and Adar 2003)."""
        return 1.0 / log(1.0 + self.diseases)


def neighbours(
    store: ReadableStore, disease: str, year: int | None
) -> tuple[list[Neighbour], Mapping[Near, float]]:
    """The symptoms and treatments of ``disease``, and those believed as of ``year``."""
    (row,) = store.read(MINE, {"id": disease, "year": year})
    columns = zip(_nears(row), row["beliefs"], row["nodes"], row["diseases"], strict=True)
    return [Neighbour(*cells) for cells in columns], _beliefs(row, _then(store, [row], year))


def shared(
    store: ReadableStore, diseases: Sequence[str], mine: Sequence[Neighbour], year: int | None
) -> Mapping[str, Mapping[Near, float]]:
    """Which of ``mine`` each of ``diseases`` has, believed as of ``year``."""
    nodes = [one.node for one in mine if one.diseases > 1]
    rows = store.read(SHARED, {"diseases": diseases, "nodes": nodes, "year": year})
    then = _then(store, rows, year)
    return {row["disease"]: _beliefs(row, then) for row in rows}


def _nears(row: Mapping[str, Any]) -> list[Near]:
    return list(zip(row["ids"], row["predicates"], strict=True))


def _then(
    store: ReadableStore, rows: Iterable[Mapping[str, Any]], year: int | None
) -> Mapping[str, float] | None:
    """The beliefs as of ``year``, by key; None without a year."""
    if year is None:
        return None
    then = evidence_then(store, [key for row in rows for key in row["keys"]], year)
    return {key: belief_then(pieces) for key, pieces in then.items()}


def _beliefs(row: Mapping[str, Any], then: Mapping[str, float] | None) -> Mapping[Near, float]:
    """The beliefs above 0 of the facts in the columns of ``row``, as they are, or as they were ``then``."""
    beliefs = row["beliefs"] if then is None else [then.get(key, 0.0) for key in row["keys"]]
    return {near: belief for near, belief in zip(_nears(row), beliefs, strict=True) if belief > 0.0}
