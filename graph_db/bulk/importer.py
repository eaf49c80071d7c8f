"""Runs the server's own importer, and ends one whose caller was killed."""

import re
import subprocess
from pathlib import Path

import psutil

from medkg.graph_db.bulk.fields import ITEMS
from medkg.graph_db.bulk.files import Files
from medkg.graph_db.errors import ImportFailed
from medkg.graph_db.progress import Progress
from medkg.graph_db.server.command import environment
from medkg.graph_db.server.process import stop
from medkg.graph_db.server.server import Server

DATABASE = "neo4j"
_PROCESS = "importer.pid"
_SETTINGS = "db.tx_log.rotation.size=64M\ndbms.usage_report.enabled=false\n"
_TOLD = re.compile(r"(?:Caused by:|ERROR|Exception)(.*)")


def run_importer(server: Server, folder: Path, files: Files, *, progress: Progress) -> Path:
    """Imports ``files`` into a database of its own; the ``data`` folder it makes below ``folder``.

    The server of ``server`` is not touched. Only files that need it are read as such with values of several
    lines, which the importer reads more slowly.

    Raises:
        ImportFailed: for a key that is given twice or an edge without its ends.
    """
    home = folder / "home"
    for name in ("conf", "data"):
        (home / name).mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(_SETTINGS, encoding="utf-8")
    words = [
        "--verbose",
        "--id-type=string",
        f"--array-delimiter=U+{ord(ITEMS):04X}",
        *_multiline(files),
    ]
    words += ["--max-off-heap-memory=2G", "--bad-tolerance=0", f"--report-file={folder / 'report.log'}"]
    command = server.admin("database", "import", "full", DATABASE, *words, *files.options)
    log = folder / "importer.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=files.folder, env=environment(home), stdout=output, stderr=subprocess.STDOUT
        )
    _note(folder, process.pid)
    if _wait(process, progress):
        raise ImportFailed(f"Neo4j's importer failed: {_reason(folder)}")
    return home / "data"


def _multiline(files: Files) -> tuple[str, ...]:
    """The importer's options for values of several lines; it takes names of files as regular expressions."""
    if not files.multiline:
        return ("--multiline-fields=false",)
    names = ",".join(map(re.escape, sorted(files.multiline)))
    return "--multiline-fields-format=v2", f"--multiline-fields={names}"


def end_importer(folder: Path) -> None:
    """Ends an importer that works in ``folder`` for a caller that is gone."""
    note = folder / _PROCESS
    if not note.exists():
        return
    pid, begun = note.read_text(encoding="utf-8").split()
    try:
        process = psutil.Process(int(pid))
        if abs(process.create_time() - float(begun)) < 1.0:
            stop(process)
    except psutil.NoSuchProcess:
        return


def _note(folder: Path, pid: int) -> None:
    begun = psutil.Process(pid).create_time()
    (folder / _PROCESS).write_text(f"{pid} {begun}", encoding="utf-8")


def _wait(process: "subprocess.Popen[bytes]", progress: Progress) -> int:
    seconds = 0
    try:
        while True:
            progress("importing", seconds, None)
            try:
                return process.wait(1.0)
            except subprocess.TimeoutExpired:
                seconds += 1
    except BaseException:
        process.kill()
        process.wait()
        raise


def _reason(folder: Path) -> str:
    """What the importer said of its failure: the first line of its report, else of its output."""
    report = folder / "report.log"
    lines = report.read_text(encoding="utf-8", errors="replace").splitlines() if report.exists() else []
    if lines:
        return lines[0][:300]
    told = (folder / "importer.log").read_text(encoding="utf-8", errors="replace")
    found = _TOLD.findall(told)
    return found[-1].strip(" :")[:300] if found else "it gave no reason"
