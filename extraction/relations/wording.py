"""Words next to a mention that say what it cannot be related to, whatever the model finds."""

import re
from collections.abc import Sequence

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.mention import CARE, Mention
from medkg.extraction.relation import Relation
from medkg.extraction.relations.entities import Entity
from medkg.extraction.relations.evidence import sentence_number
from medkg.extraction.relations.steps import names_no_treatment
from medkg.extraction.span import Span

_MADE = "(?:induced|evoked|provoked|elicited|triggered"
_BETWEEN = r"(?:[\w-]+\s+){0,2}"
_BEFORE = re.compile(rf"\s*-?\s*{_MADE})\s+{_BETWEEN}\Z", re.IGNORECASE)
"""Between a cause and what is named after it: "ifosfamide-induced severe emesis"."""
_AFTER = re.compile(rf"\s+{_MADE}|caused|produced)\s+by\s+{_BETWEEN}\Z", re.IGNORECASE)
"""Between a finding and its cause: "seizures induced by oral picrotoxin"."""
_CAUSES = re.compile(
    r"\s+(?:(?:(?:can|may)\s+)?(?:causes?|caused|leads?\s+to|led\s+to|results?\s+in|resulted\s+in)"
    r"|(?:is|are|was|were|remains?)\s+(?:[\w-]+\s+){0,5}(?:causes?\s+of|risk\s+factors?\s+for))"
    r"\s+[^.;:]{0,60}\Z",
    re.IGNORECASE,
)
"""Between a cause and what a sentence says that it causes: "otitis causes earache and fever", "diabetes is a
common cause of blindness".
"""
_JOINED = re.compile(r"[\s,/+-]*(?:and|or|plus)?[\s,/+-]*")
_SITE = re.compile(
    r"[\s-]+(?:[\w-]*[A-Z\d][\w-]*\s+)?"
    r"(?:receptors?|antagonists?|agonists?|blockers?|inhibitors?|channels?|transporters?|(?:re)?uptake)\b"
)
"""After a substance: what acts on it or what it acts on, "calcium channel blockers", "NMDA receptors"."""
_SOME = r"(?:[\w-]+\s+){0,4}"
_EFFECT_OF = re.compile(rf"\beffects?\s+of\s+{_SOME}\Z", re.IGNORECASE)
_ON = re.compile(rf".*\bon\s+{_SOME}\Z", re.IGNORECASE | re.DOTALL)
"""Around a drug whose effect on a finding is asked about: "the effect of meloxicam on acute dermatitis"."""
_FOR = re.compile(
    r".*\b(?:(?:treatment|therapy)\s+(?:for|of)|(?:indicated|prescribed|needed|necessary|prn)\s+for)"
    rf"\s+{_SOME}\Z",
    re.IGNORECASE | re.DOTALL,
)
"""Between a drug and what it is given for: "one tablet as needed for severe pain"."""
_LESS = re.compile(
    r"\b(?:reductions?|decreases?|improvements?|relief|resolution|amelioration|prevention)\s+(?:in|of)"
    rf"\s+{_SOME}\Z",
    re.IGNORECASE,
)
"""Before a finding that grew less: "a reduction in nausea associated with crystalloids"."""
_THEN_GIVEN = re.compile(
    r"\s+(?:therapy\s+)?(?:was|were|is)\s+(?:\w+ly\s+)?(?:increased|started|begun|given|added|continued"
    r"|prescribed|initiated|resumed|restarted|administered|(?:up-?)?titrated|commenced)\b"
    r"(?![^.;]*\b(?:before|prior|earlier|ago|previously)\b)",
    re.IGNORECASE,
)
"""After a drug that answers what a sentence before told: "Dyspnea on exertion. Furosemide was increased."."""
_LOOK = 80
_LONGEST = 40
"""Characters in which these words stand."""


_DEED = re.compile("[a-z]+ed")
_QUALITY = re.compile(
    "(?:sub)?acute|chronic|mild|moderate|severe|bilateral|unilateral|recurrent|left|right", re.IGNORECASE
)


