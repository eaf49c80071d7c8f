"""Why the graph holds a fact."""

from collections.abc import Mapping, Sequence

from medkg.kg.predicate import PREDICATES
from medkg.kg.questions.answers import ConceptAnswer, EvidenceAnswer, FactAnswer, Reasons
from medkg.kg.questions.as_of import as_of
from medkg.kg.questions.errors import UnknownFactError, UnknownPredicateError
from medkg.kg.questions.facts import ANY, RETURN
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import evidence_answer, fact_answer
from medkg.kg.questions.store import ReadableStore

_FACT = f"""
MATCH (s:Concept {{id: $subject}}), (o:Concept {{id: $object}})
MATCH (s)-[r:{ANY}]->(o) WHERE type(r) = $predicate
{RETURN}
"""
_EVIDENCE = """
UNWIND $keys AS key
CALL (key) {
    MATCH (e:Evidence {edge: key}) WHERE $year IS NULL OR e.year <= $year
    WITH e ORDER BY e.retracted, e.kind DESC, e.score DESC, e.document, e.start, e.id LIMIT $most
    OPTIONAL MATCH (e)-[:FROM]->(d:Document)
    RETURN e, d.title AS title
}
RETURN key, properties(e) AS evidence, title
ORDER BY key, e.retracted, e.kind DESC, e.score DESC, e.document, e.start, e.id
"""
_ALL = 2**31


def why(
    store: ReadableStore, subject: str, predicate: str, object: str, *, year: int | None = None
) -> Reasons:
    """Every piece of evidence for or against the fact, and the fact itself.

    ``subject`` and ``object`` are names or CURIEs, ``predicate`` a name of the table of predicates in any
    case. A symmetric fact is found from either side. ``year`` asks as of then.

    Raises:
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
        UnknownPredicateError: if there is no such predicate.
        UnknownFactError: if the graph does not hold the fact.
    """
    name = _predicate(predicate)
    fact = _fact(store, resolve(store, subject), name, resolve(store, object))
    then = as_of(store, [fact], year)
    if not then:
        raise UnknownFactError(
            f"nothing was known of {fact.subject.name} {name} {fact.object.name} in {year}"
        )
    return Reasons(then[0], evidence_of(store, [fact.key], year=year)[fact.key])


def evidence_of(
    store: ReadableStore, keys: Sequence[str], *, most: int | None = None, year: int | None = None
) -> Mapping[str, tuple[EvidenceAnswer, ...]]:
    """At most ``most`` pieces of evidence (None: all) of each of the facts with ``keys``, best first.

    ``year`` leaves out what is later or has no year.
    """
    values = {"keys": list(keys), "year": year, "most": _ALL if most is None else most}
    found: dict[str, list[EvidenceAnswer]] = {key: [] for key in keys}
    for row in store.read(_EVIDENCE, values) if keys else ():
        found[row["key"]].append(evidence_answer(row))
    return {key: tuple(pieces) for key, pieces in found.items()}


def _predicate(text: str) -> str:
    name = text.strip().upper().replace(" ", "_").replace("-", "_")
    if name not in PREDICATES:
        raise UnknownPredicateError(text)
    return name


def _fact(store: ReadableStore, subject: ConceptAnswer, predicate: str, object: ConceptAnswer) -> FactAnswer:
    ways = [(subject.id, object.id)]
    if PREDICATES[predicate].symmetric:
        ways.append((object.id, subject.id))
    for start, end in ways:
        rows = store.read(_FACT, {"subject": start, "predicate": predicate, "object": end})
        if rows:
            return fact_answer(rows[0])
    raise UnknownFactError(
        f"the graph does not hold {subject.name} ({subject.id}) {predicate} {object.name} ({object.id})"
    )
