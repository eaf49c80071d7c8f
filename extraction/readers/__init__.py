"""Literature, notes and annotated corpora, read into documents."""

from medkg.extraction.readers.annotations import ANNOTATION_FORMATS, read_annotated

__all__ = ["ANNOTATION_FORMATS", "read_annotated"]
