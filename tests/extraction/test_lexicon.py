"""The lexicon: longest dictionary matches, per kind, with exact offsets."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.lexicon.lexicon import Lexicon, fold
from medkg.extraction.lexicon.pickled import _BuiltinsOnly
from medkg.extraction.lexicon.terms import Kind, Term

TERMS = (
    Term("Diabetes", Kind.DISEASE),
    Term("type 2 diabetes mellitus", Kind.DISEASE),
    Term("Type 2 Diabetes", Kind.PHENOTYPE),
    Term("beta-blocker", Kind.DRUG),
)


def found(text: str) -> list[tuple[str, Kind]]:
    return [(match.span.slice(text), match.kind) for match in Lexicon.of(TERMS).matches(text)]


def test_the_longest_term_of_each_kind_wins() -> None:
    text = "TYPE 2 diabetes mellitus and Diabetes"
    assert found(text) == [
        ("TYPE 2 diabetes mellitus", Kind.DISEASE),
        ("TYPE 2 diabetes", Kind.PHENOTYPE),
        ("Diabetes", Kind.DISEASE),
    ]


def test_a_term_ends_where_a_word_ends() -> None:
    assert found("prediabetes and diabetesque") == []


def test_dashes_are_alike() -> None:
    assert found("a beta\u2013blocker") == [("beta\u2013blocker", Kind.DRUG)]


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.lists(st.sampled_from(["type", "2", "diabetes", "mellitus", "beta-blocker", "İ", "x"])))
def test_matches_of_a_kind_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    matches = Lexicon.of(TERMS).matches(text)
    for first in matches:
        for second in matches:
            assert first == second or first.kind != second.kind or not first.span.overlaps(second.span)


def test_a_saved_lexicon_answers_as_before(tmp_path: Path) -> None:
    Lexicon.of(TERMS).save(tmp_path / "lexicon.marisa")
    loaded = Lexicon.open(tmp_path / "lexicon.marisa")
    assert loaded.matches("type 2 diabetes") == Lexicon.of(TERMS).matches("type 2 diabetes")


def test_the_packages_know_common_terms(tmp_path: Path) -> None:
    matches = Lexicon.load(tmp_path).matches("metformin for diabetes mellitus with ataxia")
    assert {match.kind for match in matches} >= {Kind.DRUG, Kind.DISEASE, Kind.SIGN, Kind.PHENOTYPE}


def test_a_pickle_that_calls_something_is_refused() -> None:
    import io

    hostile = pickle.dumps(Path("x"))
    with pytest.raises(pickle.UnpicklingError, match="only built-in types"):
        _BuiltinsOnly(io.BytesIO(hostile)).load()
