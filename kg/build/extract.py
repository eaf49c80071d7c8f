"""The second stage: one shard of documents to one of sentences, mentions and relations."""

from collections.abc import Iterable

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.kg.build.annotation_rows import mention_rows, relation_rows, sentence_rows
from medkg.kg.build.document_rows import Row, document_of_row, failure_row
from medkg.kg.build.hashing import digest
from medkg.kg.build.parts import ExtractorPart
from medkg.kg.build.shards import Shards
from medkg.kg.build.tables import EXTRACT

VERSION = "1"


def extract(shards: Shards, documents: str, extractor: ExtractorPart) -> tuple[str, bool]:
    """The shard extracted from the shard ``documents``, and whether it had to be made."""
    name = "mentions-" + digest(VERSION, documents, extractor.version)
    if shards.has(name):
        return name, False
    found = extractor.extract([document_of_row(row) for row in shards.rows(documents, "documents")])
    shards.write(name, EXTRACT, extracted_rows(found))
    return name, True


def extracted_rows(found: Iterable[AnnotatedDocument | Failure]) -> dict[str, list[Row]]:
    """The rows of what was ``found``, by table."""
    rows: dict[str, list[Row]] = {table: [] for table in EXTRACT}
    for result in found:
        try:
            _add(rows, result)
        except ValueError as error:
            document = result.document if isinstance(result, Failure) else result.document.id
            rows["failures"].append(failure_row(Failure(document, "extract", str(error))))
    return rows


def _add(rows: dict[str, list[Row]], result: AnnotatedDocument | Failure) -> None:
    if isinstance(result, Failure):
        rows["failures"].append(failure_row(result))
        return
    relations = relation_rows(result)
    rows["sentences"] += sentence_rows(result)
    rows["mentions"] += mention_rows(result)
    rows["relations"] += relations
