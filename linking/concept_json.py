"""Concepts as JSON, one a line."""

import json
from typing import Any

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie


def encode(concept: Concept) -> str:
    """``concept`` as one line of JSON; empty fields are left out."""
    fields: dict[str, Any] = {
        "id": str(concept.curie),
        "name": concept.name,
        "types": concept.types,
        "synonyms": concept.synonyms,
        "related": concept.related,
        "parents": [str(curie) for curie in concept.parents],
        "xrefs": [str(curie) for curie in concept.xrefs],
        "replaced_by": str(concept.replaced_by) if concept.replaced_by else None,
        "usage": concept.usage,
    }
    return json.dumps(
        {key: value for key, value in fields.items() if value}, ensure_ascii=False, separators=(",", ":")
    )


def decode(line: str | bytes) -> Concept:
    """The concept that :func:`encode` wrote as ``line``.

    Raises:
        ValueError: if it is none.
    """
    fields = json.loads(line)
    replaced_by = fields.get("replaced_by")
    return Concept(
        Curie.parse(fields["id"]),
        fields["name"],
        tuple(fields.get("types", ())),
        tuple(fields.get("synonyms", ())),
        _curies(fields.get("parents", ())),
        _curies(fields.get("xrefs", ())),
        Curie.parse(replaced_by) if replaced_by else None,
        tuple(fields.get("related", ())),
        tuple((words, count) for words, count in fields.get("usage", ())),
    )


def identifier(line: str) -> str:
    """The CURIE of the concept that :func:`encode` wrote as ``line``, which begins with it."""
    text: str = _DECODER.raw_decode(line, len('{"id":'))[0]
    return text


_DECODER = json.JSONDecoder()


def _curies(texts: list[str]) -> tuple[Curie, ...]:
    return tuple(Curie.parse(text) for text in texts)
