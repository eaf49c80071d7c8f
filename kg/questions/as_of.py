"""Facts as they would have been known in a year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from medkg.extraction.assertion import Polarity
from medkg.kg.belief import Piece, belief_of_pieces
from medkg.kg.questions.answers import FactAnswer
from medkg.kg.questions.store import ReadableStore

ALL = 5000
"""How many facts are looked at for a year, the surest of today."""

_EVIDENCE = """
MATCH (e:Evidence) WHERE e.edge IN $keys AND e.year <= $year AND NOT e.retracted
RETURN e.edge AS key, e.kind AS kind, e.document AS document, e.reference AS reference, e.year AS year,
    e.polarity AS polarity, e.score AS score
"""


def as_of(store: ReadableStore, facts: Iterable[FactAnswer], year: int | None) -> tuple[FactAnswer, ...]:
    """``facts`` with belief, counts and years from the evidence of ``year`` and before, best first.

    Facts without such evidence are left out. Evidence without a year (notes, curated tables) and of
    documents that are retracted by now counts nothing. Without a year the facts stay as they are.
    """
    if year is None:
        return tuple(facts)
    today = {fact.key: fact for fact in facts}
    then: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(_EVIDENCE, {"keys": list(today), "year": year}):
        then[row["key"]].append(row)
    known = [_then(today[key], rows) for key, rows in then.items()]
    return tuple(sorted(known, key=lambda fact: (-fact.belief, -fact.papers, fact.key)))


def _then(fact: FactAnswer, rows: Sequence[Mapping[str, Any]]) -> FactAnswer:
    texts = [row for row in rows if row["kind"] == "text" and row["polarity"] != Polarity.NEGATED]
    return replace(
        fact,
        belief=round(belief_of_pieces(map(_piece, rows)), 6),
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
    return Piece(paper, Polarity(row["polarity"]), row["score"], calibrated=row["kind"] == "curated")
