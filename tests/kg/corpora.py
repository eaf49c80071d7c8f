"""An invented corpus, and builds of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medkg.kg.build import BuildReport, build
from medkg.kg.build.reading import build_rows
from tests.kg.dictionary_parts import DictionaryExtractor, DictionaryLinker

DOCUMENTS: tuple[dict[str, Any], ...] = (
    {
        "id": "PMID:1",
        "year": 2001,
        "text": "Lumexadol treats zalvoria. Lumexadol treats zalvoria fever in adults.",
    },
    {
        "id": "PMID:2",
        "year": 2005,
        "text": "Lumexadol never treats zalvoria. Zalvoria presents with violet rash.",
    },
    {
        "id": "PMID:3",
        "year": 2010,
        "text": "Brintazole perhaps treats quorn syndrome. Brintazole causes tremblance.",
    },
    {
        "id": "PMID:4",
        "year": 2011,
        "text": "Lumexadol interacts with brintazole. Mistyline treats grey ague.",
    },
    {
        "id": "PMID:5",
        "year": 2012,
        "text": "Brintazole interacts with lumexadol. Zalvoria causes zalvoria fever.",
    },
    {"id": "note-1", "text": "Violet rash treats zalvoria. Quorn syndrome presents with tremblances."},
    {"id": "note-2", "text": "This is unreadable."},
    {"id": "note-3", "text": "GREY AGUE is written here."},
)


def write_corpus(path: Path, documents: Sequence[Mapping[str, Any]]) -> Path:
    """``documents`` as JSON lines."""
    lines = [json.dumps(document) + "\n" for document in documents]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def build_corpus(inputs: Sequence[Path], out: Path, **options: Any) -> BuildReport:
    """:func:`build` with the dictionary parts and small shards; every option may be overridden."""
    defaults: dict[str, Any] = {
        "extractor": DictionaryExtractor(),
        "linker": DictionaryLinker(),
        "shard_documents": 3,
        "curated": "none",
    }
    return build(inputs, out, **(defaults | options))


def file_hashes(out: Path) -> dict[str, str]:
    """SHA-256 of every file of the build in ``out``, by its path there, but the lock."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def rows(out: Path, query: str) -> list[dict[str, Any]]:
    """All rows that ``query`` gives over the build in ``out``."""
    return list(build_rows(out, query))
