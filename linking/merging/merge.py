"""From the records of all vocabularies to one concept per idea."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.merging.groups import Groups
from medkg.linking.merging.matches import pairs
from medkg.linking.merging.records import by_identifier, unite
from medkg.linking.prefixes import preference


@dataclass(frozen=True, slots=True)
class Merged:
    """``concepts`` in order of CURIE; ``aliases``: for other identifiers the concept they lead to."""

    concepts: tuple[Concept, ...]
    aliases: Mapping[Curie, Curie]


def merge(concepts: Iterable[Concept]) -> Merged:
    """One concept per idea, whatever the order of merging.

    The identifier and name are those of the preferred vocabulary
    (:data:`medkg.linking.prefixes.PREFERENCE`), the other identifiers become cross-references. Retired
    concepts lead to their successors, through several if need be.
    """
    records = by_identifier(concepts)
    living = {curie: record for curie, record in records.items() if not record.replaced_by}
    groups = Groups()
    for first, second in pairs(living):
        groups.join(first, second)
    leaders = {curie: min(groups.of(curie), key=preference) for curie in living}
    merged = tuple(
        _one([living[member] for member in sorted(groups.of(curie), key=preference)], leaders)
        for curie in sorted(living)
        if leaders[curie] == curie
    )
    return Merged(merged, _aliases(records, leaders))


def _one(members: list[Concept], leaders: Mapping[Curie, Curie]) -> Concept:
    united = reduce(unite, members)
    own = [member.curie for member in members]
    xrefs = dict.fromkeys([*own, *united.xrefs])
    parents = dict.fromkeys(leaders.get(parent, parent) for parent in united.parents)
    return replace(
        united,
        synonyms=tuple(name for name in united.synonyms if name != united.name),
        xrefs=tuple(xref for xref in xrefs if xref != united.curie),
        parents=tuple(parent for parent in parents if parent not in own),
    )


def _aliases(records: Mapping[Curie, Concept], leaders: Mapping[Curie, Curie]) -> dict[Curie, Curie]:
    aliases = {curie: leader for curie, leader in leaders.items() if curie != leader}
    for curie, record in records.items():
        successor = _successor(record, records)
        if record.replaced_by and successor in leaders:
            aliases[curie] = leaders[successor]
    return aliases


def _successor(record: Concept, records: Mapping[Curie, Concept]) -> Curie:
    seen = {record.curie}
    while record.replaced_by and record.replaced_by in records and record.replaced_by not in seen:
        seen.add(record.replaced_by)
        record = records[record.replaced_by]
    return record.replaced_by or record.curie
