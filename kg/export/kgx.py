"""A build as KGX TSV (Knowledge Graph Exchange, Biolink Model 4): a file of nodes and one of edges.

Lists are joined by ``|``; tabs, line ends and bars inside values become spaces, since KGX TSV quotes nothing.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from medkg.kg.build.reading import FinishedBuild
from medkg.kg.graph import HIERARCHY

KNOWLEDGE_SOURCE = "infores:medkg"

_CATEGORIES = {
    "Disease": "biolink:Disease",
    "Symptom": "biolink:PhenotypicFeature",
    "Drug": "biolink:Drug",
    "Treatment": "biolink:Procedure",
    "Test": "biolink:Procedure",
}
_NODES = "SELECT id, type, name, synonyms, xrefs FROM concepts ORDER BY id"
_EDGES = """
SELECT f.key, f.subject, f.biolink, f.object, f.belief, f.papers, f.sentences, f.negations, f.curated,
    list_sort(list_filter(
        list_distinct(list_transform(
            flatten(list(string_split(coalesce(e.document, e.reference), ';'))
                FILTER (e.polarity <> 'negated')),
            lambda name: trim(name)
        )),
        lambda name: starts_with(name, 'PMID:') OR starts_with(name, 'PMC:')
    )) AS publications
FROM facts f JOIN evidence e USING (key)
WHERE f.belief > 0 AND NOT e.retracted
GROUP BY ALL ORDER BY f.key
"""
_NODE_COLUMNS = ("id", "category", "name", "synonym", "xref")
_EDGE_COLUMNS = (
    "id", "subject", "predicate", "object", "category", "knowledge_level", "agent_type",
    "primary_knowledge_source", "aggregator_knowledge_source", "publications", "has_confidence_score",
    "papers", "sentences", "negations",
)  # fmt: skip


def write_kgx(directory: Path, nodes: Path, edges: Path) -> None:
    """Write the concepts of the build in ``directory`` to ``nodes``, its facts with belief and then its
    hierarchy (``biolink:subclass_of``) to ``edges``.
    """
    build = FinishedBuild.of(directory)
    _write(nodes, _NODE_COLUMNS, map(_node, build.rows(_NODES)))
    facts = map(_edge, build.rows(_EDGES))
    kinds = map(_kind, build.rows(f"{HIERARCHY} ORDER BY key"))
    _write(edges, _EDGE_COLUMNS, chain(facts, kinds))


def _node(row: dict[str, Any]) -> Iterator[Any]:
    yield from (row["id"], _CATEGORIES.get(row["type"], "biolink:NamedThing"), row["name"])
    yield from (row["synonyms"], row["xrefs"])


def _edge(row: dict[str, Any]) -> Iterator[Any]:
    from_text = row["papers"] > 0
    yield from (row["key"], row["subject"], row["biolink"], row["object"], "biolink:Association")
    yield from ("not_provided", "text_mining_agent") if from_text else ("knowledge_assertion", "manual_agent")
    yield from (KNOWLEDGE_SOURCE, "") if from_text else ("infores:hpo-annotations", KNOWLEDGE_SOURCE)
    yield from (row["publications"], row["belief"], row["papers"], row["sentences"], row["negations"])


def _kind(row: dict[str, Any]) -> Iterator[Any]:
    """What follows from the vocabularies: their hierarchies over concepts that no text names are left out."""
    yield from (row["key"], row["child"], "biolink:subclass_of", row["parent"], "biolink:Association")
    yield from ("logical_entailment", "automated_agent", KNOWLEDGE_SOURCE, "")
    yield from repeat("", len(_EDGE_COLUMNS) - 9)


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(columns) + "\n")
        for values in rows:
            file.write("\t".join(map(_cell, values)) + "\n")


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(_cell(item).replace("|", " ") for item in value)
    return " ".join(str("" if value is None else value).split())