def related(entities: Sequence[Entity], item: AnnotatedDocument) -> tuple[Entity, ...]:
    """``entities`` without those of their mentions that only name a site of action, a deed, a quality, a step
    of an operation, or treatment as such.

    "Calcium antagonists lowered the pressure" says nothing of calcium, a stitch that was "placed" names
    no treatment, an "incision" treats no disease, and "treatment" tells of none.
    """
    kept = (
        Entity(
            entity.key,
            entity.type,
            tuple(
                number
                for number in entity.mentions
                if not names_site(item.document.text, item.mentions[number])
                and not names_deed(item.mentions[number])
                and not names_quality(item.mentions[number])
                and not names_no_treatment(item.mentions[number])
            ),
            entity.identifier,
        )
        for entity in entities
    )
    return tuple(entity for entity in kept if entity.mentions)


def names_site(text: str, mention: Mention) -> bool:
    """Whether a drug's name is part of the name of a receptor, or of another drug's class.

    >>> from medkg.extraction.document import Document
    >>> document = Document("1", "Serotonin reuptake inhibitors; serotonin fell.")
    >>> [names_site(document.text, document.mention(Span(at, at + 9), "Drug")) for at in (0, 31)]
    [True, False]
    """
    return mention.type == "Drug" and _SITE.match(text, mention.span.end) is not None


def names_deed(mention: Mention) -> bool:
    """Whether a treatment is told by a participle alone ("closed", "removed"), which says not by what."""
    return mention.type == "Treatment" and _DEED.fullmatch(mention.text) is not None


def names_quality(mention: Mention) -> bool:
    """Whether a finding is told by its course, grade or side alone: "acute" of "acute otitis media"."""
    return _QUALITY.fullmatch(mention.text) is not None


def caused_by_another(relation: Relation, item: AnnotatedDocument) -> bool:
    """Whether the words next to the tail of a CAUSES name another cause than its head, or its sentence does
    and has no head.

    "Mesna for ifosfamide-induced cystitis" does not say that mesna causes it; "A- and B-induced" says it of
    both. "Otitis causes fever. Amoxicillin was given." says it of otitis.
    """
    if relation.type != "CAUSES":
        return False
    text, head, tail = item.document.text, relation.head, relation.tail
    named = [
        other for other in item.mentions if other.type in CARE and _names_cause(text, other.span, tail.span)
    ]
    named += _told_to_cause(item, head, tail)
    return bool(named) and not any(_same(text, head, other) for other in named)


def given_for(relation: Relation, item: AnnotatedDocument) -> bool:
    """Whether words around a CAUSES say that the head is given for the tail or after it, or made it less."""
    if relation.type != "CAUSES":
        return False
    text, head, tail = item.document.text, relation.head.span, relation.tail.span
    follows = head.end <= tail.start
    if not follows and len(relation.evidence) > 1 and _THEN_GIVEN.match(text, head.end):
        return True
    if _LESS.search(text[max(tail.start - _LOOK, head.end if follows else 0, 0) : tail.start]):
        return True
    between = text[head.end : tail.start] if follows and tail.start - head.end <= 2 * _LOOK else ""
    asked = _EFFECT_OF.search(text[max(0, head.start - _LOOK) : head.start]) and _ON.fullmatch(between)
    return bool(asked or _FOR.fullmatch(between))


def _names_cause(text: str, cause: Span, tail: Span) -> bool:
    if 0 < tail.start - cause.end <= _LONGEST:
        return _BEFORE.fullmatch(text[cause.end : tail.start]) is not None
    if 0 < cause.start - tail.end <= _LONGEST:
        return _AFTER.fullmatch(text[tail.end : cause.start]) is not None
    return False


def _told_to_cause(item: AnnotatedDocument, head: Mention, tail: Mention) -> list[Mention]:
    """The mentions of which the sentence of the tail says that they cause it, if the head is in another."""
    number = sentence_number(item.sentences, tail)
    if sentence_number(item.sentences, head) == number:
        return []
    begin = item.sentences[number].start
    return [
        other
        for other in item.mentions
        if begin <= other.span.start
        and other.span.end < tail.span.start
        and _CAUSES.fullmatch(item.document.text[other.span.end : tail.span.start])
    ]


def _same(text: str, head: Mention, other: Mention) -> bool:
    """Whether the two are one thing by their words, or joined by "and" and the like."""
    if head.text.lower() == other.text.lower():
        return True
    first, second = sorted((head.span, other.span))
    return first.end <= second.start and _JOINED.fullmatch(text[first.end : second.start]) is not None
