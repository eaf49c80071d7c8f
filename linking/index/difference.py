"""What changed from one index to another."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.identifiers import Standing
from medkg.linking.index.index import Index


@dataclass(frozen=True, slots=True)
class Named:
    """A concept."""

    curie: Curie
    name: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A concept whose name or identifier changed."""

    old: Named
    new: Named


@dataclass(frozen=True, slots=True)
class Merged:
    """Several old concepts that became one."""

    old: tuple[Named, ...]
    new: Named


@dataclass(frozen=True, slots=True)
class Split:
    """An old concept whose identifiers now lead to several."""

    old: Named
    new: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Changes of concepts, each list by identifier. ``added`` concepts have no identifier that led to a
    concept before, those of ``obsolete`` ones lead to none any more.
    """

    added: tuple[Named, ...]
    renamed: tuple[Renamed, ...]
    merged: tuple[Merged, ...]
    split: tuple[Split, ...]
    obsolete: tuple[Named, ...]


def difference(old: Path, new: Path) -> Difference:
    """How the index in folder ``new`` differs from that in ``old``.

    Concepts are followed by the identifiers of records and retired identifiers; cross-references to
    vocabularies that are not in the index do not count.

    Raises:
        IndexMissingError: if one of them is no index.
    """
    before, after = Index.open(old), Index.open(new)
    led, leads = _leading(before), _leading(after)
    destinations: dict[int, set[int]] = defaultdict(set)
    origins: dict[int, set[int]] = defaultdict(set)
    for identifier in led.keys() & leads.keys():
        destinations[led[identifier]].add(leads[identifier])
        origins[leads[identifier]].add(led[identifier])
    return Difference(
        added=_without(after, origins),
        renamed=_renamed(before, after, destinations, origins),
        merged=tuple(
            Merged(_all(before, found), _named(after, number))
            for number, found in sorted(origins.items())
            if len(found) > 1
        ),
        split=tuple(
            Split(_named(before, number), _all(after, found))
            for number, found in sorted(destinations.items())
            if len(found) > 1
        ),
        obsolete=_without(before, destinations),
    )


def _leading(index: Index) -> dict[str, int]:
    """The concept that each identifier of a record or retired record leads to."""
    return {
        text: number for text, number, standing in index.identifiers if standing is not Standing.REFERENCE
    }


def _without(index: Index, known: Mapping[int, Set[int]]) -> tuple[Named, ...]:
    return tuple(_named(index, number) for number in range(index.manifest.concepts) if number not in known)


def _renamed(
    before: Index, after: Index, destinations: Mapping[int, set[int]], origins: Mapping[int, set[int]]
) -> tuple[Renamed, ...]:
    kept = (
        (_named(before, number), _named(after, min(found)))
        for number, found in sorted(destinations.items())
        if len(found) == 1 and len(origins[min(found)]) == 1
    )
    return tuple(Renamed(old, new) for old, new in kept if old != new)


def _all(index: Index, numbers: Set[int]) -> tuple[Named, ...]:
    return tuple(_named(index, number) for number in sorted(numbers))


def _named(index: Index, number: int) -> Named:
    concept: Concept = index.concept(number)
    return Named(concept.curie, concept.name)
