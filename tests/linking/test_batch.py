"""Candidates of many mentions at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.linking.candidates.batch import candidates
from medkg.linking.index.index import Index
from tests.linking.concepts import INVENTED

NAMES = [name for one in INVENTED for name in (one.name, *one.synonyms)]
MISSPELT = [name[:4] + name[5:] for name in NAMES]
TEXTS = st.sampled_from([*NAMES, *MISSPELT, "quasar burn", "", "?!"]) | st.text(max_size=12)
MENTIONS = st.lists(
    st.tuples(TEXTS, st.sampled_from(["Disease", "Symptom", "Drug", "Test", ""])), max_size=12
)


def found(index: Index, text: str, kind: str = "Disease") -> list[str]:
    return [index.curie(number) for number, _ in candidates(index, [(text, kind)])[0]]


@given(MENTIONS)
def test_mentions_asked_together_and_alone_have_the_same_candidates(
    invented_index: Index, mentions: list[tuple[str, str]]
) -> None:
    alone = [candidates(invented_index, [one])[0] for one in mentions]
    assert candidates(invented_index, mentions) == alone


@given(MENTIONS, st.integers(1, 4))
def test_each_concept_once_best_first_and_no_more_than_asked(
    invented_index: Index, mentions: list[tuple[str, str]], limit: int
) -> None:
    whole = candidates(invented_index, mentions, limit=1_000)
    for few, row in zip(candidates(invented_index, mentions, limit=limit), whole, strict=True):
        assert few == row[:limit]
        scores = [score for _, score in row]
        assert scores == sorted(scores, reverse=True) and all(0.0 <= score <= 1.0 for score in scores)
        assert len({number for number, _ in row}) == len(row)


@pytest.mark.parametrize(
    ("text", "kind", "curie"),
    [
        ("Kidney Diseases", "Disease", "MESH:D900001"),
        ("renal disease", "Disease", "MESH:D900001"),
        ("glimmer disease type II", "Disease", "MESH:D900002"),
        ("glimer disease type 2", "Disease", "MESH:D900002"),
        ("velomicin", "Drug", "MESH:D900005"),
        ("ALL", "Disease", "MESH:D900004"),
    ],
)
def test_the_right_concept_is_the_first(invented_index: Index, text: str, kind: str, curie: str) -> None:
    assert found(invented_index, text, kind)[0] == curie


def test_what_shares_nothing_has_no_candidates(invented_index: Index) -> None:
    assert found(invented_index, "qqq") == found(invented_index, "?!") == found(invented_index, "") == []
    assert candidates(invented_index, []) == []


def test_a_concept_of_another_type_comes_after(invented_index: Index) -> None:
    (number, score), *_ = candidates(invented_index, [("velomycin", "Disease")])[0]
    assert invented_index.curie(number) == "MESH:D900005" and score <= 0.5


def test_identifiers_are_read_without_the_rest(invented_index: Index) -> None:
    for number in range(invented_index.manifest.concepts):
        assert invented_index.curie(number) == str(invented_index.concept(number).curie)


@given(st.permutations(range(6)))
def test_near_names_do_not_depend_on_the_other_queries(invented_index: Index, order: list[int]) -> None:
    asked = [MISSPELT[place].lower() for place in order]
    together = invented_index.near(asked)
    for place, form in enumerate(asked):
        alone, mine = invented_index.near([form]), together.queries == place
        assert np.array_equal(np.sort(together.names[mine]), np.sort(alone.names))
        assert np.array_equal(np.sort(together.scores[mine]), np.sort(alone.scores))
