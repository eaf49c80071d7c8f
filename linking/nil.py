"""Identifiers of what no vocabulary names."""

import hashlib

from medkg.extraction.mention import Mention
from medkg.linking.curie import Curie
from medkg.linking.names.forms import plain

NIL_PREFIX = "NIL"


def nil_curie(mention: Mention) -> Curie:
    """The CURIE of an unlinked mention: the same for the same type and the same words, whatever their
    spelling.

    The identifier is the first 16 hexadecimal digits of SHA-256 over the type, a line feed and the plain
    form of the text (:func:`medkg.linking.names.forms.plain`), or the text itself where nothing of it is
    a letter or digit.
    """
    words = plain(mention.text) or mention.text.strip()
    digest = hashlib.sha256(f"{mention.type}\n{words}".encode()).hexdigest()
    return Curie(NIL_PREFIX, digest[:16])
