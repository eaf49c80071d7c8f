"""Entities: the mentions of a document that name one thing."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from medkg.extraction.mention import Mention
from medkg.extraction.relations.signature import TYPE_IDS, family

_UNLINKED = frozenset({"", "-", "-1"})


@dataclass(frozen=True, slots=True)
class Entity:
    """Mentions of one thing.

    ``key`` tells it apart, ``type`` is what most mentions say, ``mentions`` are their indices. ``identifier``
    is the concept identifier that the mentions share, where an annotated corpus gives one.
    """

    key: str
    type: str
    mentions: tuple[int, ...]
    identifier: str | None = None


def by_text(mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Entities by lower-cased text with white space folded.

    A disease and a symptom of one text are one entity. Mentions of types that no relation takes are left out.
    """
    return _group(mentions, lambda mention: (_text_key(mention),))


def by_identifier(mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Entities by the identifiers of the corpus, by text where a mention has none.

    A mention of several identifiers belongs to each of them.
    """
    return _group(mentions, _identifier_keys)


def by_mention(mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Every mention as an entity of its own."""
    return tuple(
        Entity(f"place\t{mention.span.start}:{mention.span.end}", mention.type, (index,))
        for index, mention in enumerate(mentions)
        if mention.type in TYPE_IDS
    )


def identifiers(mention: Mention) -> tuple[str, ...]:
    """The identifiers of a mention, without the marks for unlinked ones."""
    return tuple(name for name in dict.fromkeys(mention.identifiers) if name not in _UNLINKED)


def _group(mentions: Sequence[Mention], keys: Callable[[Mention], Iterable[str]]) -> tuple[Entity, ...]:
    groups: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.type in TYPE_IDS:
            for key in keys(mention):
                groups.setdefault(key, []).append(index)
    return tuple(_entity(key, indices, mentions) for key, indices in groups.items())


def _entity(key: str, indices: list[int], mentions: Sequence[Mention]) -> Entity:
    types = Counter(mentions[index].type for index in indices)
    kind, _, name = key.split("\t")
    return Entity(key, types.most_common(1)[0][0], tuple(indices), name if kind == "id" else None)


def _text_key(mention: Mention) -> str:
    return f"text\t{family(mention.type)}\t{' '.join(mention.text.lower().split())}"


def _identifier_keys(mention: Mention) -> tuple[str, ...]:
    found = identifiers(mention)
    return tuple(f"id\t{family(mention.type)}\t{name}" for name in found) or (_text_key(mention),)
