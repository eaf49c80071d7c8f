"""A question to the graph: opening it, and what to say where it is empty."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from medkg.graph_db.store import Store

T = TypeVar("T")


class EmptyGraphError(Exception):
    """A question to a server that holds no graph."""


@contextmanager
def asking(uri: str | None, user: str | None, database: str | None) -> Iterator["Store"]:
    """The store to ask.

    Raises:
        EmptyGraphError: if what is asked fails because nothing was loaded.
    """
    from medkg.kg.cli.connection import open_store

    with open_store(uri, user, database) as store, _told_if_empty(store):
        yield store


def answered(answer: T, show: Callable[[T], None], json: bool) -> None:
    """Print ``answer`` as JSON, or as ``show`` does."""
    from medkg.kg.cli.output import print_json

    print_json(answer) if json else show(answer)


@contextmanager
def _told_if_empty(store: "Store") -> Iterator[None]:
    """Whatever goes wrong on a server without any concept goes wrong because nothing was loaded."""
    from medkg.graph_db.errors import QueryFailed
    from medkg.kg.diagnosis.errors import NoDiseasesError
    from medkg.kg.questions import UnknownConceptError

    try:
        yield
    except (QueryFailed, UnknownConceptError, NoDiseasesError) as error:
        if store.read("MATCH (c:Concept) RETURN c.id LIMIT 1"):
            raise
        message = f"{store.uri} holds no graph; build one and load it: medkg load DIR"
        raise EmptyGraphError(message) from error
