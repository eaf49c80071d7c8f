"""What the assertions of two mentions do to their relation."""

from collections.abc import Iterator
from dataclasses import replace

from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.context.scope import said_of
from medkg.extraction.mention import CARE, Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

_STRENGTH = (Polarity.AFFIRMED, Polarity.POSSIBLE, Polarity.NEGATED)
_CONTRAINDICATED = "CONTRAINDICATED_IN"
_OF_CARE = frozenset({"TREATS", "PREVENTS", "DIAGNOSES", _CONTRAINDICATED})
"""Predicates of what is done for a condition, which hold also where the condition is only feared."""
_NO_MORE = Assertion(Polarity.NEGATED, Time.HISTORICAL)


def with_denial(relation: Relation, text: str) -> Relation:
    """``relation`` of the document ``text`` with the strongest denial of its own and those of its mentions.

    A negated finding negates its relations ("no rash after amoxicillin"). One that is over does not ("the
    rash resolved on prednisone"). That care was not given ("treated without surgery") tells neither way and
    makes its relations possible, but does not touch that it is contraindicated.
    What is said of somebody other than the patient makes relations possible; so does what is said only for
    the case that it happens, but not for the predicates of care: "if fever, take paracetamol" is advice
    about fever. History leaves them as they are.
    """
    polarity = max(relation.polarity, *_of_mentions(relation, text), key=_STRENGTH.index)
    return relation if polarity is relation.polarity else replace(relation, polarity=polarity)


def _of_mentions(relation: Relation, text: str) -> Iterator[Polarity]:
    for mention in (relation.head, relation.tail):
        denied = mention.assertion.polarity is Polarity.NEGATED
        if denied and mention.assertion == _NO_MORE and _is_over(mention, relation.evidence, text):
            yield Polarity.AFFIRMED
        elif denied and mention.type in CARE:
            yield Polarity.AFFIRMED if relation.type == _CONTRAINDICATED else Polarity.POSSIBLE
        else:
            yield _of_assertion(mention.assertion, is_care=relation.type in _OF_CARE)


def _of_assertion(said: Assertion, *, is_care: bool) -> Polarity:
    if said.polarity is not Polarity.AFFIRMED:
        return said.polarity
    unsure = said.who is not Experiencer.PATIENT or (said.time is Time.HYPOTHETICAL and not is_care)
    return Polarity.POSSIBLE if unsure else Polarity.AFFIRMED


def _is_over(mention: Mention, evidence: tuple[Span, ...], text: str) -> bool:
    """Whether the sentence of the mention says that it was there and is no more."""
    for sentence in evidence:
        if sentence.start <= mention.span.start < sentence.end:
            start = mention.span.start - sentence.start
            span = Span(start, min(mention.span.end, sentence.end) - sentence.start)
            return "ended" in said_of(sentence.slice(text), [span])[0]
    return False
