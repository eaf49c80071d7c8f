"""What the words next to a mention rule out."""

from dataclasses import replace

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.relation import Relation
from medkg.extraction.relations.entities import by_text
from medkg.extraction.relations.together import merely_together
from medkg.extraction.relations.wording import (
    caused_by_another,
    given_for,
    names_deed,
    names_quality,
    names_site,
    related,
)
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span


def document(text: str, *drugs: str, finding: str = "emesis") -> AnnotatedDocument:
    """A document whose mentions are ``drugs``, each at its first place, and ``finding``."""
    item = Document("d", text)
    named = [*((drug, "Drug") for drug in drugs), (finding, "Symptom")]
    mentions = (
        item.mention(Span(text.index(word), text.index(word) + len(word)), type) for word, type in named
    )
    return AnnotatedDocument(item, mentions=tuple(mentions), sentences=(Span(0, len(text)),))


def causes(item: AnnotatedDocument, type: str = "CAUSES") -> Relation:
    """The relation of the first mention and the last."""
    return Relation(item.mentions[0], item.mentions[-1], type, 0.9, item.sentences)


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("Zorafen was given for quibex-induced emesis.", True),
        ("Zorafen reduced quibex-induced severe emesis.", True),
        ("Zorafen reduced the emesis induced by quibex.", True),
        ("Zorafen reduced the emesis caused by oral quibex.", True),
        ("Zorafen- and quibex-induced emesis were alike.", False),
        ("Zorafen/quibex-induced emesis was seen.", False),
        ("The emesis caused by quibex and Zorafen was mild.", False),
        ("Zorafen and quibex caused emesis.", False),
        ("Zorafen was given with quibex; it induced emesis.", False),
    ],
)
def test_a_cause_named_next_to_a_finding_rules_out_others(text: str, ruled_out: bool) -> None:
    item = document(text, "Zorafen", "quibex")
    assert caused_by_another(causes(item), item) is ruled_out
    assert not caused_by_another(causes(item, "TREATS"), item)


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("The effect of Zorafen on acute emesis was studied.", True),
        ("Zorafen, one tablet as needed for severe emesis.", True),
        ("Zorafen is a tolerated and effective treatment for emesis.", True),
        ("There was a reduction in emesis associated with Zorafen.", True),
        ("Zorafen led to relief of emesis.", True),
        ("Prevention of Zorafen-related emesis.", False),
        ("Zorafen caused emesis.", False),
        ("Treatment with Zorafen was followed by emesis.", False),
        ("The effect of Zorafen was emesis.", False),
    ],
)
def test_what_is_given_for_a_finding_does_not_cause_it(text: str, ruled_out: bool) -> None:
    item = document(text, "Zorafen")
    assert given_for(causes(item), item) is ruled_out
    assert not given_for(causes(item, "TREATS"), item)


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("There was emesis. Zorafen was increased.", True),
        ("There was emesis. Zorafen therapy was promptly started.", True),
        ("There was emesis. Zorafen was started two days before.", False),
        ("There was emesis. Zorafen had been given.", False),
        ("Zorafen was given. There was emesis.", False),
    ],
)
def test_what_is_given_after_a_finding_does_not_cause_it(text: str, ruled_out: bool) -> None:
    item = replace(document(text, "Zorafen"), sentences=tuple(split_sentences(text)))
    assert given_for(causes(item), item) is ruled_out


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("Quibex causes earache and emesis. Zorafen was given to all.", True),
        ("Zorafen was given to all. Quibex can lead to emesis.", True),
        ("Zorafen was given to all. Quibex is a common cause of rash and emesis.", True),
        ("Quibex remains the leading risk factor for emesis. Zorafen was given.", True),
        ("Zorafen was given to all. Quibex was stopped and emesis followed.", False),
        ("Zorafen was given to all. Quibex is not known, the cause of emesis is sought.", False),
        ("Zorafen was given with Quibex. Zorafen causes emesis.", False),
        ("Quibex causes rash, and emesis was seen after Zorafen.", False),
    ],
)
def test_another_cause_in_the_sentence_of_a_finding_rules_out_heads_of_others(
    text: str, ruled_out: bool
) -> None:
    item = document(text, "Zorafen", "Quibex")
    whole = replace(item, sentences=tuple(split_sentences(item.document.text)))
    assert caused_by_another(causes(whole), whole) is ruled_out


