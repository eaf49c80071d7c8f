"""Which types may stand in which relation."""

from medkg.extraction.mention import MentionType
from medkg.extraction.relations.signature import PREDICATES, TYPE_IDS, candidates, family


def allowed(head: str, tail: str) -> set[str]:
    return {name for name, may in zip(PREDICATES, candidates(head, tail), strict=True) if may}


def test_a_drug_may_do_four_things_to_a_finding() -> None:
    assert allowed("Drug", "Symptom") == {"CAUSES", "TREATS", "PREVENTS", "CONTRAINDICATED_IN"}
    assert allowed("Drug", "Disease") == allowed("Treatment", "Disease")


def test_only_a_disease_has_symptoms_complications_and_risk_factors() -> None:
    assert allowed("Disease", "Symptom") == {"HAS_SYMPTOM"}
    assert allowed("Symptom", "Disease") == {"COMPLICATION_OF", "RISK_FACTOR_FOR"}
    assert allowed("Disease", "Disease") == {"HAS_SYMPTOM", "COMPLICATION_OF", "RISK_FACTOR_FOR"}


def test_two_drugs_interact_in_one_way_or_another_within_a_sentence() -> None:
    kinds = {name for name in PREDICATES if name.startswith("INTERACTS_WITH:")}
    assert allowed("Drug", "Drug") == kinds and len(kinds) == 4
    assert not any(candidates("Drug", "Drug", first=False))
    assert not any(candidates("Drug", "Drug", together=False))


def test_every_mention_type_has_a_number_of_its_own() -> None:
    assert set(TYPE_IDS) == {type.value for type in MentionType}
    assert sorted(TYPE_IDS.values()) == [1, 2, 3, 4, 5]


def test_diseases_and_symptoms_are_one_family() -> None:
    assert family("Disease") == family("Symptom") != family("Drug")
