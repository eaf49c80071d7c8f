"""Stages, grades, severities, courses and sides."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.mention import Mention
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from medkg.linking.names.qualifiers import qualifiers, unqualified
from tests.linking.concepts import concept, source_of

CONCEPTS = (
    concept("MESH:D910001", "Neoplasms", "Disease", synonyms=("stage III cancers",)),
    concept("MESH:D910002", "Colonic Neoplasms", "Disease", synonyms=("Colon cancer",)),
    concept("MESH:D910003", "Kidney Diseases", "Disease", synonyms=("Kidney disease",)),
    concept("MESH:D910004", "Renal Insufficiency, Chronic", "Disease", synonyms=("Chronic kidney disease",)),
    concept("HP:9100005", "Knee pain", "Symptom"),
    concept("HP:9100006", "Acute pain", "Symptom"),
    concept("MESH:D910007", "Glimmer Disease, Type 2", "Disease"),
)
WORDS = st.sampled_from(("stage", "III", "4", "mild", "to", "and", "left", "-", "acute", "knee", "pain", ","))


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    folder = tmp_path_factory.mktemp("staged") / "index"
    compile_index([source_of("staged", CONCEPTS)], folder)
    return Linker(Index.open(folder))


@pytest.mark.parametrize(
    ("text", "kind", "curie", "kept"),
    [
        ("stage III colon cancer", "Disease", "MESH:D910002", ("stage III",)),
        ("Stage  iiib colon cancer", "Disease", "MESH:D910002", ("Stage  iiib",)),
        ("chronic kidney disease stage 4", "Disease", "MESH:D910004", ("stage 4",)),
        ("chronic kidney disease", "Disease", "MESH:D910004", ()),
        ("chronic renal disease", "Disease", "MESH:D910004", ()),
        ("acute left knee pain", "Symptom", "HP:9100005", ("acute", "left")),
        ("mild to moderate knee pain", "Symptom", "HP:9100005", ("mild to moderate",)),
        ("acute pain", "Symptom", "HP:9100006", ()),
        ("glimmer disease type II", "Disease", "MESH:D910007", ()),
    ],
)
def test_a_qualified_mention_is_what_it_names_and_keeps_the_rest(
    staged: Linker,
    mention_of: Callable[..., Mention],
    text: str,
    kind: str,
    curie: str,
    kept: tuple[str, ...],
) -> None:
    (link,) = staged.link([mention_of(text, kind)])
    assert link.concept is not None and str(link.concept.curie) == curie
    assert link.qualifiers == kept


def test_what_is_not_linked_has_no_qualifiers(staged: Linker, mention_of: Callable[..., Mention]) -> None:
    (link,) = staged.link([mention_of("left quasar burn")])
    assert link.concept is None and link.qualifiers == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_readings_are_shorter_and_qualifiers_stand_in_the_text(text: str) -> None:
    assert all(len(reading) < len(text) for reading in unqualified(text))
    assert all(words in text for words in qualifiers(text, ""))


def test_a_text_of_qualifiers_only_has_no_reading_without_them() -> None:
    assert list(unqualified("acute")) == []


def test_many_qualifiers_are_left_alone() -> None:
    assert list(unqualified("left x right x acute x mild x pain")) == []
