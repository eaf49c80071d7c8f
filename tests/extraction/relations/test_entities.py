"""Grouping mentions into entities."""

from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relations.entities import by_identifier, by_text
from medkg.extraction.span import Span

TEXT = "Gripe gripe  Zorafen GRIPE"
DOCUMENT = Document("d", TEXT)


def mention(start: int, end: int, type: str, *identifiers: str) -> Mention:
    return DOCUMENT.mention(Span(start, end), type, identifiers=identifiers)


def test_same_words_are_one_entity_of_the_commonest_type() -> None:
    mentions = [
        mention(0, 5, "Symptom"),
        mention(6, 11, "Disease"),
        mention(13, 20, "Drug"),
        mention(21, 26, "Disease"),
    ]
    entities = by_text(mentions)
    assert [(entity.type, entity.mentions) for entity in entities] == [("Disease", (0, 1, 3)), ("Drug", (2,))]
    assert entities[0].identifier is None


def test_same_words_of_a_drug_and_a_disease_are_two_entities() -> None:
    assert len(by_text([mention(0, 5, "Drug"), mention(6, 11, "Disease")])) == 2


def test_types_without_relations_are_left_out() -> None:
    assert by_text([mention(0, 5, "Gene")]) == ()


def test_identifiers_group_across_words_and_text_groups_the_rest() -> None:
    mentions = [
        mention(0, 5, "Disease", "D1"),
        mention(21, 26, "Disease", "D1", "D2"),
        mention(6, 11, "Disease", "-1"),
    ]
    entities = by_identifier(mentions)
    assert [(entity.identifier, entity.mentions) for entity in entities] == [
        ("D1", (0, 1)),
        ("D2", (1,)),
        (None, (2,)),
    ]


@given(
    st.lists(st.sampled_from([(0, 5, "Disease"), (6, 11, "Symptom"), (13, 20, "Drug"), (21, 26, "Symptom")]))
)
def test_every_mention_lies_in_exactly_one_entity_by_text(places: list[tuple[int, int, str]]) -> None:
    mentions = [mention(*place) for place in places]
    members = [index for entity in by_text(mentions) for index in entity.mentions]
    assert sorted(members) == list(range(len(mentions)))
