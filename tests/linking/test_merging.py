"""One concept per idea."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.equivalence import Equivalence
from medkg.linking.merging.groups import Groups
from medkg.linking.merging.match import Ground, Refusal
from medkg.linking.merging.merge import Merged, merge
from medkg.linking.merging.vocabulary import Vocabulary
from tests.linking.concepts import concept

CURIES = st.builds(Curie, st.sampled_from(["MESH", "HP", "OMIM"]), st.sampled_from("123"))


def merged_of(*concepts: Concept) -> Merged:
    return merge([Vocabulary("invented", concepts)])


def found(*concepts: Concept) -> dict[str, Concept]:
    return {str(one.curie): one for one in merged_of(*concepts).concepts}


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


def test_a_record_that_names_two_of_a_vocabulary_is_joined_with_neither() -> None:
    merged = merged_of(
        concept("HP:1", "Wobble", "Symptom", xrefs=("MESH:D1", "MESH:D2")),
        concept("MESH:D1", "One", "Disease"),
        concept("MESH:D2", "Two", "Disease"),
    )
    assert [str(one.curie) for one in merged.concepts] == ["HP:1", "MESH:D1", "MESH:D2"]
    assert [one.refusal for one in merged.conflicts] == [Refusal.AMBIGUOUS, Refusal.AMBIGUOUS]


def test_retired_concepts_lead_to_the_last_successor() -> None:
    merged = merged_of(
        concept("HP:1", "old", replaced_by="HP:2"),
        concept("HP:2", "newer", replaced_by="HP:3"),
        concept("HP:3", "new", "Symptom", xrefs=("MESH:D1",)),
        concept("MESH:D1", "New", "Symptom"),
    )
    assert [str(one.curie) for one in merged.concepts] == ["HP:3"]
    assert merged.aliases[Curie("HP", "1")] == merged.aliases[Curie("MESH", "D1")] == Curie("HP", "3")


def test_a_circle_of_retired_concepts_leads_nowhere() -> None:
    merged = merged_of(concept("HP:1", "a", replaced_by="HP:2"), concept("HP:2", "b", replaced_by="HP:1"))
    assert merged.concepts == () and merged.aliases == {}


def test_parents_are_the_merged_concepts() -> None:
    child = Concept(Curie("HP", "2"), "Child", ("Symptom",), parents=(Curie("HP", "1"),))
    parent = concept("HP:1", "Parent", "Symptom", xrefs=("MESH:D1",))
    merged = found(child, parent, concept("MESH:D1", "Parents", "Disease"))
    assert merged["HP:2"].parents == (Curie("MESH", "D1"),)


def test_a_symptom_goes_by_its_hpo_identifier_and_name() -> None:
    merged = found(
        concept("MESH:D1", "Wobbles", "Symptom", "Disease", synonyms=("Wobble",)),
        concept("HP:1", "Wobble", "Symptom"),
        concept("HP:2", "Inheritance of wobble"),
    )
    assert sorted(merged) == ["HP:1", "HP:2"] and merged["HP:1"].name == "Wobble"
    assert merged["HP:1"].types == ("Symptom", "Disease") and merged["HP:1"].xrefs == (Curie("MESH", "D1"),)
    assert merged["HP:1"].within("MESH") and not merged["HP:2"].within("MESH")


def test_what_has_no_type_is_joined_with_nothing() -> None:
    assert (
        len(found(concept("HP:1", "Wobble", xrefs=("MESH:D1",)), concept("MESH:D1", "Wobble", "Disease")))
        == 2
    )


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


PREFIXES = ("MESH", "HP", "OMIM", "MONDO")
IDENTIFIERS = st.builds("{}:{}".format, st.sampled_from(PREFIXES), st.sampled_from("1234"))
NAMES = st.sampled_from(["Wobble", "Wobbles", "Hollow anaemia", "Anemia, hollow", "Glow", "Glimmer"])
TYPES = st.sampled_from([("Disease",), ("Symptom",), ("Drug",), ("Disease", "Symptom")])
CONCEPTS = st.builds(
    lambda curie, name, types, synonyms, xrefs, parents: Concept(
        Curie.parse(curie),
        name,
        types,
        tuple(synonyms),
        tuple(map(Curie.parse, parents)),
        tuple(map(Curie.parse, xrefs)),
    ),
    IDENTIFIERS,
    NAMES,
    TYPES,
    st.lists(NAMES, max_size=2),
    st.lists(IDENTIFIERS, max_size=2),
    st.lists(IDENTIFIERS, max_size=2),
)
ROWS = st.builds(
    lambda first, second, denied, line: Equivalence(
        Curie.parse(first), Curie.parse(second), denied, "rows.tsv", line
    ),
    IDENTIFIERS,
    IDENTIFIERS,
    st.booleans(),
    st.integers(1, 9),
)
VOCABULARIES = st.lists(
    st.builds(
        Vocabulary,
        st.sampled_from(["a", "b", "c"]),
        st.lists(CONCEPTS, max_size=6).map(tuple),
        st.lists(ROWS, max_size=5).map(tuple),
    ),
    max_size=4,
)


FEW = settings(deadline=None, max_examples=40)


def groups_of(merged: Merged) -> set[frozenset[Curie]]:
    groups = {one.curie: {one.curie} for one in merged.concepts}
    for alias, curie in merged.aliases.items():
        groups[curie].add(alias)
    return {frozenset(group) for group in groups.values()}


@FEW
@given(VOCABULARIES, st.randoms(use_true_random=False))
def test_the_order_of_sources_does_not_change_what_comes_together(
    vocabularies: list[Vocabulary], random: Random
) -> None:
    turned = list(vocabularies)
    random.shuffle(turned)
    first, second = merge(vocabularies), merge(turned)
    assert groups_of(first) == groups_of(second)
    assert (first.joins, first.conflicts, first.aliases) == (second.joins, second.conflicts, second.aliases)


@FEW
@given(VOCABULARIES)
def test_a_group_never_holds_two_of_one_vocabulary_nor_a_denied_pair(vocabularies: list[Vocabulary]) -> None:
    for group in groups_of(merge(vocabularies)):
        assert len({curie.prefix for curie in group}) == len(group)
        denied = {
            frozenset((row.first, row.second))
            for one in vocabularies
            for row in one.equivalences
            if row.denied
        }
        assert not any(pair <= group for pair in denied if len(pair) == 2)


@FEW
@given(VOCABULARIES)
def test_merging_is_idempotent(vocabularies: list[Vocabulary]) -> None:
    assert merge([*vocabularies, *vocabularies]) == merge(vocabularies)


@FEW
@given(VOCABULARIES)
def test_no_concept_is_above_itself(vocabularies: list[Vocabulary]) -> None:
    above = {one.curie: one.parents for one in merge(vocabularies).concepts}
    for curie in above:
        seen: set[Curie] = set()
        waiting = [curie]
        while waiting:
            for parent in above.get(waiting.pop(), ()):
                assert parent != curie
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


def test_every_join_and_every_refusal_names_its_row() -> None:
    wobble = Vocabulary(
        "phenotypes",
        (
            concept("HP:1", "Wobble", "Symptom", xrefs=("MESH:D1",)),
            concept("HP:2", "Wobbling of the ear", "Symptom"),
        ),
    )
    mesh = Vocabulary("mesh", (concept("MESH:D1", "Wobbling", "Disease"),))
    row = Equivalence(Curie("HP", "2"), Curie("MESH", "D1"), False, "m.tsv", 7)
    rows = Vocabulary("mappings", (), (row,))
    merged = merge([wobble, mesh, rows])
    assert [match.row for match in merged.joins] == ["mappings: m.tsv line 7"]
    (conflict,) = merged.conflicts
    assert conflict.match.row == "phenotypes: cross-reference of HP:1"
    assert conflict.refusal is Refusal.SAME_VOCABULARY
    assert {conflict.left, conflict.right} == {Curie("HP", "1"), Curie("HP", "2")}


def test_a_denied_row_forbids_a_merge_by_name() -> None:
    both = (concept("HP:1", "Wobble", "Symptom"), concept("MESH:D1", "Wobble", "Symptom"))
    denied = Equivalence(Curie("MESH", "D1"), Curie("HP", "1"), True, "negative.tsv", 2)
    merged = merge([Vocabulary("a", both), Vocabulary("negative", (), (denied,))])
    assert len(merged.concepts) == 2
    assert [(one.match.ground, one.refusal) for one in merged.conflicts] == [(Ground.NAME, Refusal.DENIED)]


def test_an_ambiguous_cross_reference_is_settled_by_the_name() -> None:
    merged = found(
        concept("HP:1", "Wobble", "Symptom", xrefs=("MESH:D1", "MESH:D2")),
        concept("MESH:D1", "One", "Disease"),
        concept("MESH:D2", "Wobble", "Disease"),
    )
    assert merged["MESH:D2"].xrefs[0] == Curie("HP", "1") and "MESH:D1" in merged


def test_a_stated_match_between_a_drug_and_a_disease_is_refused_and_listed() -> None:
    merged = merged_of(
        concept("MONDO:1", "Gold poisoning", "Disease", xrefs=("MESH:D1",)),
        concept("MESH:D1", "Gold", "Drug"),
    )
    assert len(merged.concepts) == 2
    assert [one.refusal for one in merged.conflicts] == [Refusal.TYPES]


def test_codes_of_a_classification_join_nothing() -> None:
    merged = found(
        concept("MONDO:1", "Glow", "Disease", xrefs=("ICD10CM:A00",)),
        concept("MESH:D1", "Glimmer", "Disease", xrefs=("ICD10CM:A00",)),
    )
    assert sorted(merged) == ["MESH:D1", "MONDO:1"]


def test_what_a_mapping_equates_with_no_concept_is_a_cross_reference() -> None:
    row = Equivalence(Curie("MONDO", "1"), Curie("UMLS", "C1"), False, "m.tsv", 2)
    merged = merge([Vocabulary("mondo", (concept("MONDO:1", "Glow", "Disease"),), (row,))])
    assert merged.concepts[0].xrefs == (Curie("UMLS", "C1"),)


def test_circles_of_a_hierarchy_are_cut_and_told() -> None:
    one = Concept(Curie("HP", "1"), "A", ("Symptom",), parents=(Curie("HP", "2"),))
    two = Concept(Curie("HP", "2"), "B", ("Symptom",), parents=(Curie("HP", "1"), Curie("HP", "3")))
    three = Concept(Curie("HP", "3"), "C", ("Symptom",))
    merged = merged_of(one, two, three)
    assert merged.circles == ((Curie("HP", "1"), Curie("HP", "2")),)
    assert [one.parents for one in merged.concepts] == [(), (Curie("HP", "3"),), ()]


def test_a_name_that_a_source_calls_narrower_joins_nothing() -> None:
    official = Concept(Curie("MESH", "D1"), "Wobble", ("Disease",), related=("Wobbling ear",))
    package = concept("MESH:D1", "wobble", "Disease", synonyms=("wobbling ears",))
    ear = concept("HP:1", "Wobbling ear", "Symptom")
    merged = merge([Vocabulary("mesh", (official,)), Vocabulary("p", (package,)), Vocabulary("hpo", (ear,))])
    assert len(merged.concepts) == 2


def test_a_synonym_joins_no_kind_with_the_whole() -> None:
    heading = concept(
        "MESH:D1", "Hollow tremor", "Disease", synonyms=("Familial hollow tremor", "Wobble fever")
    )
    assert len(found(heading, concept("ORPHANET:1", "Familial hollow tremor", "Disease"))) == 2
    assert len(found(heading, concept("ORPHANET:1", "Wobble fever", "Disease"))) == 1


def test_what_is_other_is_not_the_thing_itself() -> None:
    merged = found(
        concept("MESH:D1", "Wobble", "Disease", synonyms=("Wobbles",)),
        concept("ICD10:A00.8", "Other wobbles", "Disease"),
    )
    assert sorted(merged) == ["ICD10:A00.8", "MESH:D1"]


def test_codes_of_classifications_come_last() -> None:
    merged = found(
        concept("MESH:D1", "Wobble", "Disease"),
        concept("HP:1", "Wobble", "Symptom", xrefs=("ICD10:A00",)),
        concept("ICD10:A00", "Wobbling", "Disease"),
        concept("ICD10:A01", "Wobble", "Disease"),
    )
    assert Curie("HP", "1") in merged["MESH:D1"].xrefs


def test_a_mapping_table_is_surer_than_a_cross_reference() -> None:
    chorea = concept("OMIM:100001", "Glow, benign", "Disease", xrefs=("MESH:D1",))
    mesh = concept("MESH:D1", "Glow", "Disease")
    mondo = (concept("MONDO:1", "glow disorder", "Disease"), concept("MONDO:2", "benign glow", "Disease"))
    rows = tuple(
        Equivalence(Curie.parse(one), Curie.parse(other), False, "m.tsv", line)
        for line, (one, other) in enumerate([("MONDO:1", "MESH:D1"), ("MONDO:2", "OMIM:100001")], 2)
    )
    merged = merge([Vocabulary("a", (chorea, mesh)), Vocabulary("mondo", mondo, rows)])
    assert groups_of(merged) == {
        frozenset({Curie("MESH", "D1"), Curie("MONDO", "1")}),
        frozenset({Curie("OMIM", "100001"), Curie("MONDO", "2")}),
    }
    assert [one.match.row for one in merged.conflicts] == ["a: cross-reference of OMIM:100001"]
