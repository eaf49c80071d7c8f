"""The whole build: read, extract, link, curate, assemble."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from medkg.extraction.evaluation.throughput import peak_memory_mb
from medkg.extraction.readers.bounded import Limits
from medkg.extraction.readers.columns import Columns
from medkg.extraction.readers.standard_input import with_standard_input
from medkg.kg.build.counting import Run, report
from medkg.kg.build.extract import extract
from medkg.kg.build.finish import SPILL, Extracted, Finish
from medkg.kg.build.inputs import input_digests
from medkg.kg.build.lock import build_lock
from medkg.kg.build.parts import ExtractorPart, LinkerPart, Progress, no_progress
from medkg.kg.build.read import read
from medkg.kg.build.report import BuildReport
from medkg.kg.build.settings import Curated, Settings
from medkg.kg.build.shards import Shards


def build(
    inputs: Iterable[Path | str],
    out: Path,
    *,
    extractor: ExtractorPart,
    linker: LinkerPart,
    progress: Progress = no_progress,
    format: str | None = None,
    shard_documents: int = 100,
    shard_characters: int = 1_000_000,
    curated: Curated = "touched",
    columns: Columns | None = None,
) -> BuildReport:
    """Build the facts of ``inputs`` (files, folders, globs, ``-``) in the directory ``out``, and count them.

    What an earlier run finished there, even one that was killed, is kept where its inputs and the versions
    of its parts are the same; the result is the same as of one undisturbed run. The order of ``inputs``
    does not matter. ``curated`` says which facts of curated tables enter: of diseases that the texts name
    (``touched``), ``all``, or ``none``. Records that fail are rows of the table ``failures``.

    Raises:
        BuildLockedError: if another build runs in ``out``.
        NoInputError: for an input that names no file.
        ValueError: for a setting that is not allowed.
    """
    settings = Settings(format, shard_documents, shard_characters, curated, columns or Columns())
    started = perf_counter()
    given = sorted({Path(path) for path in inputs})
    with build_lock(out), with_standard_input(given, Limits()) as paths:
        job = _Job(Shards(out), extractor, progress, settings)
        job.shards.folder.mkdir(exist_ok=True)
        extracted = job.run(paths)
        finish = Finish(job.shards, linker, progress, settings)
        manifest = finish.run(extracted)
        made, kept = job.made + finish.made, job.kept + finish.kept
        run = Run(made, kept, job.documents, perf_counter() - started, peak_memory_mb())
        finished = report(out, manifest, run, spill=out / SPILL)
        shutil.rmtree(out / SPILL, ignore_errors=True)
    return finished


@dataclass(slots=True)
class _Job:
    """The earlier half of one run; counts the shards it made and those it found done."""

    shards: Shards
    extractor: ExtractorPart
    progress: Progress
    settings: Settings
    made: int = 0
    kept: int = 0
    documents: int = 0

    def run(self, paths: Sequence[Path]) -> Extracted:
        """Read and extract what is left to do."""
        sources = input_digests(paths)
        record, documents = read(self.shards, paths, sources, self.settings, self.progress)
        mentions = self._extract(documents)
        return Extracted(tuple(sources), record, tuple(documents), tuple(mentions), self.extractor.version)

    def _extract(self, documents: Sequence[str]) -> list[str]:
        made = []
        for number, shard in enumerate(documents):
            self.progress("extract", number, len(documents))
            name, new = extract(self.shards, shard, self.extractor)
            self._count(new)
            self.documents += self.shards.count(shard, "documents") if new else 0
            made.append(name)
        self.progress("extract", len(documents), len(documents))
        return made

    def _count(self, new: bool) -> None:
        self.made += new
        self.kept += not new
