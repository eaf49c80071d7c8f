"""The local server: start, stop, status."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from medkg.graph_db.progress import Progress, silent
from medkg.graph_db.server.command import admin_command, server_command, set_initial_password
from medkg.graph_db.server.configuration import write_configuration
from medkg.graph_db.server.distribution import Distribution, find_distribution
from medkg.graph_db.server.folders import default_archives, default_instance
from medkg.graph_db.server.java import find_java
from medkg.graph_db.server.password import USER, ensure_password, read_password
from medkg.graph_db.server.ports import choose_port
from medkg.graph_db.server.process import spawn, stop
from medkg.graph_db.server.readiness import wait_until_ready
from medkg.graph_db.server.record import ServerRecord, read_record, remove_record, write_record

DEFAULT_PORT = 7687


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """A running server: where it listens, who it is, since when it runs."""

    uri: str
    user: str
    pid: int
    version: str
    since: datetime
    folder: Path


class Server:
    """A Neo4j Community server on the loopback address, kept in ``instance``.

    ``archives`` is the folder of Java archives, which instances share; ``port`` the Bolt port (0: any free
    one); ``heap`` and ``page_cache`` are Neo4j's memory with units; ``java_options`` go to Java as
    they are, ``settings`` are further lines of neo4j.conf. Making one touches nothing.
    """

    def __init__(
        self,
        instance: Path | None = None,
        *,
        archives: Path | None = None,
        port: int = DEFAULT_PORT,
        heap: str = "1g",
        page_cache: str = "512m",
        java_options: Sequence[str] = (),
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.instance = (instance or default_instance()).absolute()
        self._archives = (archives or default_archives()).absolute()
        self._port = port
        self._heap = heap
        self._page_cache = page_cache
        self._java_options = tuple(java_options)
        self._settings = dict(settings or {})

    def start(self, *, progress: Progress = silent) -> ServerInfo:
        """Starts the server and waits until it answers; a running one is left as it is.

        It goes on when this process ends. The first start downloads what is missing and makes a password.

        Raises:
            PortTaken: when another program listens on the port.
            JavaNotFound: without Java 17 or 21.
            DownloadError: when Java archives cannot be had.
            ServerStartError: when it does not come up; the message ends with its last log lines.
        """
        self.instance.mkdir(parents=True, exist_ok=True)
        self.instance.chmod(0o700)
        with self._lock():
            return self._running(progress)

    def restart(self, between: Callable[[], None], *, progress: Progress = silent) -> ServerInfo:
        """Stops the server, calls ``between`` and starts it; nobody else starts it meanwhile.

        Raises:
            ServerStopError: when it does not end.
            ServerStartError: as :meth:`start` does.
        """
        with self._lock():
            self._stop()
            between()
            return self._running(progress)

    def stop(self) -> bool:
        """Stops the server and waits; False when none was running.

        Raises:
            ServerStopError: when it does not end.
        """
        if not self.instance.exists():
            return False
        with self._lock():
            return self._stop()

    def status(self) -> ServerInfo | None:
        """The running server, or None."""
        record = read_record(self.instance)
        return self._info(record) if record and record.process() else None

    def password(self) -> str:
        """The password of user ``neo4j``.

        Raises:
            ServerStartError: when its file is missing or open to others.
        """
        return read_password(self.instance)

    def admin(self, *words: str) -> list[str]:
        """The command line that runs Neo4j's administration tool with ``words``.

        Raises:
            JavaNotFound: without Java 17 or 21.
            DownloadError: when Java archives cannot be had.
        """
        archives = find_distribution(self._archives, progress=silent).archives
        return admin_command(find_java(), archives, *words)

    def _lock(self) -> FileLock:
        return FileLock(self.instance / ".lock")

    def _running(self, progress: Progress) -> ServerInfo:
        record = read_record(self.instance)
        process = record.process() if record else None
        if record is None or process is None:
            return self._start(progress)
        wait_until_ready(process, record.uri, self.password(), instance=self.instance, progress=progress)
        return self._info(record)

    def _stop(self) -> bool:
        record = read_record(self.instance)
        process = record.process() if record else None
        if process:
            stop(process)
        remove_record(self.instance)
        return process is not None

    def _start(self, progress: Progress) -> ServerInfo:
        port = choose_port(self._port)
        java = find_java()
        distribution = find_distribution(self._archives, progress=progress)
        write_configuration(
            self.instance,
            version=distribution.version,
            port=port,
            page_cache=self._page_cache,
            settings=self._settings,
        )
        password = self._prepare_password(java, distribution)
        command = server_command(
            java, distribution.archives, self.instance, heap=self._heap, options=self._java_options
        )
        process = spawn(command, self.instance)
        record = ServerRecord(process.pid, process.create_time(), port, distribution.version)
        write_record(self.instance, record)
        try:
            wait_until_ready(process, record.uri, password, instance=self.instance, progress=progress)
        except BaseException:
            stop(process)
            remove_record(self.instance)
            raise
        return self._info(record)

    def _prepare_password(self, java: Path, distribution: Distribution) -> str:
        password = ensure_password(self.instance)
        if not (self.instance / "data" / "databases" / "system").exists():
            set_initial_password(java, distribution.archives, self.instance, password)
        return password

    def _info(self, record: ServerRecord) -> ServerInfo:
        return ServerInfo(record.uri, USER, record.pid, record.version, record.since, self.instance)
