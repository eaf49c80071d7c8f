"""The table of predicates."""

from medkg.extraction.mention import MentionType
from medkg.graph_db.schema import is_name
from medkg.kg.predicate import PREDICATES

SLOTS = {
    "biolink:treats", "biolink:preventative_for_condition", "biolink:causes", "biolink:has_phenotype",
    "biolink:diagnoses", "biolink:interacts_with", "biolink:contraindicated_in", "biolink:related_to",
    "biolink:predisposes_to_condition",
}  # fmt: skip
"""Slots of Biolink Model 4.4.4, looked up by hand."""


def test_names_and_types_are_those_of_the_graph() -> None:
    kinds = {str(kind) for kind in MentionType}
    for name, predicate in PREDICATES.items():
        assert name == predicate.name and is_name(name) and name.isupper()
        assert predicate.domain and predicate.domain <= kinds
        assert predicate.range and predicate.range <= kinds


def test_biolink_predicates_exist() -> None:
    assert {predicate.biolink for predicate in PREDICATES.values()} == SLOTS


def test_symmetric_predicates_have_equal_ends() -> None:
    symmetric = [predicate for predicate in PREDICATES.values() if predicate.symmetric]
    assert [predicate.name for predicate in symmetric] == ["INTERACTS_WITH"]
    assert all(predicate.domain == predicate.range for predicate in symmetric)
