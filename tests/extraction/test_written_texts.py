"""The texts written for training are what their format and guideline say."""

from pathlib import Path

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.readers import read_annotated
from medkg.extraction.relations.signature import SIGNATURES, TYPE_IDS

TRAIN = Path(__file__).parents[2] / "examples" / "train"


LEAST = {"written": 700, "written_relations": 700, "written_held_out": 40}


@pytest.fixture(scope="module", params=LEAST)
def items(request: pytest.FixtureRequest) -> list[AnnotatedDocument]:
    found = list(read_annotated(TRAIN / request.param, format="marked", members="*.txt"))
    assert [item for item in found if not isinstance(item, AnnotatedDocument)] == []
    return [item for item in found if isinstance(item, AnnotatedDocument)]


def test_every_text_has_an_id_of_its_own(
    items: list[AnnotatedDocument], request: pytest.FixtureRequest
) -> None:
    least = LEAST[request.node.callspec.params["items"]]
    assert len({item.document.id for item in items}) == len(items) > least


def test_no_held_out_text_is_trained_on() -> None:
    folders = ("written", "written_relations", "written_held_out")
    read = [read_annotated(TRAIN / folder, format="marked", members="*.txt") for folder in folders]
    texts = [{item.document.text for item in items if isinstance(item, AnnotatedDocument)} for items in read]
    assert texts[2].isdisjoint(texts[0] | texts[1])


def test_mentions_are_of_the_five_types(items: list[AnnotatedDocument]) -> None:
    assert {mention.type for item in items for mention in item.mentions} == set(TYPE_IDS)


def test_relations_join_what_they_may(items: list[AnnotatedDocument]) -> None:
    for item in items:
        for relation in item.relations:
            signature = SIGNATURES[relation.type.removesuffix("?")]
            head, tail = relation.head.type, relation.tail.type
            allowed = signature.allows(head, tail) or (signature.symmetric and signature.allows(tail, head))
            assert allowed, (item.document.id, relation.type, head, tail)
