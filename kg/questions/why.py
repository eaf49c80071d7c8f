"""Why the graph holds a fact."""

from medkg.kg.predicate import PREDICATES
from medkg.kg.questions.answers import ConceptAnswer, FactAnswer, Reasons
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
MATCH (e:Evidence {edge: $key}) WHERE $year IS NULL OR e.year <= $year
OPTIONAL MATCH (e)-[:FROM]->(d:Document)
RETURN properties(e) AS evidence, d.title AS title
ORDER BY e.retracted, e.kind DESC, e.score DESC, e.document, e.start, e.id
"""


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
    rows = store.read(_EVIDENCE, {"key": fact.key, "year": year})
    return Reasons(then[0], tuple(map(evidence_answer, rows)))


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
        values = {"subject": start, "predicate": predicate, "object": end, "sentences": 0}
        rows = store.read(_FACT, values)
        if rows:
            return fact_answer(rows[0])
    raise UnknownFactError(
        f"the graph does not hold {subject.name} ({subject.id}) {predicate} {object.name} ({object.id})"
    )
