"""The settings file of the local server."""

from collections.abc import Mapping
from pathlib import Path

from medkg.graph_db.server.files import write_aside

HOST = "127.0.0.1"

_QUICK_STOP = {"internal.dbms.bolt.netty_server_shutdown_quiet_period": "0"}
"""Each of the two Bolt listeners otherwise waits five seconds after the databases are closed. The setting is
not public, so only the series that is known to have it is given it: others refuse unknown ones.
"""
_SERIES = "5."


def write_configuration(
    instance: Path, *, version: str, port: int, page_cache: str, settings: Mapping[str, str] | None = None
) -> None:
    """Writes ``conf/neo4j.conf``: Bolt on loopback only, no HTTP, no usage report, a bounded transaction log.

    ``version`` is Neo4j's; ``page_cache`` its page cache with its unit (``512m``); ``settings`` come besides
    or instead.
    """
    lines = {
        "server.default_listen_address": HOST,
        "server.bolt.listen_address": f"{HOST}:{port}",
        "server.bolt.advertised_address": f"{HOST}:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": page_cache,
        "db.tx_log.rotation.retention_policy": "256M size",
        "db.tx_log.rotation.size": "64M",
        "dbms.usage_report.enabled": "false",
        "dbms.security.auth_enabled": "true",
        **(_QUICK_STOP if version.startswith(_SERIES) else {}),
        **(settings or {}),
    }
    for folder in ("conf", "data", "logs", "import", "plugins", "run"):
        (instance / folder).mkdir(exist_ok=True)
    text = "".join(f"{name}={value}\n" for name, value in lines.items())
    write_aside(instance / "conf" / "neo4j.conf", text)
