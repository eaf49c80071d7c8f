"""Annotated documents, written in our own and other tools' formats."""

from medkg.extraction.writers.annotations import WRITTEN_FORMATS, write_annotations

__all__ = ["WRITTEN_FORMATS", "write_annotations"]
