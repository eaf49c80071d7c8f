"""Concepts by words of their names and synonyms, with typing errors."""

import re
from dataclasses import dataclass
from typing import Any

from medkg.graph_db.loading.constraints import full_text_index
from medkg.kg.graph import CONCEPT
from medkg.kg.questions.answers import ConceptAnswer
from medkg.kg.questions.facts import concept
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.store import ReadableStore

SEARCH = f"""
UNWIND $indexes AS index
CALL db.index.fulltext.queryNodes(index, $query, {{limit: $most}}) YIELD node AS c, score
WITH c, max(score) AS score WHERE $type IS NULL OR $type IN labels(c)
ORDER BY score DESC, c.id LIMIT $limit
RETURN {concept("c")} AS concept, score ORDER BY score DESC, c.id
"""
_INDEXES = [full_text_index(CONCEPT, name) for name in ("name", "synonyms")]
LONGEST_TEXT = 2_000
"""Characters of a text that are read."""
_LONGEST_WORD, _MOST_WORDS = 100, 10
_LOOKED_AT = 20
"""How many times as many concepts are looked at as are asked for, since some are of another type."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that a text may mean; ``matched`` is its name or synonym that comes nearest.

    ``score`` is the index's: above 0, comparable within one answer.
    """

    concept: ConceptAnswer
    matched: str
    score: float


def search(store: ReadableStore, text: str, *, type: str | None = None, limit: int = 10) -> tuple[Found, ...]:
    """The ``limit`` concepts (of ``type``) whose names or synonyms have most of the words of ``text``.

    A word of three to five letters may have one letter wrong, missing or too much, a longer one two (the
    measure of Damerau and Levenshtein, as Lucene has it).
    """
    query = fuzzy(text)
    if not query:
        return ()
    values = {"indexes": _INDEXES, "query": query, **limits(limit, type)}
    rows = store.read(SEARCH, values)
    return tuple(_found(concept_answer(row["concept"]), text, row["score"]) for row in rows)


def limits(limit: int, type: str | None) -> dict[str, Any]:
    """The parameters of a query for ``limit`` concepts (of ``type``), and for how many are looked at."""
    return {"most": limit if type is None else limit * _LOOKED_AT, "type": type, "limit": limit}


def fuzzy(text: str) -> str:
    """A query of Lucene for the words of ``text``, whole ones before those with errors; empty without words.

    >>> fuzzy("Crohns disese (2)")
    'crohns^2 crohns~2 disese^2 disese~2 2'
    """
    words = [word for word in re.findall(r"\w+", text[:LONGEST_TEXT].lower()) if len(word) <= _LONGEST_WORD]
    return " ".join(map(_fuzzy, words[:_MOST_WORDS]))


def _fuzzy(word: str) -> str:
    edits = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    return f"{word}^2 {word}~{edits}" if edits else word


def _found(concept: ConceptAnswer, text: str, score: float) -> Found:
    from rapidfuzz import fuzz, process, utils

    names = (concept.name, *concept.synonyms)
    wanted = text[:LONGEST_TEXT]
    nearest = process.extractOne(wanted, names, scorer=fuzz.ratio, processor=utils.default_process)
    return Found(concept, nearest[0] if nearest else concept.name, score)
