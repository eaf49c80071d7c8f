"""What annotated corpora call concepts, brought together with the concepts of the vocabularies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.merging.matches import compatible
from medkg.linking.merging.vocabulary import Vocabulary
from medkg.linking.names.acronyms import is_acronym
from medkg.linking.names.forms import bag

Owners = Mapping[str, set[Curie]]


@dataclass(slots=True)
class _Found:
    """For concepts of the vocabularies what corpora call them and which of their identifiers are others;
    the concepts that only corpora have.
    """

    usage: defaultdict[Curie, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    others: defaultdict[Curie, set[Curie]] = field(default_factory=lambda: defaultdict(set))
    own: dict[Curie, Concept] = field(default_factory=dict)


def with_usage(vocabularies: Sequence[Vocabulary]) -> list[Vocabulary]:
    """The vocabularies, the records of corpora (that have ``usage``) folded into those of the others.

    A corpus record goes to the record with its identifier, or to the successor of a retired one. An
    identifier that no vocabulary has becomes a cross-reference of the living concept of the same prefix
    that alone has its names (vocabularies renumber concepts), else a concept of its own.
    """
    written = [one for vocabulary in vocabularies for one in vocabulary.concepts if not one.usage]
    annotated = [one for vocabulary in vocabularies for one in vocabulary.concepts if one.usage]
    if not annotated:
        return list(vocabularies)
    found = _found(written, annotated)
    return [replace(one, concepts=tuple(_folded(one.concepts, found))) for one in vocabularies]


def _found(written: Sequence[Concept], annotated: Iterable[Concept]) -> _Found:
    living = {record.curie: record for record in reversed(written) if not record.replaced_by}
    successors = {record.curie: record.replaced_by for record in written if record.replaced_by}
    owners = _owners(living.values())
    found = _Found()
    for record in annotated:
        home = _home(record.curie, living, successors) or _renumbered(record, living, owners)
        if home is None:
            home = record.curie
            found.own.setdefault(home, replace(record, usage=()))
        elif home != record.curie and record.curie not in successors:
            found.others[home].add(record.curie)
        found.usage[home].update(dict(record.usage))
    return found


def _folded(records: Iterable[Concept], found: _Found) -> Iterator[Concept]:
    """``records``, each that corpora mean with their usage, which is then taken from ``found``."""
    for record in records:
        if record.usage and record.curie not in found.own:
            continue
        if record.curie in found.usage and not record.replaced_by:
            others = sorted(found.others.pop(record.curie, ()), key=str)
            usage = tuple(found.usage.pop(record.curie).most_common())
            record = found.own.pop(record.curie, record)
            record = replace(record, usage=usage, xrefs=tuple(dict.fromkeys((*record.xrefs, *others))))
        yield record


def _home(
    curie: Curie, living: Mapping[Curie, Concept], successors: Mapping[Curie, Curie | None]
) -> Curie | None:
    seen: set[Curie] = set()
    at: Curie | None = curie
    while at is not None and at not in living and at not in seen:
        seen.add(at)
        at = successors.get(at)
    return at if at in living else None


def _owners(living: Iterable[Concept]) -> Owners:
    owners: defaultdict[str, set[Curie]] = defaultdict(set)
    for record in living:
        for name in (record.name, *record.synonyms, *record.related):
            if not is_acronym(name):
                owners[bag(name)].add(record.curie)
    return owners


def _renumbered(record: Concept, living: Mapping[Curie, Concept], owners: Owners) -> Curie | None:
    votes: Counter[Curie] = Counter()
    for words, count in record.usage:
        alone = [
            curie
            for curie in owners.get(bag(words), ())
            if curie.prefix == record.curie.prefix and compatible(record, living[curie])
        ]
        if len(alone) == 1 and not is_acronym(words):
            votes[alone[0]] += count
    return min(votes, key=lambda curie: (-votes[curie], str(curie))) if votes else None
