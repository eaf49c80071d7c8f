"""The first stage: files to shards of documents."""

import json
from collections.abc import Sequence
from pathlib import Path

from medkg.kg.build.atomic import whole_folder
from medkg.kg.build.cutting import Batch, cut
from medkg.kg.build.document_rows import document_row, failure_row
from medkg.kg.build.hashing import digest
from medkg.kg.build.parts import Progress
from medkg.kg.build.settings import Settings
from medkg.kg.build.shards import Shards
from medkg.kg.build.tables import READ
from medkg.kg.versions import code_version

VERSION = "1"
_INDEX = "index.json"


def read(
    shards: Shards,
    inputs: Sequence[Path],
    sources: Sequence[tuple[str, str]],
    settings: Settings,
    progress: Progress,
) -> tuple[str, list[str]]:
    """The shard that records this reading of ``inputs``, and the shards of documents that it made.

    ``sources`` are names and hashes of the files; those that were read before with the same settings are
    not read again.
    """
    record = "read-" + digest(VERSION, code_version(), sources, settings.reading())
    if not shards.has(record):
        names = _read_all(shards, inputs, settings, progress)
        with whole_folder(shards.path(record)) as folder:
            (folder / _INDEX).write_text(json.dumps(names), encoding="utf-8")
    index: list[str] = json.loads((shards.path(record) / _INDEX).read_text(encoding="utf-8"))
    return record, index


def _read_all(shards: Shards, inputs: Sequence[Path], settings: Settings, progress: Progress) -> list[str]:
    from medkg.extraction.readers import read_documents

    names, done = [], 0
    items = read_documents(inputs, format=settings.format, columns=settings.columns)
    for batch in cut(items, documents=settings.shard_documents, characters=settings.shard_characters):
        names.append(_write(shards, batch))
        done += batch.size
        progress("read", done, None)
    return names


def _write(shards: Shards, batch: Batch) -> str:
    rows = {
        "documents": [document_row(document) for document in batch.documents],
        "failures": [failure_row(failure) for failure in batch.failures],
    }
    name = "documents-" + digest(VERSION, rows)
    if not shards.has(name):
        shards.write(name, READ, rows)
    return name
