"""Equivalences as JSON, one a line."""

import json

from medkg.linking.curie import Curie
from medkg.linking.equivalence import Equivalence


def encode_equivalence(row: Equivalence) -> str:
    """``row`` as one line of JSON."""
    fields = [str(row.first), str(row.second), row.denied, row.file, row.line]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def decode_equivalence(line: str | bytes) -> Equivalence:
    """The equivalence that :func:`encode_equivalence` wrote as ``line``."""
    first, second, denied, file, number = json.loads(line)
    return Equivalence(Curie.parse(first), Curie.parse(second), denied, file, number)
