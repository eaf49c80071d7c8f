"""Records with one identifier become one concept."""

from collections import Counter
from collections.abc import Iterable

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie


def unite(first: Concept, second: Concept) -> Concept:
    """``first`` with the names, types and references that ``second`` adds; name and order are the first's."""
    synonyms = tuple(dict.fromkeys((*first.synonyms, *_other_names(first, second))))
    known = {first.name, *synonyms}
    return Concept(
        first.curie,
        first.name,
        tuple(dict.fromkeys(first.types + second.types)),
        synonyms,
        tuple(dict.fromkeys(first.parents + second.parents)),
        tuple(dict.fromkeys(first.xrefs + second.xrefs)),
        first.replaced_by,
        tuple(name for name in dict.fromkeys(first.related + second.related) if name not in known),
        tuple((Counter(dict(first.usage)) | Counter(dict(second.usage))).most_common()),
    )


def _other_names(first: Concept, second: Concept) -> list[str]:
    narrower = set(first.related)
    return [name for name in (second.name, *second.synonyms) if name != first.name and name not in narrower]


def by_identifier(concepts: Iterable[Concept]) -> dict[Curie, Concept]:
    """One concept for each CURIE; a living one wins over a retired one, the earlier source's name stays."""
    found: dict[Curie, Concept] = {}
    for concept in concepts:
        known = found.get(concept.curie)
        if known is None or (known.replaced_by and not concept.replaced_by):
            found[concept.curie] = concept
        elif not concept.replaced_by:
            found[concept.curie] = unite(known, concept)
    return found
