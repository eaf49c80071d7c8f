"""One graph as the load of every released version of the schema left it, in statements of that time."""

from collections.abc import Mapping, Sequence

from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.store import Store
from tests.graph_db.graphs import lives_in, near, person, place

NODES: Sequence[Node] = (place(1), place(2), person(1))
EDGES: Sequence[Edge] = (lives_in(1, 1), near(1, 2))

_GRAPH = """
    CREATE (a:Place:Village {id: 'P:1', size: 10}), (b:Place:Village {id: 'P:2', size: 20}),
           (c:Person {id: 'H:1', name: 'person 1', tags: ['a', 'b']}),
           (c)-[l:LIVES_IN {key: 'lives 1', since: 1900}]->(a),
           (a)-[n:NEAR {key: 'near 1 2', distance: 1.5}]->(b)
"""

GRAPHS: Mapping[int, Sequence[str]] = {
    1: (
        f"""{_GRAPH} WITH [a, b, c] AS nodes, [l, n] AS edges
            FOREACH (x IN nodes | SET x._digest = '0123456789abcdef0123456789abcdef',
                x._in_main = 'fedcba98765432100123456789abcdef')
            FOREACH (x IN edges | SET x._digest = '0123456789abcdef0123456789abcdef',
                x._in_main = 'fedcba98765432100123456789abcdef')""",
        "CREATE CONSTRAINT IF NOT EXISTS FOR (b:_LoadBatch) REQUIRE (b.graph, b.digest) IS UNIQUE",
        "CREATE (:_LoadBatch {graph: 'main', digest: 'a', created: 1})",
    ),
    2: (
        f"""{_GRAPH} SET a._digest = -559645587734996721, b._digest = -878300918021729749,
                c._digest = -6558393867903025637, l._digest = 5793738945494343875,
                n._digest = 2585450053885920609
            WITH [a, b, c] AS nodes, [l, n] AS edges
            FOREACH (x IN nodes | SET x._in_main = true)
            FOREACH (x IN edges | SET x._in_main = true)""",
        "CREATE (:_Graph {name: 'main', schema: 2, build: 'b1', nodes: 3, edges: 2})",
        "CREATE (:_Lock {id: 1, held: true})",
    ),
}
"""The statements by version. A version is added when it is released, and none is changed."""

REWRITTEN: Mapping[int, int] = {1: 5, 2: 0}
"""How many of the rows a load of today has to write again, by version."""


def make_released(store: Store, version: int) -> None:
    """Makes the graph as of ``version`` in an empty database."""
    for statement in GRAPHS[version]:
        store.write(statement)
