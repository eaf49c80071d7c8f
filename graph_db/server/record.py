"""The note that a started server leaves in its folder, and whether it still holds."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from medkg.graph_db.server.configuration import HOST
from medkg.graph_db.server.files import write_aside


@dataclass(frozen=True, slots=True)
class ServerRecord:
    """A started server: its process, when that began (process numbers are used again), port and version."""

    pid: int
    process_started: float
    port: int
    version: str

    @property
    def uri(self) -> str:
        """Its Bolt address."""
        return f"bolt://{HOST}:{self.port}"

    @property
    def since(self) -> datetime:
        """When its process began."""
        return datetime.fromtimestamp(self.process_started, UTC)

    def process(self) -> psutil.Process | None:
        """The live process, or None when it has ended."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.process_started) < 1.0
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


def write_record(instance: Path, record: ServerRecord) -> None:
    """Leaves the note."""
    write_aside(_path(instance), json.dumps(asdict(record)))


def read_record(instance: Path) -> ServerRecord | None:
    """The note of the server in ``instance``; None where there is none or it cannot be read as one."""
    try:
        return ServerRecord(**json.loads(_path(instance).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def remove_record(instance: Path) -> None:
    """Removes the note."""
    _path(instance).unlink(missing_ok=True)


def _path(instance: Path) -> Path:
    return instance / "run" / "server.json"
