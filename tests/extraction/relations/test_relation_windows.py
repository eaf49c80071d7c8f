"""Cutting documents into windows of whole sentences."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from medkg.extraction.document import Document
from medkg.extraction.relations.windows import windows
from medkg.extraction.span import Span


@pytest.fixture(scope="module")
def tokenizer(tiny_encoder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(tiny_encoder / "tokenizer.json"))


def document(lengths: list[int]) -> tuple[Document, list[Span]]:
    """Sentences of so many words ``no``."""
    text, spans = "", []
    for length in lengths:
        sentence = " ".join(["no"] * length)
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + " "
    return Document("d", text), spans


def test_a_short_document_is_one_window_with_its_offsets(tokenizer: Tokenizer) -> None:
    item, spans = document([2, 1])
    (window,) = windows(item, spans, tokenizer, longest=16)
    assert window.ids[0] == tokenizer.token_to_id("[CLS]")
    assert window.ids[-1] == tokenizer.token_to_id("[SEP]")
    assert window.starts.tolist() == [-1, 0, 3, 6, -1]
    assert window.ends.tolist() == [-1, 2, 5, 8, -1]


def test_a_sentence_too_long_is_cut_at_the_end_of_the_window(tokenizer: Tokenizer) -> None:
    item, spans = document([20, 2])
    cut = windows(item, spans, tokenizer, longest=10)
    assert [len(window.ids) for window in cut] == [10, 4]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.integers(1, 8), min_size=1, max_size=30))
def test_windows_cover_all_words_and_keep_the_limit(tokenizer: Tokenizer, lengths: list[int]) -> None:
    item, spans = document(lengths)
    cut = windows(item, spans, tokenizer, longest=12)
    covered = {int(start) for window in cut for start in window.starts if start >= 0}
    assert covered == set(range(0, 3 * sum(lengths), 3))
    assert all(len(window.ids) <= 12 for window in cut)
    firsts = [int(window.starts[1]) for window in cut]
    assert firsts == sorted(set(firsts))
    assert all((np.diff(window.starts[1:-1]) > 0).all() for window in cut)
