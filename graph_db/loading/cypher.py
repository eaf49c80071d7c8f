"""The statements of a load. Names come from a Schema and stand in backticks; all else is a parameter."""

from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN, MEMBERSHIP
from medkg.graph_db.schema import EdgeType, is_name


def quoted(name: str) -> str:
    """A schema name in backticks.

    Raises:
        ValueError: for anything that is no schema name.
    """
    if not is_name(name):
        raise ValueError(f"{name!r} is no schema name; letters, digits and underscores are allowed")
    return f"`{name}`"


def nodes(label: str) -> str:
    """The pattern of the nodes ``x`` with ``label``."""
    return f"(x:{quoted(label)})"


def edges(name: str) -> str:
    """The pattern of the edges ``x`` of type ``name``."""
    return f"()-[x:{quoted(name)}]->()"


def count(pattern: str) -> str:
    """How many there are, as ``n``; the server keeps these numbers."""
    return f"MATCH {pattern} RETURN count(x) AS n"


def digests(pattern: str) -> str:
    """The ``digest`` and ``element`` id of all that belong to graph $member."""
    return f"""
        MATCH {pattern} WHERE x[$member] IS NOT NULL RETURN x.{DIGEST} AS digest, elementId(x) AS element
    """


def node_states(label: str) -> str:
    """The indices of those of $rows ([index, key]) that are ``missing``, and the ``states`` of the others."""
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (n:{quoted(label)} {{id: row[1]}})
        RETURN collect(CASE WHEN n IS NULL THEN row[0] END) AS missing,
               collect(CASE WHEN n IS NOT NULL THEN {{
                   index: row[0], digest: n.{DIGEST}, member: n[$member] IS NOT NULL,
                   foreign: n.{FOREIGN}, names: keys(n), labels: labels(n), placed: true, kept: null
               }} END) AS states
    """


def edge_states(group: EdgeType) -> str:
    """As :func:`node_states`, of $rows ([index, key, start, end]); ``placed`` tells whether the edge has the
    ends of its row.
    """
    start, end = quoted(group.start), quoted(group.end)
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (s)-[r:{quoted(group.name)} {{key: row[1]}}]->(e)
        WITH row, r, coalesce(s:{start} AND s.id = row[2] AND e:{end} AND e.id = row[3], false) AS placed
        RETURN collect(CASE WHEN r IS NULL THEN row[0] END) AS missing,
               collect(CASE WHEN r IS NOT NULL THEN {{
                   index: row[0], digest: r.{DIGEST}, member: r[$member] IS NOT NULL,
                   foreign: r.{FOREIGN}, names: keys(r), labels: [], placed: placed, kept: properties(r)
               }} END) AS states
    """


def create_nodes(label: str, extra: tuple[str, ...]) -> str:
    """Makes the nodes of $rows (all properties)."""
    labels = "".join(f":{quoted(name)}" for name in (label, *extra))
    return f"UNWIND $rows AS row CREATE (n{labels}) SET n = row"


def change_nodes(label: str) -> str:
    """Changes the nodes of $rows (key, properties with null for removal, labels, unwanted)."""
    return f"""
        UNWIND $rows AS row
        MATCH (n:{quoted(label)} {{id: row.key}})
        SET n += row.properties
        REMOVE n:$(row.unwanted)
        SET n:$(row.labels)
    """


def create_edges(group: EdgeType) -> str:
    """Makes the edges of $rows ([start, end, all properties]) and counts them as ``made``."""
    return f"""
        UNWIND $rows AS row
        MATCH (s:{quoted(group.start)} {{id: row[0]}})
        MATCH (e:{quoted(group.end)} {{id: row[1]}})
        CREATE (s)-[r:{quoted(group.name)}]->(e)
        SET r = row[2]
        RETURN count(r) AS made
    """


def change_edges(group: EdgeType) -> str:
    """Changes the edges of $rows (key, properties with null for those to remove)."""
    return f"""
        UNWIND $rows AS row
        MATCH ()-[r:{quoted(group.name)} {{key: row.key}}]->()
        SET r += row.properties
    """


def delete_edges(group: EdgeType) -> str:
    """Deletes the edges with $keys."""
    return f"UNWIND $keys AS key MATCH ()-[r:{quoted(group.name)} {{key: key}}]->() DELETE r"


def missing_end(group: EdgeType) -> str:
    """The first of $rows ([start, end, properties]) of which an end is missing."""
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (s:{quoted(group.start)} {{id: row[0]}})
        OPTIONAL MATCH (e:{quoted(group.end)} {{id: row[1]}})
        WITH row, s, e WHERE s IS NULL OR e IS NULL
        RETURN row[2].key AS key, CASE WHEN s IS NULL THEN $start ELSE $end END AS label,
               CASE WHEN s IS NULL THEN row[0] ELSE row[1] END AS id LIMIT 1
    """


SWEEP_EDGES = f"""
    MATCH ()-[x]->() WHERE elementId(x) IN $elements
    WITH x, none(name IN keys(x) WHERE name STARTS WITH '{MEMBERSHIP}' AND name <> $member) AS alone
    WITH x, alone, alone AND x.{FOREIGN} IS NULL AS ours
    FOREACH (_ IN CASE WHEN ours THEN [1] ELSE [] END | DELETE x)
    FOREACH (_ IN CASE WHEN alone AND NOT ours THEN [1] ELSE [] END | SET x += $release)
    FOREACH (_ IN CASE WHEN alone THEN [] ELSE [1] END | SET x += $leave)
    RETURN count(CASE WHEN ours THEN 1 END) AS deleted
"""
"""Takes the edges with $elements out of the graph $member."""

SWEEP_NODES = SWEEP_EDGES.replace("MATCH ()-[x]->()", "MATCH (x)").replace(
    f"x.{FOREIGN} IS NULL AS ours", f"x.{FOREIGN} IS NULL AND NOT EXISTS {{ (x)--() }} AS ours"
)
"""The same for nodes; one that others' edges still hold is released instead of deleted."""

HELD_NODES = f"""
    MATCH (n) WHERE elementId(n) IN $elements AND n.{FOREIGN} IS NULL
        AND none(name IN keys(n) WHERE name STARTS WITH '{MEMBERSHIP}' AND name <> $member)
    MATCH (n)-[r]-() WHERE r[$member] IS NOT NULL
    RETURN n.id AS id, r.key AS key, type(r) AS type, r.{DIGEST} AS digest
"""
"""The edges of those of $elements, nodes that are to go, that belong to graph $member alone."""
