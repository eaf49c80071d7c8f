"""A finished build moved to other vocabularies."""

import shutil
from pathlib import Path
from time import perf_counter

from medkg.extraction.evaluation.throughput import peak_memory_mb
from medkg.kg.build.counting import Run, report
from medkg.kg.build.finish import SPILL, Extracted, Finish
from medkg.kg.build.lock import build_lock
from medkg.kg.build.manifest import Manifest
from medkg.kg.build.parts import LinkerPart, Progress, no_progress
from medkg.kg.build.report import BuildReport
from medkg.kg.build.settings import Settings
from medkg.kg.build.shards import Shards


def relink(directory: Path, *, linker: LinkerPart, progress: Progress = no_progress) -> BuildReport:
    """Link the mentions of the build in ``directory`` anew by ``linker``, assemble its facts, and count them.

    Nothing is read or extracted again; the result is that of a build with ``linker``. So a mention that had
    no concept gets one where ``linker`` knows it, with all its evidence. Until the end, and when killed, the
    build stays as it was; run again, it goes on.

    Raises:
        BuildLockedError: if a build runs in ``directory``.
        NotABuildError: if ``directory`` holds no finished build.
    """
    Manifest.read(directory)
    started = perf_counter()
    with build_lock(directory):
        former = Manifest.read(directory)
        job = Finish(Shards(directory), linker, progress, Settings.of(former.options))
        manifest = job.run(
            Extracted(former.sources, former.record, former.documents, former.mentions, former.extractor)
        )
        run = Run(job.made, job.kept, 0, perf_counter() - started, peak_memory_mb())
        finished = report(directory, manifest, run, spill=directory / SPILL)
        shutil.rmtree(directory / SPILL, ignore_errors=True)
    return finished
