"""The best sentences of facts.

They come with the facts in one query (:func:`medkg.kg.questions.facts.evidence`), but for a year and where
more are asked for than a fact names, in one more for all facts together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from medkg.kg.graph import KEPT
from medkg.kg.questions.answers import EvidenceAnswer, FactAnswer
from medkg.kg.questions.rows import evidence_answer
from medkg.kg.questions.store import ReadableStore

SENTENCES = 1
"""How many pieces of evidence for a fact, and how many against it, an answer carries by default."""

_BEST = """
UNWIND $keys AS key
CALL (key) {
    MATCH (e:Evidence {edge: key}) WHERE $year IS NULL OR e.year <= $year
    WITH e, e.polarity = 'negated' AS denies, coalesce(e.document, e.reference) AS paper
    ORDER BY e.retracted, e.kind DESC, e.score DESC, e.start, e.id
    WITH denies, paper, collect(e) AS pieces
    UNWIND range(0, size(pieces) - 1) AS place
    WITH denies, paper, pieces[place] AS e, place
    ORDER BY denies, e.retracted, e.kind DESC, place, e.score DESC, paper, e.start, e.id
    WITH denies, collect(e)[..$sentences] AS best ORDER BY denies
    UNWIND range(0, size(best) - 1) AS place
    WITH denies, place, best[place] AS e
    OPTIONAL MATCH (e)-[:FROM]->(d:Document)
    RETURN denies, place, e, d.title AS title
}
RETURN key, properties(e) AS evidence, title ORDER BY key, denies, place
"""


def with_facts(sentences: int, year: int | None) -> int:
    """How many are read with the facts, of ``sentences`` as of ``year``: all or none."""
    return sentences if year is None and sentences <= KEPT else 0


def told(
    store: ReadableStore, facts: Iterable[FactAnswer], *, sentences: int, year: int | None
) -> tuple[FactAnswer, ...]:
    """``facts`` with their evidence: as read, or, where :func:`with_facts` read none, by one more query."""
    found = tuple(facts)
    if not sentences or with_facts(sentences, year):
        return found
    best = best_evidence(store, {fact.key for fact in found}, sentences=sentences, year=year)
    return tuple(replace(fact, evidence=best.get(fact.key, ())) for fact in found)


def best_evidence(
    store: ReadableStore, keys: Collection[str], *, sentences: int, year: int | None = None
) -> Mapping[str, tuple[EvidenceAnswer, ...]]:
    """The ``sentences`` best pieces for each of the facts with ``keys`` that has any, then those against it.

    ``year`` leaves out what is later or has no year. All evidence of these facts is looked at.
    """
    values = {"keys": sorted(keys), "year": year, "sentences": sentences}
    found: defaultdict[str, list[EvidenceAnswer]] = defaultdict(list)
    for row in store.read(_BEST, values) if keys else ():
        found[row["key"]].append(evidence_answer(row))
    return {key: tuple(pieces) for key, pieces in found.items()}
