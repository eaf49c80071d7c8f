"""Fetches the pinned Java archives; what is there and whole is not fetched again."""

import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from medkg.graph_db.errors import DownloadError
from medkg.graph_db.progress import Progress, silent
from medkg.graph_db.server.jars import Jar, pinned_jars

if TYPE_CHECKING:
    from jgo.maven import Artifact, MavenContext

_THREADS = 8
_ATTEMPTS = 3
_TIMEOUT_SECONDS = 60


def fetch_jars(
    folder: Path, *, jars: Sequence[Jar] | None = None, progress: Progress = silent
) -> tuple[Path, ...]:
    """Makes ``folder`` hold every archive of ``jars`` (default: the pinned ones) and returns their paths.

    Each is written aside, checked against its SHA-256 and renamed, so a killed download goes on where it was.
    Archives already in the local Maven repository are copied from there.

    Raises:
        DownloadError: when an archive cannot be had, or has another content than the pinned one.
    """
    wanted = pinned_jars() if jars is None else tuple(jars)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        missing = [jar for jar in wanted if not jar.is_at(folder / jar.name)]
        if missing:
            _fetch_all(missing, folder, len(wanted), progress)
            shutil.rmtree(folder / ".staging", ignore_errors=True)
    return tuple(folder / jar.name for jar in wanted)


def _fetch_all(missing: Sequence[Jar], folder: Path, total: int, progress: Progress) -> None:
    done = total - len(missing)
    progress("downloading Neo4j", done, total)
    with ThreadPoolExecutor(_THREADS) as pool:
        tasks = [pool.submit(_fetch, jar, folder) for jar in missing]
        try:
            for task in as_completed(tasks):
                task.result()
                done += 1
                progress("downloading Neo4j", done, total)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _fetch(jar: Jar, folder: Path) -> None:
    for attempt in range(_ATTEMPTS):
        try:
            return _fetch_once(jar, folder, use_local=attempt == 0)
        except DownloadError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.5 * 2**attempt)


def _fetch_once(jar: Jar, folder: Path, *, use_local: bool) -> None:
    artifact = _artifact(jar, _context(folder / ".staging", use_local))
    staged = artifact.cached_path
    if staged is None:
        raise DownloadError(f"no place to write {jar.name}")
    staged.unlink(missing_ok=True)
    try:
        found = artifact.resolve()
    except (OSError, RuntimeError, AssertionError) as error:
        raise DownloadError(
            f"cannot download {jar.name}: {error}; run it again to go on, or set NEO4J_HOME to an unpacked "
            "Neo4j 5.26"
        ) from error
    part = folder / f"{jar.name}.part"
    shutil.copyfile(found, part)
    if not jar.is_at(part):
        raise DownloadError(f"{jar.name} is not the pinned archive: its SHA-256 should be {jar.sha256}")
    part.replace(folder / jar.name)


def _context(staging: Path, use_local: bool) -> "MavenContext":
    from jgo.constants import default_maven_repo
    from jgo.maven import MavenContext

    local = [default_maven_repo()] if use_local else []
    return MavenContext(repo_cache=staging, local_repos=local, timeout=_TIMEOUT_SECONDS)


def _artifact(jar: Jar, context: "MavenContext") -> "Artifact":
    return context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier, "jar")
