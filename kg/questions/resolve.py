"""From a name or CURIE to the concept that is meant."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from medkg.graph_db.loading.constraints import full_text_index
from medkg.kg.graph import CONCEPT
from medkg.kg.questions.answers import ConceptAnswer
from medkg.kg.questions.errors import AmbiguousConceptError, UnknownConceptError
from medkg.kg.questions.facts import concept
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.search import search
from medkg.kg.questions.store import ReadableStore

_SIMILAR = 5
_FOUND = f"RETURN {concept('c')} AS concept"

_BY_ID = f"MATCH (c:Concept {{id: $name}}) {_FOUND}"
_BY_IDS = f"UNWIND $ids AS id MATCH (c:Concept {{id: id}}) {_FOUND}"
_BY_NAME = f"MATCH (c:Concept {{lower_name: toLower($name)}}) {_FOUND} ORDER BY c.id"
_BY_TEXT = f"""
CALL db.index.fulltext.queryNodes($index, $query, {{limit: $limit}}) YIELD node AS c, score
{_FOUND} ORDER BY score DESC, c.id
"""
_BY_SYNONYM = _BY_TEXT.replace(
    "RETURN", "WHERE any(one IN c.synonyms WHERE toLower(one) = toLower($name)) RETURN", 1
)
_BY_XREF = _BY_TEXT.replace("RETURN", "WHERE $name IN c.xrefs RETURN", 1)
_CURIE = re.compile(r"[^\s:]+:\S+")
LONGEST_NAME = 2_000
"""Characters above which a text is no name; the longest chemical names have about 1,000."""
_PHRASE_LIMIT = 500


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
    named = [concept_answer(row["concept"]) for row in store.read(_BY_NAME, {"name": name})]
    if found := _of_type(named, type):
        return found
    return _of_type(_with_text(store, "synonyms", name), type)


def concepts_with_curie(store: ReadableStore, curie: str) -> list[ConceptAnswer]:
    """The concept with ``curie`` as its id, else those that have it among their cross-references."""
    own = store.read(_BY_ID, {"name": curie})
    if own:
        return [concept_answer(row["concept"]) for row in own]
    return sorted(_with_text(store, "xrefs", curie), key=lambda one: one.id)


def concepts_with_ids(store: ReadableStore, ids: Collection[str]) -> dict[str, ConceptAnswer]:
    """The concepts with ``ids``, by id."""
    rows = store.read(_BY_IDS, {"ids": sorted(ids)}) if ids else ()
    found = (concept_answer(row["concept"]) for row in rows)
    return {one.id: one for one in found}


def similar_concepts(store: ReadableStore, name: str) -> list[ConceptAnswer]:
    """At most five concepts whose names or synonyms share words with ``name``, the nearest first."""
    return [found.concept for found in search(store, _readable(name), limit=_SIMILAR)]


def _readable(name: str) -> str:
    """``name`` with single spaces and without the lone surrogates that no UTF-8 can write."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())


def _with_text(store: ReadableStore, field: str, text: str) -> list[ConceptAnswer]:
    """The concepts that have ``text`` in ``field``: of those that the index finds, up to a limit."""
    values = {"query": f'"{_escaped(text)}"', "limit": _PHRASE_LIMIT, "name": text}
    return _by_text(store, {"synonyms": _BY_SYNONYM, "xrefs": _BY_XREF}[field], field, values)


def _by_text(store: ReadableStore, query: str, field: str, values: dict[str, Any]) -> list[ConceptAnswer]:
    rows = store.read(query, {"index": full_text_index(CONCEPT, field), **values})
    return [concept_answer(row["concept"]) for row in rows]


def _escaped(text: str) -> str:
    return re.sub(r'([+\-!(){}\[\]^"~*?:\\/&|])', r"\\\1", text)


def _of_type(found: Iterable[ConceptAnswer], type: str | None) -> list[ConceptAnswer]:
    return [one for one in found if type is None or one.type == type]
