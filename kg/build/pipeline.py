"""The whole build: read, extract, link, curate, assemble."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from medkg.extraction.evaluation.throughput import peak_memory_mb
from medkg.extraction.readers.bounded import Limits
from medkg.extraction.readers.columns import Columns
from medkg.extraction.readers.standard_input import with_standard_input
from medkg.kg.assembly import assemble as assembly
from medkg.kg.build.atomic import whole_folder
from medkg.kg.build.counting import Run, report
from medkg.kg.build.curate import curate, curate_nothing
from medkg.kg.build.extract import extract
from medkg.kg.build.hashing import digest
from medkg.kg.build.inputs import input_digests
from medkg.kg.build.link import link
from medkg.kg.build.lock import build_lock
from medkg.kg.build.manifest import Manifest, annotation_tables
from medkg.kg.build.parts import ExtractorPart, LinkerPart, Progress, no_progress
from medkg.kg.build.read import read
from medkg.kg.build.report import BuildReport
from medkg.kg.build.settings import Curated, Settings
from medkg.kg.build.shards import Shards
from medkg.kg.predicate import PREDICATES
from medkg.kg.versions import code_version

_SPILL = "spill"


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
        job = _Job(Shards(out), extractor, linker, progress, settings)
        job.shards.folder.mkdir(exist_ok=True)
        manifest = job.run(paths)
        run = Run(job.made, job.kept, job.documents, perf_counter() - started, peak_memory_mb())
        finished = report(out, manifest, run, spill=out / _SPILL)
        shutil.rmtree(out / _SPILL, ignore_errors=True)
    return finished


@dataclass(slots=True)
class _Job:
    """One run; counts the shards it made and those it found done."""

    shards: Shards
    extractor: ExtractorPart
    linker: LinkerPart
    progress: Progress
    settings: Settings
    made: int = 0
    kept: int = 0
    documents: int = 0

    def run(self, paths: Sequence[Path]) -> Manifest:
        """Do what is left to do; the manifest is written when all is done, and then old shards go."""
        sources = input_digests(paths)
        record, documents = read(self.shards, paths, sources, self.settings, self.progress)
        mentions = self._extract(documents)
        links = self._link(documents, mentions)
        curated = self._curate()
        self.progress("assemble", 0, 1)
        assembled = self._assemble(documents, mentions, links, curated)
        self.progress("assemble", 1, 1)
        manifest = Manifest(
            code=code_version(),
            extractor=self.extractor.version,
            linker=self.linker.version,
            options=asdict(self.settings),
            sources=tuple(sources),
            record=record,
            documents=tuple(documents),
            mentions=tuple(mentions),
            links=tuple(links),
            curated=curated,
            assembled=assembled,
        )
        manifest.write(self.shards.directory)
        self.shards.remove_others(manifest.shards)
        return manifest

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

    def _link(self, documents: Sequence[str], mentions: Sequence[str]) -> list[str]:
        made = []
        for number, (texts, shard) in enumerate(zip(documents, mentions, strict=True)):
            self.progress("link", number, len(documents))
            name, new = link(self.shards, texts, shard, self.linker)
            self._count(new)
            made.append(name)
        self.progress("link", len(documents), len(documents))
        return made

    def _curate(self) -> str:
        if self.settings.curated == "none":
            return curate_nothing(self.shards)
        return curate(self.shards, self.linker)

    def _assemble(
        self, documents: Sequence[str], mentions: Sequence[str], links: Sequence[str], curated: str
    ) -> str:
        predicates = sorted(
            (p.name, p.biolink, sorted(p.domain), sorted(p.range), p.symmetric) for p in PREDICATES.values()
        )
        parts = [documents, mentions, links, curated, self.settings.curated, predicates]
        name = "facts-" + digest(assembly.VERSION, parts)
        self._count(not self.shards.has(name))
        if not self.shards.has(name):
            tables = annotation_tables(self.shards, documents, mentions, links)
            tables["curated"] = self.shards.files([curated], "curated")
            tables["curated_concepts"] = self.shards.files([curated], "concepts")
            with whole_folder(self.shards.path(name)) as folder:
                spill = self.shards.directory / _SPILL
                assembly.assemble(tables, folder, curated=self.settings.curated, spill=spill)
        return name

    def _count(self, new: bool) -> None:
        self.made += new
        self.kept += not new
