"""A property graph in Neo4j.

Names come from their modules when first asked for, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medkg.graph_db.connection import Connection as Connection
    from medkg.graph_db.errors import StoreError as StoreError
    from medkg.graph_db.loading.report import LoadReport as LoadReport
    from medkg.graph_db.rows import Edge as Edge
    from medkg.graph_db.rows import Node as Node
    from medkg.graph_db.rows import NodeRef as NodeRef
    from medkg.graph_db.schema import EdgeType as EdgeType
    from medkg.graph_db.schema import Schema as Schema
    from medkg.graph_db.server.server import Server as Server
    from medkg.graph_db.server.server import ServerInfo as ServerInfo
    from medkg.graph_db.store import Store as Store

_MODULES = {
    "Connection": "medkg.graph_db.connection",
    "Edge": "medkg.graph_db.rows",
    "EdgeType": "medkg.graph_db.schema",
    "LoadReport": "medkg.graph_db.loading.report",
    "Node": "medkg.graph_db.rows",
    "NodeRef": "medkg.graph_db.rows",
    "Schema": "medkg.graph_db.schema",
    "Server": "medkg.graph_db.server.server",
    "ServerInfo": "medkg.graph_db.server.server",
    "Store": "medkg.graph_db.store",
    "StoreError": "medkg.graph_db.errors",
}

__all__ = [
    "Connection",
    "Edge",
    "EdgeType",
    "LoadReport",
    "Node",
    "NodeRef",
    "Schema",
    "Server",
    "ServerInfo",
    "Store",
    "StoreError",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
