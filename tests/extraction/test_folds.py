"""Folds share documents out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.folds import Fold


@given(st.text(), st.integers(1, 20))
def test_every_document_is_in_one_fold(id: str, count: int) -> None:
    assert sum(id in Fold(number, count) for number in range(1, count + 1)) == 1


@pytest.mark.parametrize("text", ["0/5", "6/5", "1", "1/0", "a/b", "1/5/2", ""])
def test_what_is_no_fold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not allowed"):
        Fold.parse(text)
