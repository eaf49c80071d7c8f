"""Annotated corpora to score on."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from medkg.kg.cli.choices import one_of
from medkg.kg.cli.console import note

if TYPE_CHECKING:
    from medkg.extraction.annotated import AnnotatedDocument
    from medkg.extraction.folds import Fold

_BY_ENDING = {
    ".json": "bioc",
    ".jsonl": "jsonl",
    ".tar": "brat",
    ".tgz": "brat",
    ".xml": "bioc",
    ".zip": "brat",
}
_PACKED = (".gz", ".bz2", ".xz")


class EmptyGoldError(Exception):
    """Files that hold no annotated document."""


def read_gold(
    paths: Sequence[Path], format: str | None, *, members: str = "*", fold: str | None = None
) -> "list[AnnotatedDocument]":
    """The annotated documents of all ``paths``; records that cannot be read are told on standard error.

    Of folders and archives only files that fit the glob ``members`` are read; of the documents only those
    of ``fold`` are kept.

    Raises:
        typer.BadParameter: for an unknown format or a fold that is none.
        EmptyGoldError: if there is no document.
    """
    from medkg.extraction.failure import Failure
    from medkg.extraction.readers import ANNOTATION_FORMATS
    from medkg.extraction.relations.corpora.corpus import OWN_FORMATS, read_published

    if format is not None:
        one_of(format, (*ANNOTATION_FORMATS, *OWN_FORMATS), "--format")
    part = _fold(fold)
    documents: list[AnnotatedDocument] = []
    for path in paths:
        for item in read_published(path, format=format or format_by_name(path), members=members):
            if isinstance(item, Failure):
                note(f"left out: {item.document}: {item.error}")
            elif part is None or item.document.id in part:
                documents.append(item)
    if not documents:
        raise EmptyGoldError(f"no annotated document in {', '.join(map(str, paths))}; is --format right?")
    return documents


def _fold(text: str | None) -> "Fold | None":
    from medkg.extraction.folds import Fold

    try:
        return Fold.parse(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--fold") from error


def format_by_name(path: Path) -> str:
    """The format that a name suggests: BRAT for folders and archives, PubTator where nothing else is known.

    >>> format_by_name(Path("corpus.bioc.xml.gz"))
    'bioc'
    """
    if path.is_dir():
        return "brat"
    endings = [ending for ending in path.suffixes if ending not in _PACKED]
    return _BY_ENDING.get(endings[-1], "pubtator") if endings else "pubtator"


def mention_types(documents: "Sequence[AnnotatedDocument]") -> list[str]:
    """The names of the mention types in ``documents``."""
    return sorted({mention.type for one in documents for mention in one.mentions})


def relation_types(documents: "Sequence[AnnotatedDocument]") -> list[str]:
    """The names of the relation types in ``documents``."""
    between_concepts = {relation.type for one in documents for relation in one.concept_relations}
    return sorted(between_concepts | {relation.type for one in documents for relation in one.relations})
