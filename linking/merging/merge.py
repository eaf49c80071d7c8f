"""From the records of all vocabularies to one concept per idea."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.merging.groups import Groups
from medkg.linking.merging.hierarchy import Circle, circles, without_circles
from medkg.linking.merging.match import Conflict, Ground, Match, Refusal
from medkg.linking.merging.matches import compatible, matches
from medkg.linking.merging.records import by_identifier, unite
from medkg.linking.merging.statements import outside
from medkg.linking.merging.vocabulary import Vocabulary
from medkg.linking.prefixes import first_prefix, preference

_BY_STATEMENT = (Ground.MAPPED, Ground.STATED)


@dataclass(frozen=True, slots=True)
class Merged:
    """``concepts`` in order of CURIE; ``aliases``: for other identifiers the concept they lead to.

    ``joins`` are the matches whose ends came together, ``conflicts`` those that were refused, ``circles``
    the sets of concepts that were above themselves and lost the parents that made it so.
    """

    concepts: tuple[Concept, ...]
    aliases: Mapping[Curie, Curie]
    joins: tuple[Match, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    circles: tuple[Circle, ...] = ()


def merge(vocabularies: Sequence[Vocabulary]) -> Merged:
    """One concept per idea. Which concepts come together does not depend on the order of ``vocabularies``;
    of several records with one identifier the first gives the name.

    The identifier and name are those of the preferred vocabulary
    (:data:`medkg.linking.prefixes.PREFERENCE`; of a symptom, HPO's), the other
    identifiers become cross-references. Retired concepts lead to their successors, through several if need
    be.
    """
    records = by_identifier(concept for vocabulary in vocabularies for concept in vocabulary.concepts)
    living = {curie: record for curie, record in records.items() if not record.replaced_by}
    for curie, others in outside(vocabularies, living).items():
        living[curie] = replace(living[curie], xrefs=tuple(dict.fromkeys((*living[curie].xrefs, *others))))
    groups = Groups(_denied(vocabularies))
    found, doubtful = matches(vocabularies, living)
    joins, conflicts = _join(groups, found, living)
    for match in doubtful:
        if match.second in groups.of(match.first):
            joins.append(match)
        else:
            conflicts.append(Conflict(match, Refusal.AMBIGUOUS, match.first, match.second))
    leaders = {curie: _ordered(groups.of(curie), living)[0] for curie in living}
    concepts = [
        _one([living[member] for member in _ordered(groups.of(curie), living)], leaders)
        for curie in sorted(living)
        if leaders[curie] == curie
    ]
    round_trips = tuple(circles(concepts))
    return Merged(
        without_circles(concepts, round_trips),
        _aliases(records, leaders),
        tuple(joins),
        tuple(conflicts),
        round_trips,
    )


def _denied(vocabularies: Iterable[Vocabulary]) -> Iterable[tuple[Curie, Curie]]:
    rows = (row for vocabulary in vocabularies for row in vocabulary.equivalences)
    return ((row.first, row.second) for row in rows if row.denied)


def _join(
    groups: Groups, found: Iterable[Match], living: Mapping[Curie, Concept]
) -> tuple[list[Match], list[Conflict]]:
    joins: list[Match] = []
    conflicts: list[Conflict] = []
    for match in found:
        if match.ground in _BY_STATEMENT and not compatible(living[match.first], living[match.second]):
            conflicts.append(Conflict(match, Refusal.TYPES, match.first, match.second))
        elif clash := groups.join(match.first, match.second):
            conflicts.append(Conflict(match, *clash))
        else:
            joins.append(match)
    return joins, conflicts


def _ordered(members: Iterable[Curie], living: Mapping[Curie, Concept]) -> list[Curie]:
    """``members`` of one group, the one whose identifier and name stand for all first."""
    ordered = sorted(members, key=preference)
    first = first_prefix("Symptom" if "Symptom" in living[ordered[0]].types else "")
    return sorted(ordered, key=lambda curie: curie.prefix != first)


def _one(members: list[Concept], leaders: Mapping[Curie, Curie]) -> Concept:
    united = reduce(unite, members, members[0])
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
