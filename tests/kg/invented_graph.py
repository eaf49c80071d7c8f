"""A small invented graph, as rows."""

from collections.abc import Iterator
from typing import Any

from medkg.graph_db.rows import Edge, Node, NodeRef

CONCEPTS = {
    "X:a": ("lumexadol", "Drug", ["ATC:C10AA05"]),
    "X:b": ("brintazole", "Drug", ["ATC:C10AA01", "ATC:V01"]),
    "X:c": ("mistyline", "Drug", []),
    "X:z": ("zalvoria", "Disease", []),
    "X:q": ("quorn syndrome", "Disease", []),
    "X:g": ("grey ague", "Disease", []),
    "X:t": ("tremblance", "Symptom", []),
    "X:v": ("violet rash", "Symptom", []),
}
FACTS = (
    ("X:a", "TREATS", "X:z", 0.9, 2001),
    ("X:b", "TREATS", "X:z", 0.6, 2015),
    ("X:c", "TREATS", "X:q", 0.7, 2016),
    ("X:a", "INTERACTS_WITH", "X:b", 0.8, 2010),
    ("X:a", "CAUSES", "X:t", 0.7, 2003),
    ("X:b", "CAUSES", "X:t", 0.5, 2004),
    ("X:b", "CAUSES", "X:v", 0.4, 2005),
    ("X:b", "CONTRAINDICATED_IN", "X:q", 0.9, 2006),
    ("X:b", "CAUSES", "X:q", 0.0, 2006),
    ("X:z", "HAS_SYMPTOM", "X:v", 0.9, 2007),
    ("X:z", "HAS_SYMPTOM", "X:t", 0.8, 2008),
    ("X:q", "HAS_SYMPTOM", "X:v", 0.9, 2020),
    ("X:g", "HAS_SYMPTOM", "X:t", 0.1, 2008),
)
SENTENCE = '=HYPERLINK("x") | said\nof it'


def nodes() -> Iterator[Node]:
    for id, (name, type, xrefs) in CONCEPTS.items():
        properties: dict[str, Any] = {
            "name": name,
            "lower_name": name,
            "nil": False,
            "mentions": 1,
            "documents": 1,
        }
        found: dict[str, Any] = {"xrefs": xrefs} if xrefs else {}
        found |= {"hpo": "HP:0000001"} if id == "X:v" else {}
        found |= {"synonyms": ["old ague"]} if id == "X:g" else {}
        yield Node(NodeRef("Concept", id), (type,), properties | found)
    for number, (_, _, _, belief, year) in enumerate(FACTS):
        yield Node(
            NodeRef("Document", f"PMID:{number}"), (), {"title": "On it", "year": year, "retracted": False}
        )
        piece: dict[str, Any] = {
            "edge": f"k{number}",
            "kind": "text",
            "polarity": "possible" if number == 1 else "affirmed",
            "score": belief,
            "retracted": False,
        }
        told: dict[str, Any] = {"sentence": SENTENCE, "document": f"PMID:{number}", "year": year}
        yield Node(NodeRef("Evidence", f"e{number}"), (), {**piece, **told})


def edges() -> Iterator[Edge]:
    counts = {"papers": 1, "sentences": 1, "negations": 0, "curated": 0, "retracted": 0}
    for number, (subject, predicate, object, belief, year) in enumerate(FACTS):
        start, end = NodeRef("Concept", subject), NodeRef("Concept", object)
        told: dict[str, Any] = {"first_year": year, "last_year": year, "supporting": [f"e{number}"]}
        yield Edge(predicate, f"k{number}", start, end, {**counts, **told, "belief": belief})
        evidence = NodeRef("Evidence", f"e{number}")
        yield Edge("SUBJECT", f"e{number}", evidence, start, {})
        yield Edge("OBJECT", f"e{number}", evidence, end, {})
        yield Edge("FROM", f"e{number}", evidence, NodeRef("Document", f"PMID:{number}"), {})
