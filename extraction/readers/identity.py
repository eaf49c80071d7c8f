"""Ids of documents, the same whatever format they came in."""

import re

from medkg.extraction.readers.decoding import well_formed
from medkg.extraction.readers.errors import ReadError

MAX_ID = 500


def article_id(id: str) -> str:
    """The id of a literature record: only digits are a PubMed id, ``PMC`` and digits a PubMed Central id.

    >>> article_id("8701013"), article_id("PMC29050"), article_id("note-7")
    ('PMID:8701013', 'PMC:PMC29050', 'note-7')

    Raises:
        ReadError: for an empty id or one of more than 500 characters.
    """
    id = checked_id(id)
    if re.fullmatch(r"[0-9]+", id):
        return f"PMID:{id}"
    if re.fullmatch(r"PMC[0-9]+", id):
        return f"PMC:{id}"
    return id


def record_id(id: str, source: str) -> str:
    """The id of a table's record: only digits are a number in that file, so the file's name goes before them.

    >>> record_id("12", "notes.csv"), record_id("PMID:12", "notes.csv")
    ('notes.csv#12', 'PMID:12')

    Raises:
        ReadError: for an empty id or one of more than 500 characters.
    """
    id = checked_id(id)
    return f"{source}#{id}" if re.fullmatch(r"[0-9]+", id) else id


def checked_id(id: str) -> str:
    """``id`` without white space around it, well formed.

    Raises:
        ReadError: for an empty id or one of more than 500 characters.
    """
    id = well_formed(id.strip())
    if not 0 < len(id) <= MAX_ID:
        raise ReadError(f"an id of {len(id)} characters is not allowed; 1 to {MAX_ID} are")
    return id
