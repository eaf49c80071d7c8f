import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.evaluation.classes import Classes
from medkg.extraction.evaluation.type_map import MENTION_TYPES, TypeMap

NAMES = st.sampled_from(["SpecificDisease", "Chemical", "Gene", "Disease", "Test", "A", "B", "C"])
MAPPED = st.dictionaries(NAMES, st.lists(st.sampled_from(MENTION_TYPES), unique=True).map(tuple))


def test_rules_are_parsed_and_add_up() -> None:
    parsed = TypeMap.parse(["Disease=Disease+Symptom", "Chemical = Drug", "CID=CAUSES", "Disease=Test"])
    assert parsed.rules == {
        "Disease": ("Disease", "Symptom", "Test"),
        "Chemical": ("Drug",),
        "CID": ("CAUSES",),
    }


@pytest.mark.parametrize(
    "rule", ["Disease", "=Drug", "Chemical=", "Chemical=Drug+", "Chemical=Drugs", "X=NO"]
)
def test_other_rules_are_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"CORPUS_TYPE=OUR_TYPE|not allowed"):
        TypeMap.parse([rule])


def test_a_corpus_type_may_hold_an_equals_sign() -> None:
    assert TypeMap.parse(["a=b=Drug"]).rules == {"a=b": ("Drug",)}


def test_two_of_our_types_stand_for_one() -> None:
    classes = TypeMap.parse(["Disease=Disease+Symptom", "Chemical=Drug"]).mention_classes(["Disease", "Gene"])
    assert classes.ours == {"Drug": "Chemical", "Disease": "Disease", "Symptom": "Disease"}
    assert classes.names == ("Chemical", "Disease")
    assert classes.ignored == ("Gene",)


def test_corpus_types_with_one_of_ours_in_common_are_one_class() -> None:
    classes = TypeMap().mention_classes(["SpecificDisease", "Modifier", "CompositeMention", "DiseaseClass"])
    assert classes.names == ("Disease",)
    assert set(classes.corpus.values()) == {"Disease"}


def test_merging_reaches_over_several_types() -> None:
    classes = Classes.merged(
        {"A": ("Disease",), "B": ("Symptom",), "C": ("Disease", "Symptom"), "D": ("Test",)}
    )
    assert classes.names == ("D", "Disease+Symptom")


def test_a_taken_name_is_not_given_twice() -> None:
    classes = Classes.merged({"Disease": ("Symptom",), "A": ("Disease",), "B": ("Disease",)})
    assert classes.names == ("A+B", "Disease")


def test_relations_and_mentions_share_the_rules() -> None:
    types = TypeMap.parse(["X=Drug", "Y=TREATS"])
    assert types.mention_classes([]).names == ("X",)
    assert types.relation_classes(["CID", "Y", "BEFORE"]).corpus == {"CID": "CID", "Y": "Y"}
    assert types.relation_classes(["BEFORE"]).ignored == ("BEFORE",)


@given(MAPPED)
def test_classes_part_the_types(mapped: dict[str, tuple[str, ...]]) -> None:
    classes = Classes.merged(mapped)
    assert set(classes.corpus) | set(classes.ignored) == set(mapped)
    assert not set(classes.corpus) & set(classes.ignored)
    for corpus_type, ours in mapped.items():
        assert {classes.ours[name] for name in ours} <= {classes.corpus.get(corpus_type, "")}


@given(MAPPED)
def test_the_order_of_types_does_not_matter(mapped: dict[str, tuple[str, ...]]) -> None:
    assert Classes.merged(mapped) == Classes.merged(dict(reversed(mapped.items())))
