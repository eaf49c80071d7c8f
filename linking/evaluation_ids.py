"""Concept identifiers as annotated corpora write them."""

import re
from collections.abc import Iterable

from medkg.linking.concept import Concept
from medkg.linking.prefixes import canonical

_MESH = re.compile(r"[CD]\d{3,}")
_OMIM = re.compile(r"\d{6}")
_BETWEEN = re.compile(r"[|+;,\s]+")


def gold_curies(identifiers: Iterable[str]) -> frozenset[str]:
    """The CURIEs, in our prefixes, any of which is a right answer; empty where the corpus gives none.

    Alternatives (``D001|D002``) and parts of a composite (``D001+D002``) count alike. A bare C or D
    number is MeSH's, six bare digits are OMIM's, ``-1`` and ``-`` mean none.

    >>> sorted(gold_curies(["D003000|OMIM:123456", "-1"]))
    ['MESH:D003000', 'OMIM:123456']
    """
    pieces = (piece.strip("*") for written in identifiers for piece in _BETWEEN.split(written))
    return frozenset(curie for piece in pieces if (curie := _curie(piece)))


def _curie(piece: str) -> str | None:
    if _MESH.fullmatch(piece):
        return f"MESH:{piece}"
    if _OMIM.fullmatch(piece):
        return f"OMIM:{piece}"
    curie = canonical(piece)
    return str(curie) if curie else None


def answers(concept: Concept, gold: frozenset[str]) -> bool:
    """Whether ``concept``, by its own identifier or a cross-reference, is one of ``gold``."""
    return str(concept.curie) in gold or any(str(xref) in gold for xref in concept.xrefs)
