"""From a name or CURIE to the concept that is meant."""

import re
from collections.abc import Iterable

from medkg.graph_db.loading.constraints import full_text_index
from medkg.kg.graph import CONCEPT
from medkg.kg.questions.answers import ConceptAnswer
from medkg.kg.questions.errors import AmbiguousConceptError, UnknownConceptError
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.store import ReadableStore

_SIMILAR = 5
_FOUND = "RETURN properties(c) AS properties, labels(c) AS labels"

_BY_ID = f"MATCH (c:Concept {{id: $name}}) {_FOUND}"
_BY_NAME = f"MATCH (c:Concept {{lower_name: toLower($name)}}) {_FOUND} ORDER BY c.id"
_BY_TEXT = f"""
CALL db.index.fulltext.queryNodes($index, $query, {{limit: $limit}}) YIELD node AS c, score
{_FOUND} ORDER BY score DESC, c.id
"""
_CURIE = re.compile(r"[^\s:]+:\S+")
LONGEST_NAME = 2_000
"""Characters above which a text is no name; the longest chemical names have about 1,000."""
_LONGEST_WORD, _MOST_WORDS = 100, 10
_SYNONYM_LIMIT = 200
_XREF_LIMIT = 200


def resolve(store: ReadableStore, name: str, *, type: str | None = None) -> ConceptAnswer:
    """The one concept that ``name`` means, among those of ``type`` where it is given.

    Raises:
        UnknownConceptError: if none has the name.
        AmbiguousConceptError: if several have it.
    """
    found = concepts_named(store, name, type=type)
    if not found:
        raise UnknownConceptError(name, similar_concepts(store, name))
    if len(found) > 1:
        raise AmbiguousConceptError(name, found)
    return found[0]


def concepts_named(store: ReadableStore, name: str, *, type: str | None = None) -> list[ConceptAnswer]:
    """The concepts with ``name`` as id, else as cross-reference, else as name, else as synonym (in any case).

    The first of these four that some concept of ``type`` (None: any) has, decides.
    """
    name = _readable(name)
    if not 0 < len(name) <= LONGEST_NAME:
        return []
    if _CURIE.fullmatch(name) and (found := _of_type(concepts_with_curie(store, name), type)):
        return found
    named = map(concept_answer, store.read(_BY_NAME, {"name": name}))
    if found := _of_type(named, type):
        return found
    near = _by_text(store, "synonyms", f'"{_escaped(name)}"', _SYNONYM_LIMIT)
    return _of_type((concept for concept in near if _has_synonym(concept, name)), type)


def concepts_with_curie(store: ReadableStore, curie: str) -> list[ConceptAnswer]:
    """The concept with ``curie`` as its id, else those that have it among their cross-references."""
    own = store.read(_BY_ID, {"name": curie})
    if own:
        return [concept_answer(row) for row in own]
    near = _by_text(store, "xrefs", f'"{_escaped(curie)}"', _XREF_LIMIT)
    return sorted((one for one in near if curie in one.xrefs), key=lambda one: one.id)


def similar_concepts(store: ReadableStore, name: str) -> list[ConceptAnswer]:
    """At most five concepts whose names or synonyms share words with ``name``, the nearest first."""
    words = [word for word in _readable(name).lower().split() if len(word) <= _LONGEST_WORD][:_MOST_WORDS]
    query = " ".join(f"{_escaped(word)}~" for word in words) or '""'
    found = {
        concept.id: concept
        for field in ("name", "synonyms")
        for concept in _by_text(store, field, query, _SIMILAR)
    }
    return list(found.values())[:_SIMILAR]


def _readable(name: str) -> str:
    """``name`` with single spaces and without the lone surrogates that no UTF-8 can write."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())


def _by_text(store: ReadableStore, field: str, query: str, limit: int) -> list[ConceptAnswer]:
    values = {"index": full_text_index(CONCEPT, field), "query": query, "limit": limit}
    return [concept_answer(row) for row in store.read(_BY_TEXT, values)]


def _escaped(text: str) -> str:
    return re.sub(r'([+\-!(){}\[\]^"~*?:\\/&|])', r"\\\1", text)


def _has_synonym(concept: ConceptAnswer, name: str) -> bool:
    return name.lower() in {synonym.lower() for synonym in concept.synonyms}


def _of_type(found: Iterable[ConceptAnswer], type: str | None) -> list[ConceptAnswer]:
    return [concept for concept in found if type is None or concept.type == type]
