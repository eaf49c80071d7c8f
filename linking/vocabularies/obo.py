"""Ontologies of the OBO Foundry, as OBO text or OBO Graphs JSON."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from medkg.linking.curie import Curie
from medkg.linking.vocabularies.obo_graph import graph_terms, is_graph
from medkg.linking.vocabularies.obo_term import Term, Types, concepts_of
from medkg.linking.vocabularies.obo_text import obo_terms
from medkg.linking.vocabularies.record import Record, Refused

_HPO = "HP"
_ROOT = Curie(_HPO, "0000001")
_FINDINGS = (Curie(_HPO, "0000118"), Curie(_HPO, "0020228"), Curie(_HPO, "0032443"))
"""Phenotypic abnormality, Biospecimen phenotypic feature, Past medical history."""


def terms(path: Path) -> Iterator[Term | Refused]:
    """The terms of ``path``, in either format."""
    return graph_terms(path) if is_graph(path) else obo_terms(path)


def read_obo(path: Path, types: tuple[str, ...], prefix: str) -> Iterator[Record]:
    """The concepts of ``path`` whose identifiers have ``prefix``, all of ``types``; terms borrowed from other
    ontologies are left out.
    """
    yield from _records(terms(path), lambda curie: types if curie.prefix == prefix else None)


def read_hpo(path: Path) -> Iterator[Record]:
    """The Human Phenotype Ontology: abnormalities and past history as symptoms, and what retired terms
    became.

    Modes of inheritance, onset, course, severity and the like have no type: they say something of a disease
    and are none.
    """
    read = list(terms(path))
    findings = frozenset[Curie]().union(*(_below(root, read) for root in _FINDINGS))

    def types(curie: Curie) -> tuple[str, ...] | None:
        if curie.prefix != _HPO or curie == _ROOT:
            return None
        return ("Symptom",) if curie in findings else ()

    yield from _records(read, types)


def _records(read: Iterable[Term | Refused], types: Types) -> Iterator[Record]:
    for term in read:
        if isinstance(term, Refused):
            yield term
        else:
            yield from concepts_of(term, types)


def _below(root: Curie, read: Iterable[Term | Refused]) -> frozenset[Curie]:
    children: dict[Curie, list[Curie]] = {}
    for term in (term for term in read if isinstance(term, Term)):
        for parent in term.parents:
            children.setdefault(parent, []).append(term.curie)
    found: set[Curie] = set()
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
