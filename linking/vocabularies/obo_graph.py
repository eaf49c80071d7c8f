"""Terms of an ontology in OBO Graphs JSON (the JSON files of the OBO Foundry)."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import of_uri
from medkg.linking.vocabularies.obo_term import Term
from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.record import Refused
from medkg.linking.vocabularies.source import VocabularyError

_EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
_SUCCESSOR = "http://purl.obolibrary.org/obo/IAO_0100001"
_ALTERNATIVE = "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId"
_ID = re.compile(r'"id"\s*:\s*"([^"\\]*)"')


def is_graph(path: Path) -> bool:
    """Whether ``path`` begins as JSON does."""
    with open_text(path) as lines:
        return lines.read(1000).lstrip().startswith("{")


def graph_terms(path: Path) -> Iterator[Term | Refused]:
    """The terms of ``path`` in the order written. What in a node is not as it must be costs itself and not
    the node.

    Raises:
        VocabularyError: if the file is no JSON (with the line where it ceases to be), or no OBO graph.
    """
    with open_text(path) as lines:
        text = lines.read()
    lines_of = _lines_of_ids(text)
    for graph in _graphs(path.name, text):
        told: list[str] = []
        parents: dict[str, list[str]] = {}
        for edge in _objects(graph, "edges", told):
            if edge.get("pred") == "is_a":
                parents.setdefault(_text(edge, "sub", told), []).append(_text(edge, "obj", told))
        nodes = _objects(graph, "nodes", told)
        yield from (Refused(path.name, 0, reason) for reason in told)
        for number, node in enumerate(nodes, 1):
            if node.get("type") == "CLASS":
                id = str(node.get("id", ""))
                line = next(lines_of.get(id, iter(())), 0)
                yield from _node(node, number, parents.get(id, ()), path.name, line)


def _graphs(file: str, text: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise VocabularyError(f"{file}: line {error.lineno} is no JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise VocabularyError(f"{file}: a number is too long, or lists are nested too deeply") from None
    graphs = content.get("graphs") if isinstance(content, dict) else None
    if not isinstance(graphs, list) or not all(isinstance(graph, dict) for graph in graphs):
        raise VocabularyError(f"{file}: no OBO graph; a list 'graphs' is required, of objects")
    return graphs


def _lines_of_ids(text: str) -> dict[str, Iterator[int]]:
    """The lines where each identifier stands as an ``id``."""
    found: dict[str, list[int]] = {}
    line, at = 1, 0
    for match in _ID.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        found.setdefault(match[1], []).append(line)
    return {id: iter(lines) for id, lines in found.items()}


def _node(
    node: dict[str, Any], number: int, parents: Iterable[str], file: str, line: int
) -> Iterator[Term | Refused]:
    told: list[str] = []
    id = _text(node, "id", told)
    curie = of_uri(id)
    if curie is None:
        told.append(f"id {id[:80]!r} is no CURIE and no URI of a known ontology")
        yield Refused(file, line, told[0] if line else f"node {number}: {told[0]}")
        return
    term = _term(node, curie, parents, file, line, told)
    yield from (Refused(file, line, f"{curie}: {reason}") for reason in told)
    yield term


def _term(
    node: dict[str, Any], curie: Curie, parents: Iterable[str], file: str, line: int, told: list[str]
) -> Term:
    meta = _object(node, "meta", told)
    synonyms = [(one.get("pred"), _text(one, "val", told)) for one in _objects(meta, "synonyms", told)]
    properties = _objects(meta, "basicPropertyValues", told)
    return Term(
        curie,
        _text(node, "lbl", told),
        tuple(name for kind, name in synonyms if name and kind == "hasExactSynonym"),
        tuple(name for kind, name in synonyms if name and kind != "hasExactSynonym"),
        _curies(parents),
        _curies(_text(one, "val", told) for one in _objects(meta, "xrefs", told)),
        _curies(_values(properties, _EXACT_MATCH, told)),
        _curies(_values(properties, _ALTERNATIVE, told)),
        bool(meta.get("deprecated")),
        next(iter(_curies(_values(properties, _SUCCESSOR, told))), None),
        file,
        line,
    )


def _object(within: dict[str, Any], key: str, told: list[str]) -> dict[str, Any]:
    found = within.get(key) or {}
    if isinstance(found, dict):
        return found
    told.append(f"{key!r} is {str(found)[:60]!r}; an object is required")
    return {}


def _objects(within: dict[str, Any], key: str, told: list[str]) -> list[dict[str, Any]]:
    found = within.get(key) or []
    listed = found if isinstance(found, list) else [found]
    wrong = [one for one in listed if not isinstance(one, dict)]
    told += [f"{key!r} holds {str(one)[:60]!r}; objects are required" for one in wrong]
    return [one for one in listed if isinstance(one, dict)]


def _text(within: dict[str, Any], key: str, told: list[str]) -> str:
    found = within.get(key)
    if found is not None and not isinstance(found, str):
        told.append(f"{key!r} is {str(found)[:60]!r}; a text is required")
    return found if isinstance(found, str) else ""


def _values(properties: Iterable[dict[str, Any]], wanted: str, told: list[str]) -> list[str]:
    return [_text(one, "val", told) for one in properties if one.get("pred") == wanted]


def _curies(texts: Iterable[str]) -> tuple[Curie, ...]:
    return tuple(curie for text in texts if (curie := of_uri(text)))
