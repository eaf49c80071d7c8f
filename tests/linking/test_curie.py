"""Identifiers: CURIEs, prefixes, and what corpora write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.linking.concept_json import decode, encode
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.prefixes import canonical, preference
from tests.linking.concepts import concept

PART = st.text(
    alphabet=st.characters(exclude_categories=["Z", "C"], exclude_characters=":"), min_size=1, max_size=12
)


@given(PART, PART)
def test_a_curie_is_read_as_it_is_written(prefix: str, local: str) -> None:
    curie = Curie(prefix, local)
    assert Curie.parse(str(curie)) == curie


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mesh:D009203", "MESH:D009203"),
        ("Orphanet:558", "ORPHA:558"),
        ("SNOMEDCT_US:1", "SNOMEDCT:1"),
        ("UMLS:C1", "UMLS:C1"),
    ],
)
def test_prefixes_are_written_in_one_way(written: str, read: str) -> None:
    assert str(canonical(written)) == read


def test_what_is_no_curie_has_none() -> None:
    assert canonical("see there") is None and canonical("A:") is None and canonical("A b:1") is None


def test_mesh_is_preferred() -> None:
    curies = [Curie("OMIM", "1"), Curie("ZZZ", "1"), Curie("HP", "1"), Curie("MESH", "2")]
    assert [curie.prefix for curie in sorted(curies, key=preference)] == ["MESH", "HP", "OMIM", "ZZZ"]


@pytest.mark.parametrize(
    ("written", "curies"),
    [
        (("D003000",), {"MESH:D003000"}),
        (("C535341|D001",), {"MESH:C535341", "MESH:D001"}),
        (("D001234+D004321",), {"MESH:D001234", "MESH:D004321"}),
        (("OMIM:215600", "613825"), {"OMIM:215600", "OMIM:613825"}),
        ((" D008661",), {"MESH:D008661"}),
        (("MESH:D1,HP:0001",), {"MESH:D1", "HP:0001"}),
        (("-1",), set()),
        ((), set()),
        (("",), set()),
    ],
)
def test_gold_identifiers_in_every_writing(written: tuple[str, ...], curies: set[str]) -> None:
    assert gold_curies(written) == curies


def test_a_cross_reference_answers_too() -> None:
    found = concept("MESH:D1", "x", "Disease", xrefs=("OMIM:123456",))
    assert answers(found, frozenset({"OMIM:123456"}))
    assert not answers(found, frozenset({"OMIM:654321"}))


def test_concepts_are_read_as_they_are_written() -> None:
    full = concept("MESH:D1", "Na\u00efve \u03b1", "Disease", "Symptom", synonyms=("a|b",), xrefs=("HP:1",))
    retired = concept("HP:2", "old", replaced_by="HP:1")
    assert decode(encode(full)) == full
    assert decode(encode(retired)) == retired
