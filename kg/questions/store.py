"""What questions need of a store."""

from collections.abc import Mapping
from typing import Any, Protocol


class ReadableStore(Protocol):
    """Answers Cypher that only reads; :class:`medkg.graph_db.store.Store` is one."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None, /) -> list[dict[str, Any]]:
        """The rows of ``cypher`` with ``parameters``."""
        ...
