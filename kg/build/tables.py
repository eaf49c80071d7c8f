"""The tables of a build: their columns, in order, with DuckDB's names of the types."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

Columns = dict[str, str]

DOCUMENTS: Columns = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "title": "VARCHAR",
    "section_titles": "VARCHAR[]",
    "section_starts": "BIGINT[]",
    "section_ends": "BIGINT[]",
    "source": "VARCHAR",
    "year": "BIGINT",
    "publication_types": "VARCHAR[]",
    "mesh_headings": "VARCHAR[]",
    "notices": "VARCHAR[]",
    "retracted": "BOOLEAN",
    "revision": "VARCHAR",
}
SENTENCES: Columns = {"document": "VARCHAR", "start": "BIGINT", "end": "BIGINT"}
MENTIONS: Columns = {
    "document": "VARCHAR",
    "number": "BIGINT",
    "start": "BIGINT",
    "end": "BIGINT",
    "text": "VARCHAR",
    "type": "VARCHAR",
    "score": "DOUBLE",
    "polarity": "VARCHAR",
    "time": "VARCHAR",
    "who": "VARCHAR",
    "extractor": "VARCHAR",
}
RELATIONS: Columns = {
    "document": "VARCHAR",
    "head": "BIGINT",
    "tail": "BIGINT",
    "type": "VARCHAR",
    "score": "DOUBLE",
    "polarity": "VARCHAR",
    "start": "BIGINT",
    "end": "BIGINT",
    "sentence": "VARCHAR",
    "extractor": "VARCHAR",
}
LINKS: Columns = {
    "document": "VARCHAR",
    "mention": "BIGINT",
    "concept": "VARCHAR",
    "nil": "BOOLEAN",
    "score": "DOUBLE",
    "qualifiers": "VARCHAR[]",
}
CONCEPTS: Columns = {
    "id": "VARCHAR",
    "name": "VARCHAR",
    "types": "VARCHAR[]",
    "synonyms": "VARCHAR[]",
    "xrefs": "VARCHAR[]",
}
FAILURES: Columns = {"document": "VARCHAR", "stage": "VARCHAR", "error": "VARCHAR"}
CURATED: Columns = {
    "disease": "VARCHAR",
    "symptom": "VARCHAR",
    "source": "VARCHAR",
    "reference": "VARCHAR",
    "frequency": "DOUBLE",
    "polarity": "VARCHAR",
    "score": "DOUBLE",
}

HIERARCHY: Columns = {"child": "VARCHAR", "parent": "VARCHAR"}

READ = {"documents": DOCUMENTS, "failures": FAILURES}
EXTRACT = {"sentences": SENTENCES, "mentions": MENTIONS, "relations": RELATIONS, "failures": FAILURES}
LINK = {"links": LINKS, "concepts": CONCEPTS, "failures": FAILURES}
ASSEMBLE = ("concepts", "evidence", "facts", "dropped")


def arrow_schema(columns: Columns) -> "pyarrow.Schema":
    """The Arrow schema of a table with ``columns``."""
    import pyarrow

    types = {
        "VARCHAR": pyarrow.string(),
        "BIGINT": pyarrow.int64(),
        "DOUBLE": pyarrow.float64(),
        "BOOLEAN": pyarrow.bool_(),
        "VARCHAR[]": pyarrow.list_(pyarrow.string()),
        "BIGINT[]": pyarrow.list_(pyarrow.int64()),
    }
    return pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
