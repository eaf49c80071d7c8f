"""One concept per idea."""

from hypothesis import given
from hypothesis import strategies as st

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.merging.groups import Groups
from medkg.linking.merging.merge import merge
from tests.linking.concepts import concept

CURIES = st.builds(Curie, st.sampled_from(["MESH", "HP", "OMIM"]), st.sampled_from("123"))


def found(*concepts: Concept) -> dict[str, Concept]:
    return {str(one.curie): one for one in merge(concepts).concepts}


def test_a_cross_reference_makes_one_concept_of_two() -> None:
    merged = found(
        concept("HP:1", "Wobble", "Symptom", xrefs=("MESH:D1",)), concept("MESH:D1", "Wobbling", "Disease")
    )
    assert list(merged) == ["MESH:D1"]
    assert merged["MESH:D1"].types == ("Disease", "Symptom")
    assert merged["MESH:D1"].xrefs == (Curie("HP", "1"),)
    assert merged["MESH:D1"].synonyms == ("Wobble",)


def test_the_same_name_makes_one_concept_of_two_vocabularies() -> None:
    merged = found(
        concept("HP:1", "Hollow anaemia", "Symptom"), concept("MESH:D1", "Anemia, Hollow", "Disease")
    )
    assert list(merged) == ["MESH:D1"]


def test_a_synonym_shared_with_two_of_a_vocabulary_merges_neither() -> None:
    merged = found(
        concept("HP:1", "Wobble", "Symptom"),
        concept("MESH:D1", "A", "Disease", synonyms=("Wobble",)),
        concept("MESH:D2", "B", "Disease", synonyms=("Wobble",)),
    )
    assert len(merged) == 3


def test_a_drug_and_a_disease_of_one_name_stay_two() -> None:
    assert len(found(concept("DRUGBANK:1", "Gold", "Drug"), concept("MESH:D1", "Gold", "Disease"))) == 2


def test_a_group_never_holds_two_of_one_vocabulary() -> None:
    merged = found(
        concept("HP:1", "Wobble", "Symptom", xrefs=("MESH:D1", "MESH:D2")),
        concept("MESH:D1", "One", "Disease"),
        concept("MESH:D2", "Two", "Disease"),
    )
    assert sorted(merged) == ["MESH:D1", "MESH:D2"]


def test_retired_concepts_lead_to_the_last_successor() -> None:
    merged = merge(
        [
            concept("HP:1", "old", replaced_by="HP:2"),
            concept("HP:2", "newer", replaced_by="HP:3"),
            concept("HP:3", "new", "Symptom", xrefs=("MESH:D1",)),
            concept("MESH:D1", "New", "Symptom"),
        ]
    )
    assert [str(one.curie) for one in merged.concepts] == ["MESH:D1"]
    assert merged.aliases[Curie("HP", "1")] == Curie("MESH", "D1")


def test_a_circle_of_retired_concepts_leads_nowhere() -> None:
    merged = merge([concept("HP:1", "a", replaced_by="HP:2"), concept("HP:2", "b", replaced_by="HP:1")])
    assert merged.concepts == () and merged.aliases == {}


def test_parents_are_the_merged_concepts() -> None:
    child = Concept(Curie("HP", "2"), "Child", ("Symptom",), parents=(Curie("HP", "1"),))
    parent = concept("HP:1", "Parent", "Symptom", xrefs=("MESH:D1",))
    merged = found(child, parent, concept("MESH:D1", "Parents", "Symptom"))
    assert merged["HP:2"].parents == (Curie("MESH", "D1"),)


@given(st.lists(st.tuples(CURIES, CURIES), max_size=12))
def test_groups_are_disjoint_and_of_one_concept_a_vocabulary(joins: list[tuple[Curie, Curie]]) -> None:
    groups = Groups()
    for first, second in joins:
        groups.join(first, second)
    for curie in {curie for pair in joins for curie in pair}:
        members = groups.of(curie)
        assert curie in members
        assert len({member.prefix for member in members}) == len(members)
        assert all(groups.of(member) == members for member in members)


@given(st.permutations(range(5)))
def test_merging_does_not_depend_on_the_order_within_one_source(order: list[int]) -> None:
    concepts = [
        concept("HP:1", "Wobble", "Symptom", xrefs=("MESH:D1",)),
        concept("MESH:D1", "Wobbling", "Disease"),
        concept("OMIM:100001", "Wobbling", "Disease"),
        concept("MESH:D2", "Other", "Disease"),
        concept("HP:2", "Others", "Symptom"),
    ]
    assert merge([concepts[place] for place in order]) == merge(concepts)
