"""Writing a build for other tools."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal, get_args

from medkg.kg.build.atomic import sync
from medkg.kg.export.graphml import write_graphml
from medkg.kg.export.jsonl import write_jsonl
from medkg.kg.export.kgx import write_kgx

ExportFormat = Literal["graphml", "kgx", "jsonl"]


def export(directory: Path, path: Path, *, format: ExportFormat) -> list[Path]:
    """Write the build in ``directory`` as ``format`` and return the files written.

    ``graphml`` and ``jsonl`` write the file ``path``; ``kgx`` writes ``path`` with ``_nodes.tsv`` and
    ``_edges.tsv`` after it. Each file is there whole or not at all.

    Raises:
        ValueError: for another format.
        NotABuildError: if ``directory`` holds no finished build.
    """
    if format not in get_args(ExportFormat):
        raise ValueError(f"format {format!r} is not allowed; {', '.join(get_args(ExportFormat))} are")
    endings = ("_nodes.tsv", "_edges.tsv") if format == "kgx" else ("",)
    targets = [path.with_name(path.name + ending) for ending in endings]
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=".aside-", dir=path.parent))
    try:
        written = [aside / target.name for target in targets]
        _write(directory, written, format)
        for made, target in zip(written, targets, strict=True):
            sync(made)
            made.replace(target)
    finally:
        shutil.rmtree(aside)
    return targets


def _write(directory: Path, files: list[Path], format: ExportFormat) -> None:
    match format:
        case "graphml":
            write_graphml(directory, files[0])
        case "jsonl":
            write_jsonl(directory, files[0])
        case "kgx":
            write_kgx(directory, *files)
