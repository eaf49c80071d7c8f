"""Ontologies of the OBO Foundry, as OBO text or OBO Graphs JSON."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from medkg.linking.curie import Curie
from medkg.linking.vocabularies.obo_graph import graph_terms, is_graph
from medkg.linking.vocabularies.obo_term import Term, concepts_of
from medkg.linking.vocabularies.obo_text import obo_terms
from medkg.linking.vocabularies.record import Record, Refused

_PHENOTYPE = Curie("HP", "0000118")


def terms(path: Path) -> Iterator[Term | Refused]:
    """The terms of ``path``, in either format."""
    return graph_terms(path) if is_graph(path) else obo_terms(path)


def read_obo(path: Path, types: tuple[str, ...], prefix: str) -> Iterator[Record]:
    """The concepts of ``path`` whose identifiers have ``prefix``, all of ``types``; terms borrowed from other
    ontologies are left out.
    """
    yield from _records(terms(path), lambda curie: types if curie.prefix == prefix else ())


def read_hpo(path: Path) -> Iterator[Record]:
    """The Human Phenotype Ontology: phenotypic abnormalities as symptoms, and what retired terms became;
    modes of inheritance, onset and the like are left out.
    """
    read = list(terms(path))
    phenotypes = _below(_PHENOTYPE, read)
    yield from _records(read, lambda curie: ("Symptom",) if curie in phenotypes else ())


def _records(read: Iterable[Term | Refused], types: Callable[[Curie], tuple[str, ...]]) -> Iterator[Record]:
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
