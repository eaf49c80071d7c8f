"""Concepts by what they mean: the vectors of their names, and the index over them."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from medkg.graph_db.loading.constraints import ensure_constraints, vector_index
from medkg.graph_db.progress import Progress, silent
from medkg.graph_db.store import Store
from medkg.kg.graph import CONCEPT, EMBEDDING, graph_schema
from medkg.kg.questions.errors import QuestionError
from medkg.kg.questions.facts import concept
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.search import LONGEST_TEXT, Found, limits
from medkg.kg.questions.store import ReadableStore

if TYPE_CHECKING:
    from medkg.extraction.encoder.sentences import SentenceEncoder

_WITHOUT = f"""
MATCH (c:Concept) WHERE $again OR c.{EMBEDDING} IS NULL
RETURN c.id AS id, c.name AS name, c.synonyms AS synonyms
"""
_WRITE = f"""
UNWIND $rows AS row
MATCH (c:Concept {{id: row.id}})
CALL db.create.setNodeVectorProperty(c, '{EMBEDDING}', row.vector)
"""
_NEAREST = f"""
CALL db.index.vector.queryNodes($index, $most, $vector) YIELD node AS c, score
WITH c, score WHERE $type IS NULL OR $type IN labels(c)
ORDER BY score DESC, c.id LIMIT $limit
RETURN {concept("c")} AS concept, score ORDER BY score DESC, c.id
"""
_AT_ONCE = 512
_SYNONYMS = 3


class NoEmbeddingsError(QuestionError):
    """A search by meaning in a graph whose concepts have no embedding."""

    def __init__(self) -> None:
        super().__init__("no concept has an embedding; make them: medkg embed")


def embed(
    store: Store, encoder: "SentenceEncoder", *, again: bool = False, progress: Progress | None = None
) -> int:
    """Gives each concept that has none its embedding and returns how many got one.

    What is embedded is the name with the first synonyms. A concept whose row a later load changes loses its
    embedding, so run this after a load. With ``again`` all are made anew. May be cut off and run again.
    """
    progress = progress or silent
    ensure_constraints(store, graph_schema())
    rows = store.read(_WITHOUT, {"again": again})
    progress("embedding concepts", 0, len(rows))
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        vectors = encoder.encode([_text(row) for row in some])
        written = [
            {"id": row["id"], "vector": vector} for row, vector in zip(some, vectors.tolist(), strict=True)
        ]
        store.write(_WRITE, {"rows": written})
        progress("embedding concepts", first + len(some), len(rows))
    return len(rows)


def search_by_meaning(
    store: ReadableStore, vector: Sequence[float], *, type: str | None = None, limit: int = 10
) -> tuple[Found, ...]:
    """The ``limit`` concepts (of ``type``) whose embeddings come nearest to ``vector``, which
    :meth:`medkg.extraction.encoder.sentences.SentenceEncoder.encode` makes of a text.

    The score is ``(1 + cosine) / 2``, in [0, 1].

    Raises:
        NoEmbeddingsError: if no concept has an embedding.
    """
    index = vector_index(CONCEPT, EMBEDDING)
    values = {"index": index, "vector": list(vector), **limits(limit, type)}
    rows = store.read(_NEAREST, values) if _is_there(store, index) else []
    if not rows and not store.read(f"MATCH (c:Concept) WHERE c.{EMBEDDING} IS NOT NULL RETURN 1 LIMIT 1"):
        raise NoEmbeddingsError
    answers = [(concept_answer(row["concept"]), row["score"]) for row in rows]
    return tuple(Found(one, one.name, score) for one, score in answers)


def _is_there(store: ReadableStore, index: str) -> bool:
    return bool(
        store.read("SHOW VECTOR INDEXES YIELD name WHERE name = $index RETURN name", {"index": index})
    )


def _text(row: dict[str, Any]) -> str:
    names = [row["name"], *islice(row["synonyms"] or (), _SYNONYMS)]
    return "; ".join(names)[:LONGEST_TEXT]
