"""Terms of an ontology in OBO Graphs JSON (the JSON files of the OBO Foundry)."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import of_uri
from medkg.linking.vocabularies.obo_term import Term
from medkg.linking.vocabularies.record import Refused
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import open_text

_EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
_SUCCESSOR = "http://purl.obolibrary.org/obo/IAO_0100001"
_ALTERNATIVE = "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId"


def is_graph(path: Path) -> bool:
    """Whether ``path`` begins as JSON does."""
    with open_text(path) as lines:
        return lines.read(1000).lstrip().startswith("{")


def graph_terms(path: Path) -> Iterator[Term | Refused]:
    """The terms of ``path`` in the order written.

    Raises:
        VocabularyError: if the file is no JSON (with the line where it ceases to be), or no OBO graph.
    """
    for graph in _graphs(path):
        parents: dict[str, list[str]] = {}
        for edge in graph.get("edges", ()):
            if edge.get("pred") == "is_a":
                parents.setdefault(edge.get("sub", ""), []).append(edge.get("obj", ""))
        for node in graph.get("nodes", ()):
            if node.get("type") == "CLASS":
                yield _term(node, parents.get(node.get("id", ""), ()), path.name)


def _graphs(path: Path) -> list[dict[str, Any]]:
    with open_text(path) as lines:
        try:
            content = json.load(lines)
        except json.JSONDecodeError as error:
            raise VocabularyError(f"{path.name}: line {error.lineno} is no JSON: {error.msg}") from None
    graphs = content.get("graphs") if isinstance(content, dict) else None
    if not isinstance(graphs, list):
        raise VocabularyError(f"{path.name}: no OBO graph; a list 'graphs' is required")
    return graphs


def _term(node: dict[str, Any], parents: Iterable[str], file: str) -> Term | Refused:
    curie = of_uri(node.get("id", ""))
    if curie is None:
        return Refused(file, 0, f"id {node.get('id', '')[:80]!r} is no CURIE and no URI of a known ontology")
    meta = node.get("meta") or {}
    synonyms = meta.get("synonyms") or ()
    properties = meta.get("basicPropertyValues") or ()
    return Term(
        curie,
        node.get("lbl") or str(curie),
        tuple(one["val"] for one in synonyms if one.get("pred") == "hasExactSynonym"),
        tuple(one["val"] for one in synonyms if one.get("pred") != "hasExactSynonym"),
        _curies(parents),
        _curies(one["val"] for one in meta.get("xrefs") or ()),
        _curies(_values(properties, _EXACT_MATCH)),
        _curies(_values(properties, _ALTERNATIVE)),
        bool(meta.get("deprecated")),
        next(iter(_curies(_values(properties, _SUCCESSOR))), None),
        file,
        0,
    )


def _values(properties: Iterable[dict[str, Any]], wanted: str) -> list[str]:
    return [one["val"] for one in properties if one.get("pred") == wanted]


def _curies(texts: Iterable[str]) -> tuple[Curie, ...]:
    return tuple(curie for text in texts if (curie := of_uri(text)))
