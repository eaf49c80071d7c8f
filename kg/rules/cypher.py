"""Rules as one query for the ways to their conclusions about one concept.

No rule can explode: from a concept in the middle of a rule nothing is followed that it has more than ``$fan``
of (what hangs together with everything explains nothing), and after each premise the ``$fan`` surest ways are
kept. So no more than the square of ``$fan`` is ever looked at, however large the graph.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from medkg.kg.graph import IS_A
from medkg.kg.rules.rule import Pattern, Rule


@lru_cache(maxsize=16)
def cypher(rules: Sequence[Rule]) -> str:
    """The query for the ways to conclusions about ``$id``; ``rule`` of a row is a place among ``rules``.

    All names in it are of a rule's alphabet.
    """
    return "UNION ALL".join(
        _about(number, rule, anchor)
        for number, rule in enumerate(rules)
        for anchor in (rule.conclusion.subject, rule.conclusion.object)
    )


def _about(number: int, rule: Rule, anchor: str) -> str:
    end, weakest = rule.conclusion, _weakest(len(rule.premises))
    premises = ", ".join(
        f"r{n} {{.key, .belief, subject: startNode(r{n}).id, object: endNode(r{n}).id}}"
        for n in range(len(rule.premises))
    )
    return f"""
MATCH ({anchor}:Concept {{id: $id}})
WITH *, 1.0 AS w
{"".join(_steps(rule.premises, anchor))}
WITH * WHERE {end.subject} <> {end.object} AND ($year IS NOT NULL OR {weakest} > 0.0)
RETURN {number} AS rule, {end.subject}.id AS subject, {end.object}.id AS object, [{premises}] AS premises
"""


def _steps(premises: Sequence[Pattern], anchor: str) -> Iterator[str]:
    """From ``anchor`` on, each premise after one that it hangs on."""
    bound = {anchor}
    left = list(range(len(premises)))
    for place in range(1, len(premises) + 1):
        number = next(n for n in left if bound & {premises[n].subject, premises[n].object})
        left.remove(number)
        yield _step(premises[number], number, place, bound, anchor)
        bound |= {premises[number].subject, premises[number].object}


def _step(pattern: Pattern, number: int, place: int, bound: set[str], anchor: str) -> str:
    """The ways on along the premise with ``number``, as far as one of its ends is in ``bound``."""
    known = sorted({pattern.subject, pattern.object} & bound)
    found = sorted({pattern.subject, pattern.object} - bound)
    belief = "1.0" if pattern.predicate == IS_A else f"r{number}.belief"
    before, after = _weakest(place - 1), _weakest(place)
    return f"""
CALL ({", ".join(known)}) {{
    {_no_hub(pattern, known[0], anchor) if found else ""}
    MATCH {_drawn(pattern, f"r{number}")} WHERE {_known(pattern, f"r{number}")}
    RETURN {", ".join((*found, f"r{number}"))} ORDER BY {belief} DESC, r{number}.key LIMIT $fan
}}
WITH *, CASE WHEN {belief} < {before} THEN {belief} ELSE {before} END AS {after}
ORDER BY {after} DESC, r{number}.key LIMIT $fan
"""


def _no_hub(pattern: Pattern, end: str, anchor: str) -> str:
    if end == anchor:
        return ""
    way = f"-[:{pattern.predicate}]-"
    if not pattern.symmetric:
        way = f"{way}>" if end == pattern.subject else f"<{way}"
    return f"WITH {end} WHERE COUNT {{ ({end}){way}() }} <= $fan"


def _drawn(pattern: Pattern, relation: str) -> str:
    arrow = "-" if pattern.symmetric else "->"
    return f"({pattern.subject}:Concept)-[{relation}:{pattern.predicate}]{arrow}({pattern.object}:Concept)"


def _known(pattern: Pattern, relation: str) -> str:
    return "true" if pattern.predicate == IS_A else f"($year IS NULL OR {relation}.first_year <= $year)"


def _weakest(place: int) -> str:
    """The name of the belief of the weakest of the first premises."""
    return f"w{place}" if place else "w"
