"""Which server to talk to, and as whom."""

import os
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from medkg.graph_db.errors import InvalidConnection
from medkg.graph_db.server.password import USER
from medkg.graph_db.server.server import Server

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Connection:
    """An address with user, password (never shown) and database; no database means the server's choice."""

    uri: str
    user: str
    password: str | None = field(repr=False)
    database: str | None = None

    def __post_init__(self) -> None:
        parts = _parts(self.uri)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise InvalidConnection(
                f"{_shown(self.uri)} is no Neo4j address; allowed: SCHEME://HOST[:PORT] with a scheme of "
                f"{', '.join(_SCHEMES)}"
            )
        if parts.password:
            raise InvalidConnection("an address carries no password; set NEO4J_PASSWORD instead")
        if not _is_host(parts.hostname):
            raise _wrong_host(self.uri)
        if not _has_port(parts):
            raise InvalidConnection(f"the port of {_shown(self.uri)} is not allowed; 1 to 65535, or none, is")


def find_connection(
    uri: str | None = None,
    user: str | None = None,
    database: str | None = None,
    *,
    password: str | None = None,
    server: Server | None = None,
) -> Connection:
    """Fills what is None from NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    Without any address it is the local ``server`` (default: the user's own). Where no password is given and
    the address is the local server's, the password comes from its folder.

    Raises:
        InvalidConnection: when there is no address and no local server runs, or the address is none.
    """
    local = (server or Server()).status()
    uri = uri or os.environ.get("NEO4J_URI") or (local.uri if local else None)
    if uri is None:
        raise InvalidConnection("no Neo4j runs; start one with 'medkg neo4j start', or set NEO4J_URI")
    password = password or os.environ.get("NEO4J_PASSWORD")
    if password is None and local and uri == local.uri:
        password = (server or Server()).password()
    user = user or os.environ.get("NEO4J_USERNAME") or USER
    return Connection(uri, user, password, database or os.environ.get("NEO4J_DATABASE") or None)


def _parts(uri: str) -> SplitResult:
    try:
        return urlsplit(uri)
    except ValueError:
        raise _wrong_host(uri) from None


def _is_host(name: str) -> bool:
    """Whether the driver can look ``name`` up: each of its labels has 1 to 63 characters."""
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False


def _has_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False


def _wrong_host(uri: str) -> InvalidConnection:
    return InvalidConnection(
        f"the host of {_shown(uri)} is not allowed; a name (1 to 63 characters between dots), an IPv4 "
        "address or an IPv6 address in brackets is"
    )


def _shown(uri: str) -> str:
    return repr(uri.rpartition("@")[2])
