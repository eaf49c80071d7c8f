"""The statements of a load. Names come from a Schema and stand in backticks; all else is a parameter."""

from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN, MEMBERSHIP
from medkg.graph_db.loading.columns import Columns
from medkg.graph_db.loading.prepare import NodeGroup
from medkg.graph_db.schema import EdgeType, is_name


def quoted(name: str) -> str:
    """A schema name, or a name of our own that begins with an underscore, in backticks.

    Raises:
        ValueError: for anything else.
    """
    if not is_name(name.removeprefix("_")):
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


def create_nodes(group: NodeGroup, columns: Columns, member: str) -> str:
    """Makes the nodes of $rows ([key, digest, columns]), members of ``member``; their internal ``ids``."""
    labels = "".join(f":{quoted(name)}" for name in (group.label, *group.labels))
    content = _content("id", columns, member, first=2)
    return f"""
        CYPHER 5 UNWIND $rows AS row
        CREATE (x{labels} {content})
        {_rest(columns, first=2)}
        RETURN collect(id(x)) AS ids
    """


def change_nodes(label: str) -> str:
    """Changes the nodes of $rows (key, properties with null for removal, labels, unwanted)."""
    return f"""
        UNWIND $rows AS row
        MATCH (n:{quoted(label)} {{id: row.key}})
        SET n += row.properties
        REMOVE n:$(row.unwanted)
        SET n:$(row.labels)
    """


def create_edges(group: EdgeType, columns: Columns, member: str) -> str:
    """Makes the edges of $rows ([key, digest, start, end, columns]), members of ``member``, and counts them
    as ``made``.
    """
    return f"""
        UNWIND $rows AS row
        MATCH (s:{quoted(group.start)} {{id: row[2]}})
        MATCH (e:{quoted(group.end)} {{id: row[3]}})
        {_edge(group, columns, member, first=4)}
    """


def create_edges_at(group: EdgeType, columns: Columns, member: str) -> str:
    """The same of $rows with the internal ids of both ends before the columns, where the nodes with these are
    the ends, with the labels $start and $end. As ``s:Label`` these would let the planner look up the keys.
    """
    return f"""
        CYPHER 5 UNWIND $rows AS row
        MATCH (s) WHERE id(s) = row[4] AND s.id = row[2] AND $start IN labels(s)
        MATCH (e) WHERE id(e) = row[5] AND e.id = row[3] AND $end IN labels(e)
        {_edge(group, columns, member, first=6)}
    """


def _edge(group: EdgeType, columns: Columns, member: str, *, first: int) -> str:
    return f"""
        CREATE (s)-[x:{quoted(group.name)} {_content("key", columns, member, first=first)}]->(e)
        {_rest(columns, first=first)}
        RETURN count(x) AS made
    """


def _content(identity: str, columns: Columns, member: str, *, first: int) -> str:
    """The properties of a row [key, digest, ...] with columns from index ``first`` on."""
    values = [f"{quoted(name)}: row[{index}]" for index, name in enumerate(columns.names, first)]
    marks = [f"{DIGEST}: row[1]", f"{quoted(member)}: true"]
    return f"{{{', '.join([f'{identity}: row[0]', *values, *marks])}}}"


def _rest(columns: Columns, *, first: int) -> str:
    return f"SET x += row[{first + len(columns.names)}]" if columns.rest else ""


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
    """The first of $rows ([key, digest, start, end, ...]) of which an end is missing."""
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (s:{quoted(group.start)} {{id: row[2]}})
        OPTIONAL MATCH (e:{quoted(group.end)} {{id: row[3]}})
        WITH row, s, e WHERE s IS NULL OR e IS NULL
        RETURN row[0] AS key, CASE WHEN s IS NULL THEN $start ELSE $end END AS label,
               CASE WHEN s IS NULL THEN row[2] ELSE row[3] END AS id LIMIT 1
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
