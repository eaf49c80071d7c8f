"""Identifiers of what no vocabulary names."""

import hashlib

from medkg.extraction.mention import Mention
from medkg.linking.curie import Curie
from medkg.linking.names.characters import encodable
from medkg.linking.names.forms import plain

NIL_PREFIX = "NIL"

_FINDINGS = frozenset({"Disease", "Symptom"})
_PROCEDURES = frozenset({"Treatment", "Test"})


def nil_curie(mention: Mention) -> Curie:
    """The CURIE of an unlinked mention: the same for the same words, whatever their spelling, in all
    documents, and for types that one idea may have (diseases and symptoms; treatments and tests).

    The identifier is the first 16 hexadecimal digits of SHA-256 over the kind ("Finding", "Procedure", else
    the type), a line feed and the plain form of the text (:func:`medkg.linking.names.forms.plain`), or the
    text itself where nothing of it is a letter or digit.
    """
    text = encodable(mention.text)
    words = plain(text) or text.strip()
    digest = hashlib.sha256(f"{_kind(mention.type)}\n{words}".encode()).hexdigest()
    return Curie(NIL_PREFIX, digest[:16])


def _kind(type: str) -> str:
    if type in _FINDINGS:
        return "Finding"
    return "Procedure" if type in _PROCEDURES else str(type)
