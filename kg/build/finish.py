"""The later half of a build: from mentions to concepts, facts and the manifest."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from medkg.kg.assembly import assemble as assembly
from medkg.kg.build.atomic import whole_folder
from medkg.kg.build.curate import curate, curate_nothing
from medkg.kg.build.hashing import digest
from medkg.kg.build.hierarchy import arrange
from medkg.kg.build.link import link
from medkg.kg.build.manifest import Manifest, annotation_tables
from medkg.kg.build.parts import LinkerPart, Progress
from medkg.kg.build.settings import Settings
from medkg.kg.build.shards import Shards
from medkg.kg.predicate import PREDICATES
from medkg.kg.versions import code_version

SPILL = "spill"


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the earlier half made: input ``sources``, the ``record`` of reading, and the parallel shards of
    ``documents`` and ``mentions``, those by an extractor of version ``extractor``.
    """

    sources: tuple[tuple[str, str], ...]
    record: str
    documents: tuple[str, ...]
    mentions: tuple[str, ...]
    extractor: str


@dataclass(slots=True)
class Finish:
    """Links, curates and assembles; counts the shards it made and those it found done."""

    shards: Shards
    linker: LinkerPart
    progress: Progress
    settings: Settings
    made: int = 0
    kept: int = 0

    def run(self, extracted: Extracted) -> Manifest:
        """Do what is left to do; the manifest is written when all is done, and then old shards go."""
        links = self._link(extracted)
        curated = self._curate()
        self.progress("assemble", 0, 1)
        assembled = self._assemble(extracted, links, curated)
        hierarchy, new = arrange(self.shards, assembled, self.linker)
        self._count(new)
        self.progress("assemble", 1, 1)
        manifest = Manifest(
            code=code_version(),
            extractor=extracted.extractor,
            linker=self.linker.version,
            options=asdict(self.settings),
            sources=extracted.sources,
            record=extracted.record,
            documents=extracted.documents,
            mentions=extracted.mentions,
            links=tuple(links),
            curated=curated,
            assembled=assembled,
            hierarchy=hierarchy,
        )
        manifest.write(self.shards.directory)
        self.shards.remove_others(manifest.shards)
        return manifest

    def _link(self, extracted: Extracted) -> list[str]:
        made = []
        pairs = list(zip(extracted.documents, extracted.mentions, strict=True))
        for number, (documents, mentions) in enumerate(pairs):
            self.progress("link", number, len(pairs))
            name, new = link(self.shards, documents, mentions, self.linker)
            self._count(new)
            made.append(name)
        self.progress("link", len(pairs), len(pairs))
        return made

    def _curate(self) -> str:
        if self.settings.curated == "none":
            return curate_nothing(self.shards)
        return curate(self.shards, self.linker)

    def _assemble(self, extracted: Extracted, links: Sequence[str], curated: str) -> str:
        predicates = sorted(
            (p.name, p.biolink, sorted(p.domain), sorted(p.range), p.symmetric) for p in PREDICATES.values()
        )
        parts = [extracted.documents, extracted.mentions, links, curated, self.settings.curated, predicates]
        name = "facts-" + digest(assembly.VERSION, parts)
        self._count(not self.shards.has(name))
        if not self.shards.has(name):
            tables = annotation_tables(self.shards, extracted.documents, extracted.mentions, links)
            tables["curated"] = self.shards.files([curated], "curated")
            tables["curated_concepts"] = self.shards.files([curated], "concepts")
            with whole_folder(self.shards.path(name)) as folder:
                assembly.assemble(tables, folder, curated=self.settings.curated, spill=self._spill)
        return name

    @property
    def _spill(self) -> Path:
        return self.shards.directory / SPILL

    def _count(self, new: bool) -> None:
        self.made += new
        self.kept += not new
