"""Facts as they would have been known in a year."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from medkg.extraction.assertion import Polarity
from medkg.kg.belief import Piece, belief_of_pieces
from medkg.kg.document_kind import DocumentKind
from medkg.kg.questions.answers import FactAnswer
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore

ALL = 5000
"""How many facts are looked at for a year, the surest of today."""

Then = Mapping[str, Sequence[Mapping[str, Any]]]
"""Pieces of evidence by the key of their fact."""

_EVIDENCE = """
MATCH (e:Evidence) WHERE e.edge IN $keys AND NOT e.retracted
    AND (e.year <= $year OR $tables AND e.kind = 'curated')
RETURN e.edge AS key, e.kind AS kind, e.document AS document, e.reference AS reference, e.year AS year,
    e.polarity AS polarity, e.score AS score, coalesce(e.document_kind, 'article') AS document_kind
"""


def best_facts(
    store: ReadableStore,
    query: str,
    values: Mapping[str, Any],
    *,
    limit: int,
    year: int | None,
    sentences: int = SENTENCES,
) -> tuple[FactAnswer, ...]:
    """The ``limit`` surest facts that ``query`` finds (by :func:`medkg.kg.questions.facts.best`), as of
    ``year``, each with ``sentences`` pieces of evidence for it and against it.
    """
    asked = {"year": year, "limit": limit if year is None else ALL, "sentences": with_facts(sentences, year)}
    facts = as_of(store, map(fact_answer, store.read(query, {**values, **asked})), year)[:limit]
    return told(store, facts, sentences=sentences, year=year)


def as_of(store: ReadableStore, facts: Iterable[FactAnswer], year: int | None) -> tuple[FactAnswer, ...]:
    """``facts`` with belief, counts and years from the evidence of ``year`` and before, best first.

    Facts without such evidence are left out. Evidence without a year (notes, curated tables) and of
    documents that are retracted by now counts nothing. Without a year the facts stay as they are.
    """
    if year is None:
        return tuple(facts)
    today = {fact.key: fact for fact in facts}
    known = [_then(today[key], rows) for key, rows in evidence_then(store, today, year).items()]
    return tuple(sorted(known, key=lambda fact: (-fact.belief, -fact.papers, fact.key)))


def evidence_then(store: ReadableStore, keys: Collection[str], year: int, *, tables: bool = False) -> Then:
    """The evidence of ``year`` and before of the facts with ``keys``, of those that have any.

    With ``tables`` what curated tables say, which has no year, is among it.
    """
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(_EVIDENCE, {"keys": list(keys), "year": year, "tables": tables}) if keys else ():
        found[row["key"]].append(row)
    return found


def belief_then(rows: Iterable[Mapping[str, Any]]) -> float:
    """The belief in a fact from the pieces of evidence in ``rows``."""
    return round(belief_of_pieces(map(_piece, rows)), 6)


def _then(fact: FactAnswer, rows: Sequence[Mapping[str, Any]]) -> FactAnswer:
    texts = [row for row in rows if row["kind"] == "text" and row["polarity"] != Polarity.NEGATED]
    return replace(
        fact,
        belief=belief_then(rows),
        papers=len({row["document"] for row in texts}),
        sentences=len(texts),
        negations=sum(row["polarity"] == Polarity.NEGATED for row in rows),
        curated=sum(row["kind"] == "curated" and row["polarity"] != Polarity.NEGATED for row in rows),
        retracted=0,
        first_year=min(row["year"] for row in rows),
        last_year=max(row["year"] for row in rows),
    )


def _piece(row: Mapping[str, Any]) -> Piece:
    paper = row["document"] or row["reference"]
    return Piece(
        paper,
        Polarity(row["polarity"]),
        row["score"],
        calibrated=row["kind"] == "curated",
        kind=DocumentKind(row["document_kind"]),
    )
