"""Which types may stand in which relation."""

from medkg.extraction.mention import MentionType
from medkg.extraction.relations.signature import PREDICATES, TYPE_IDS, candidates, family


def allowed(head: str, tail: str) -> set[str]:
    return {name for name, may in zip(PREDICATES, candidates(head, tail), strict=True) if may}


def test_a_drug_may_do_four_things_to_a_finding() -> None:
    assert allowed("Drug", "Symptom") == {"CAUSES", "TREATS", "PREVENTS", "CONTRAINDICATED_IN"}
    assert allowed("Drug", "Disease") == allowed("Treatment", "Disease")


def test_only_a_disease_has_symptoms() -> None:
    assert allowed("Disease", "Symptom") == allowed("Disease", "Disease") == {"HAS_SYMPTOM"}
    assert allowed("Symptom", "Disease") == set()


def test_nothing_is_said_of_two_drugs() -> None:
    assert allowed("Drug", "Drug") == set()


def test_every_mention_type_has_a_number_of_its_own() -> None:
    assert set(TYPE_IDS) == {type.value for type in MentionType}
    assert sorted(TYPE_IDS.values()) == [1, 2, 3, 4, 5]


def test_diseases_and_symptoms_are_one_family() -> None:
    assert family("Disease") == family("Symptom") != family("Drug")
