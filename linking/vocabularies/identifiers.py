"""Identifiers as vocabulary files write them."""

import re

from medkg.linking.curie import Curie
from medkg.linking.prefixes import canonical

_OBO = re.compile(r"^https?://(?:purl\.obolibrary\.org/obo|www\.orpha\.net/ORDO)/([A-Za-z]+)_(\S+)$")
_NAMED = re.compile(
    r"^https?://(?:identifiers\.org|purl\.bioontology\.org/ontology|linkedlifedata\.com/resource)"
    r"/([A-Za-z0-9.-]+)/(?:id/)?([^\s/]+)$"
)
_OMIM = re.compile(r"^https?://(?:www\.)?omim\.org/(?:entry/|phenotypicSeries/PS|MIM:)(\d+)$")


def required(text: str) -> Curie:
    """The CURIE written as ``text``.

    Raises:
        ValueError: for one without a prefix, or that is none otherwise.
    """
    curie = canonical(text)
    if curie is None:
        raise ValueError(f"id {text[:60]!r} is no CURIE; PREFIX:ID without white space is required")
    return curie


def listed(text: str, separator: str = "|") -> tuple[Curie, ...]:
    """The CURIEs in ``text``; what is none between two separators is left out."""
    return tuple(curie for part in text.split(separator) if (curie := canonical(part)))


def coded(prefix: str, *codes: str) -> tuple[Curie, ...]:
    """The CURIEs of ``codes`` of the vocabulary ``prefix``; a code that makes none is left out."""
    return tuple(curie for code in codes if (curie := canonical(f"{prefix}:{code.strip()}")))


def of_uri(text: str) -> Curie | None:
    """The CURIE of a URI of the OBO Library, Orphanet, identifiers.org, BioPortal or OMIM, or ``text`` as a
    CURIE.

    >>> str(of_uri("http://purl.obolibrary.org/obo/HP_0001250")), str(of_uri("MSH:D012640"))
    ('HP:0001250', 'MESH:D012640')
    """
    if match := _OBO.match(text) or _NAMED.match(text):
        return canonical(f"{match[1]}:{match[2]}")
    if match := _OMIM.match(text):
        return Curie("OMIMPS" if "phenotypicSeries" in text else "OMIM", match[1])
    return None if "://" in text else canonical(text)
