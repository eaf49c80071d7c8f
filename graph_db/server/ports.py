"""Free and taken ports of the loopback address."""

import socket

from medkg.graph_db.errors import PortTaken
from medkg.graph_db.server.configuration import HOST

ANY_PORT = 0


def choose_port(port: int) -> int:
    """``port`` itself, or a free one for :data:`ANY_PORT`.

    Raises:
        PortTaken: when another program listens there.
        ValueError: for a number that is no port.
    """
    if not 0 <= port <= 65535:
        raise ValueError(f"{port} is no port; 1 to 65535 are allowed, or {ANY_PORT} for any free one")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(
                f"port {port} of {HOST} is taken ({error.strerror}); choose another port ({ANY_PORT} for any "
                "free one), or set NEO4J_URI if a Neo4j that you want to use listens there"
            ) from None
        chosen: int = probe.getsockname()[1]
        return chosen
