"""Trained weights and the vocabulary index."""

from collections.abc import Iterator
from pathlib import Path

from medkg.extraction.shipped import MODELS
from medkg.kg.doctor.check import Check, found, missing, optional
from medkg.linking.index.ensure import index_manifest
from medkg.linking.index.location import index_directory

WEIGHTS = "model.int8.onnx"


def checks() -> Iterator[Check]:
    """The mention model, the relation model, the vocabulary."""
    yield _weights("mention model", MODELS / "ner", "medkg train ner --config FILE.toml")
    yield _weights("relation model", MODELS / "relations", "medkg train relations --config FILE.toml")
    yield _index()


def _weights(name: str, folder: Path, mend: str) -> Check:
    if (folder / WEIGHTS).is_file():
        return found(name, str(folder))
    return missing(name, f"no {WEIGHTS} in {folder}", mend)


def _index() -> Check:
    manifest = index_manifest()
    if manifest is None:
        return optional("vocabulary index", "not compiled yet; it is on first use", "medkg vocab build")
    return found("vocabulary index", f"{manifest.concepts} concepts in {index_directory()}")
