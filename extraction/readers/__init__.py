"""Literature, notes and annotated corpora, read into documents."""

from medkg.extraction.readers.annotations import ANNOTATION_FORMATS, read_annotated
from medkg.extraction.readers.bounded import Limits
from medkg.extraction.readers.columns import Columns
from medkg.extraction.readers.documents import read_documents
from medkg.extraction.readers.formats import FORMATS

__all__ = ["ANNOTATION_FORMATS", "FORMATS", "Columns", "Limits", "read_annotated", "read_documents"]
