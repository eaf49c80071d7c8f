"""A rule as a query for its conclusions about one concept.

No rule can explode: from a concept in the middle of a rule nothing is followed that it has more than ``$fan``
of (what hangs together with everything explains nothing), and after each premise the ``$fan`` surest ways are
kept. So no more than the square of ``$fan`` is ever looked at, however large the graph.

``$limit`` counts conclusions: of the ways to one, the surest is kept. As of a year all are, since which of
them is the surest then is told later, by their evidence.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from medkg.kg.graph import IS_A
from medkg.kg.questions.facts import concept, evidence, fact
from medkg.kg.rules.rule import Pattern, Rule


@lru_cache(maxsize=64)
def cypher(rule: Rule) -> str:
    """The query for the conclusions of ``rule`` about ``$id``. All names in it are of a rule's alphabet."""
    end = rule.conclusion
    return f"""
CALL () {{ {_about(rule, end.subject)} UNION {_about(rule, end.object)} }}
{_surest("weakest", ("concepts", "facts", "keys", "weakest"))}
RETURN concepts, facts, weakest ORDER BY weakest DESC, keys LIMIT $limit
"""


def _about(rule: Rule, anchor: str) -> str:
    steps = "".join(_steps(rule.premises, anchor))
    relations = range(len(rule.premises))
    names = sorted({name for one in rule.premises for name in (one.subject, one.object)})
    concepts = ", ".join(f"{name}: {concept(name)}" for name in names)
    facts = ", ".join(
        f"{{predicate: type(r{n}), start: startNode(r{n}).id, fact: {fact(f'r{n}')}, evidence: told{n}}}"
        for n in relations
    )
    weakest = _weakest(len(rule.premises))
    return f"""
MATCH ({anchor}:Concept {{id: $id}})
WITH *, 1.0 AS w
{steps}
WITH *, [{", ".join(f"r{n}.key" for n in relations)}] AS keys, {_ends(rule.conclusion)} AS ends
WHERE {_is_new(rule.conclusion)} AND ($year IS NOT NULL OR {weakest} > 0.0)
{_surest(weakest, (*names, *(f"r{n}" for n in relations), "keys", weakest))}
WITH * ORDER BY {weakest} DESC, keys LIMIT $limit
{"".join(evidence(f"r{n}", into=f"told{n}") for n in relations)}
RETURN {{{concepts}}} AS concepts, [{facts}] AS facts, {weakest} AS weakest, keys, ends
"""


def _ends(end: Pattern) -> str:
    """The ids of the conclusion's concepts, in one order where it reads the same from both ends."""
    ids, turned = f"[{end.subject}.id, {end.object}.id]", f"[{end.object}.id, {end.subject}.id]"
    if not end.symmetric:
        return ids
    return f"CASE WHEN {end.subject}.id < {end.object}.id THEN {ids} ELSE {turned} END"


def _surest(weakest: str, names: Sequence[str]) -> str:
    """Of the rows with the same ``ends`` the one with the highest ``weakest``; as of a year all of them."""
    told = ", ".join(f"{name}: {name}" for name in names)
    kept = ", ".join(f"row.{name} AS {name}" for name in names)
    return f"""
WITH * ORDER BY {weakest} DESC, keys
WITH ends, CASE WHEN $year IS NOT NULL THEN keys END AS way, collect({{{told}}})[0] AS row
WITH ends, {kept}
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


def _is_new(end: Pattern) -> str:
    standing = f"{_drawn(end, 'standing')} WHERE {_known(end, 'standing')}"
    return f"{end.subject} <> {end.object} AND NOT EXISTS {{ MATCH {standing} }}"


def _weakest(place: int) -> str:
    """The name of the belief of the weakest of the first premises."""
    return f"w{place}" if place else "w"
