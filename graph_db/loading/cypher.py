"""The statements of a load. Names come from a Schema and stand in backticks; all else is a parameter."""

from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN, LEDGER_LABEL, MEMBERSHIP
from medkg.graph_db.schema import EdgeType, is_name


def quoted(name: str) -> str:
    """A schema name in backticks.

    Raises:
        ValueError: for anything that is no schema name.
    """
    if not is_name(name):
        raise ValueError(f"{name!r} is no schema name; letters, digits and underscores are allowed")
    return f"`{name}`"


def node_states(label: str) -> str:
    """The indices of those of $rows (index, key, digest) that are ``missing``, and the ``states`` of those
    that

    are there but not yet as batch $batch of graph $member has them.
    """
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (n:{quoted(label)} {{id: row.key}})
        WITH row, n, coalesce(n.{DIGEST} <> row.digest OR n[$member] <> $batch, true) AS differs
        RETURN collect(CASE WHEN n IS NULL THEN row.index END) AS missing,
               collect(CASE WHEN n IS NOT NULL AND differs THEN {{
                   index: row.index, digest: n.{DIGEST}, batch: n[$member], foreign: n.{FOREIGN},
                   names: keys(n), labels: labels(n), placed: true, kept: null
               }} END) AS states
    """


def write_nodes(label: str) -> str:
    """Makes or changes the nodes of $rows (key, properties with null for removal, labels, unwanted)."""
    return f"""
        UNWIND $rows AS row
        MERGE (n:{quoted(label)} {{id: row.key}})
        SET n += row.properties
        REMOVE n:$(row.unwanted)
        SET n:$(row.labels)
    """


def edge_states(group: EdgeType) -> str:
    """As :func:`node_states`; ``placed`` tells whether the edge has the ends of its row (start, end)."""
    start, end = quoted(group.start), quoted(group.end)
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (s)-[r:{quoted(group.name)} {{key: row.key}}]->(e)
        WITH row, r, coalesce(s:{start} AND s.id = row.start AND e:{end} AND e.id = row.end, false) AS placed
        WITH row, r, placed,
             NOT placed OR coalesce(r.{DIGEST} <> row.digest OR r[$member] <> $batch, true) AS differs
        RETURN collect(CASE WHEN r IS NULL THEN row.index END) AS missing,
               collect(CASE WHEN r IS NOT NULL AND differs THEN {{
                   index: row.index, digest: r.{DIGEST}, batch: r[$member], foreign: r.{FOREIGN},
                   names: keys(r), labels: [], placed: placed, kept: properties(r)
               }} END) AS states
    """


def create_edges(group: EdgeType) -> str:
    """Makes the edges of $rows (key, start, end, properties) and counts them as ``made``."""
    return f"""
        UNWIND $rows AS row
        MATCH (s:{quoted(group.start)} {{id: row.start}})
        MATCH (e:{quoted(group.end)} {{id: row.end}})
        CREATE (s)-[r:{quoted(group.name)} {{key: row.key}}]->(e)
        SET r += row.properties
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
    """The first of $rows (key, start, end) of which an end is missing."""
    return f"""
        UNWIND $rows AS row
        OPTIONAL MATCH (s:{quoted(group.start)} {{id: row.start}})
        OPTIONAL MATCH (e:{quoted(group.end)} {{id: row.end}})
        WITH row, s, e WHERE s IS NULL OR e IS NULL
        RETURN row.key AS key, CASE WHEN s IS NULL THEN $start ELSE $end END AS label,
               CASE WHEN s IS NULL THEN row.start ELSE row.end END AS id LIMIT 1
    """


SWEEP_EDGES = f"""
    MATCH ()-[x]->() WHERE x[$member] IS NOT NULL AND NOT x[$member] IN $batches
    WITH x LIMIT $limit
    WITH x, none(name IN keys(x) WHERE name STARTS WITH '{MEMBERSHIP}' AND name <> $member) AS alone
    WITH x, alone, alone AND x.{FOREIGN} IS NULL AS ours
    FOREACH (_ IN CASE WHEN ours THEN [1] ELSE [] END | DELETE x)
    FOREACH (_ IN CASE WHEN alone AND NOT ours THEN [1] ELSE [] END | SET x += $release)
    FOREACH (_ IN CASE WHEN alone THEN [] ELSE [1] END | SET x += $leave)
    RETURN count(*) AS swept, count(CASE WHEN ours THEN 1 END) AS deleted
"""
"""Takes edges out of the graph $member whose batch is none of $batches, at most $limit at once."""

SWEEP_NODES = SWEEP_EDGES.replace("MATCH ()-[x]->()", "MATCH (x)").replace(
    f"x.{FOREIGN} IS NULL AS ours", f"x.{FOREIGN} IS NULL AND NOT EXISTS {{ (x)--() }} AS ours"
)
"""The same for nodes; one that others' edges still hold is released instead of deleted."""

HELD_NODE = f"""
    MATCH (n)-[r]-() WHERE n[$member] IS NOT NULL AND NOT n[$member] IN $batches AND r[$member] IN $batches
        AND n.{FOREIGN} IS NULL
        AND none(name IN keys(n) WHERE name STARTS WITH '{MEMBERSHIP}' AND name <> $member)
    RETURN n.id AS id, r.key AS key, type(r) AS type LIMIT 1
"""
"""A node that is to go although an edge that stays needs it."""

LEDGER = f"""
    MATCH (b:{LEDGER_LABEL} {{graph: $graph}})
    RETURN b.digest AS digest, b.created AS created, b.updated AS updated, b.deleted AS deleted,
           b.unchanged AS unchanged
"""
RECORD = f"""
    MERGE (b:{LEDGER_LABEL} {{graph: $graph, digest: $digest}})
    ON CREATE SET b += $counts
    RETURN b.created AS created, b.updated AS updated, b.deleted AS deleted, b.unchanged AS unchanged
"""
ADD_DELETED = f"""
    MERGE (b:{LEDGER_LABEL} {{graph: $graph, digest: $digest}})
    ON CREATE SET b += $counts
    ON MATCH SET b.deleted = b.deleted + $counts.deleted
"""
FORGET = f"""
    UNWIND $digests AS digest MATCH (b:{LEDGER_LABEL} {{graph: $graph, digest: digest}}) DELETE b
"""
CLEAR = f"MATCH (b:{LEDGER_LABEL} {{graph: $graph}}) DELETE b"