def test_a_cause_is_not_ruled_out_by_itself() -> None:
    item = document("Zorafen-induced emesis was mild.", "Zorafen")
    assert not caused_by_another(causes(item), item)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Zorafen antagonists", True),
        ("Zorafen receptors", True),
        ("Zorafen D2 receptor agonists", True),
        ("Zorafen-channel blockers", True),
        ("Zorafen reuptake", True),
        ("Zorafen, an antagonist", False),
        ("Zorafen and antagonists", False),
        ("Zorafen receptive", False),
        ("Zorafen", False),
    ],
)
def test_a_drug_in_the_name_of_what_acts_on_it_is_a_site(text: str, site: bool) -> None:
    item = document(f"{text} and emesis", "Zorafen")
    assert names_site(item.document.text, item.mentions[0]) is site
    assert not names_site("emesis receptors", document("emesis receptors").mentions[0])


def test_an_entity_keeps_its_mentions_that_are_no_sites() -> None:
    text = "Zorafen receptors. Zorafen led to emesis. Quibex antagonists."
    item = Document("d", text)
    spans = [(0, 7, "Drug"), (19, 26, "Drug"), (34, 40, "Symptom"), (42, 48, "Drug")]
    mentions = tuple(item.mention(Span(start, end), type) for start, end, type in spans)
    annotated = AnnotatedDocument(item, mentions=mentions)
    found = related(by_text(mentions), annotated)
    assert [entity.mentions for entity in found] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("text", "type", "deed"),
    [
        ("placed", "Treatment", True),
        ("Removed", "Treatment", False),
        ("closed reduction", "Treatment", False),
        ("inflamed", "Symptom", False),
    ],
)
def test_a_participle_alone_names_no_treatment(text: str, type: str, deed: bool) -> None:
    mention = Document("d", text).mention(Span(0, len(text)), type)
    assert names_deed(mention) is deed


@pytest.mark.parametrize(
    ("words", "nothing"),
    [
        ("Transverse incision", True),
        ("4-0 nylon sutures", True),
        ("Hemostasis", True),
        ("Treatments", True),
        ("Drug therapy", True),
        ("Surgery", True),
        ("Removal", True),
        ("Radiation therapy", False),
        ("Gallstone removal", False),
        ("Band ligation", False),
        ("Thoracic surgery", False),
    ],
)
def test_steps_of_operations_and_treatment_as_such_are_related_to_nothing(words: str, nothing: bool) -> None:
    item = document(f"{words} for emesis")
    mention = item.document.mention(Span(0, len(words)), "Treatment")
    found = AnnotatedDocument(item.document, mentions=(mention, *item.mentions), sentences=item.sentences)
    kept = {number for entity in related(by_text(found.mentions), found) for number in entity.mentions}
    assert (0 not in kept) is nothing
    assert 1 in kept


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Zorafen and quibex were given for emesis.", True),
        ("She takes zorafen 5 mg and quibex; no emesis.", True),
        ("Quibex raises no emesis but potentiates Zorafen.", False),
        ("Zorafen with quibex should be avoided in emesis.", False),
        ("Coadministration of Zorafen and quibex: emesis.", False),
    ],
)
def test_drugs_given_together_do_not_interact(text: str, together: bool) -> None:
    item = document(
        text, "Zorafen" if "Zorafen" in text else "zorafen", "quibex" if "quibex" in text else "Quibex"
    )
    assert merely_together(causes(item, "INTERACTS_WITH"), item) is together
    assert not merely_together(causes(item, "TREATS"), item)


def test_a_quality_alone_is_related_to_nothing() -> None:
    item = document("Zorafen cured acute emesis.", "Zorafen", finding="acute")
    assert names_quality(item.mentions[-1]) and not names_quality(item.mentions[0])
    assert [entity.type for entity in related(by_text(item.mentions), item)] == ["Drug"]
