"""What the assertions of two mentions do to their relation."""

from dataclasses import replace

from medkg.extraction.assertion import Experiencer, Polarity, Time
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation

_STRENGTH = (Polarity.AFFIRMED, Polarity.POSSIBLE, Polarity.NEGATED)


def with_denial(relation: Relation) -> Relation:
    """``relation`` with the strongest denial of its own polarity and those of its mentions.

    A negated mention negates its relations ("no rash after amoxicillin"). What is said of somebody other than
    the patient, or only for the case that it happens, makes them possible; history leaves them as they are.
    """
    found = (relation.polarity, _of_mention(relation.head), _of_mention(relation.tail))
    polarity = max(found, key=_STRENGTH.index)
    return relation if polarity is relation.polarity else replace(relation, polarity=polarity)


def _of_mention(mention: Mention) -> Polarity:
    said = mention.assertion
    if said.polarity is not Polarity.AFFIRMED:
        return said.polarity
    unsure = said.time is Time.HYPOTHETICAL or said.who is not Experiencer.PATIENT
    return Polarity.POSSIBLE if unsure else Polarity.AFFIRMED
