"""The manifest: which shards make up a build, and what made them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from medkg.kg.build.atomic import write_whole
from medkg.kg.build.errors import NotABuildError
from medkg.kg.build.shards import Shards

FILE = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of a finished build, with names of shards.

    ``sources`` are names and SHA-256 of the input files; ``code``, ``extractor`` and ``linker`` are
    versions (the last two name model and vocabulary); ``documents``, ``mentions`` and ``links`` are
    parallel. Builds of earlier releases have no ``hierarchy``.
    """

    code: str
    extractor: str
    linker: str
    options: dict[str, Any]
    sources: tuple[tuple[str, str], ...]
    record: str
    documents: tuple[str, ...]
    mentions: tuple[str, ...]
    links: tuple[str, ...]
    curated: str
    assembled: str
    hierarchy: str = ""

    @property
    def shards(self) -> list[str]:
        """Every shard that the build needs."""
        parts = (*self.documents, *self.mentions, *self.links, self.curated, self.assembled, self.hierarchy)
        return [self.record, *filter(None, parts)]

    def write(self, directory: Path) -> None:
        """Write it into the build directory ``directory``."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False)
        write_whole(directory / FILE, text + "\n")

    @classmethod
    def read(cls, directory: Path) -> "Manifest":
        """The manifest of the build in ``directory``.

        Raises:
            NotABuildError: if there is no finished build of this format.
        """
        try:
            values: dict[str, Any] = json.loads((directory / FILE).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise NotABuildError(f"{directory} holds no finished build; `medkg build` makes one") from None
        if values.pop("format", None) != FORMAT:
            raise NotABuildError(f"the build in {directory} is not of format {FORMAT}; build it anew")
        lists = ("documents", "mentions", "links")
        values.update({name: tuple(values[name]) for name in lists})
        values["sources"] = tuple((name, digest) for name, digest in values["sources"])
        return cls(**values)

    def tables(self, directory: Path) -> dict[str, list[Path]]:
        """The files of every table of the build in ``directory``, by the table's name."""
        shards = Shards(directory)
        found = {
            name: shards.files([self.assembled], name)
            for name in ("concepts", "evidence", "facts", "dropped")
        }
        if self.hierarchy:
            found["hierarchy"] = shards.files([self.hierarchy], "hierarchy")
        return found | annotation_tables(shards, self.documents, self.mentions, self.links)


def annotation_tables(
    shards: Shards, documents: Sequence[str], mentions: Sequence[str], links: Sequence[str]
) -> dict[str, list[Path]]:
    """The files of the tables that are made document by document."""
    return {
        "documents": shards.files(documents, "documents"),
        "sentences": shards.files(mentions, "sentences"),
        "mentions": shards.files(mentions, "mentions"),
        "relations": shards.files(mentions, "relations"),
        "links": shards.files(links, "links"),
        "linked_concepts": shards.files(links, "concepts"),
        "failures": shards.files((*documents, *mentions, *links), "failures"),
    }
