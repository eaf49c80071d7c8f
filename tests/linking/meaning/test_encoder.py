"""Vectors of names: the shipped encoder, and laws of every encoder."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.linking.meaning.encoder import SHIPPED, NameEncoder, encoder_version

ENCODER = NameEncoder.load()


@pytest.mark.parametrize(
    ("name", "synonym", "other"),
    [
        ("renal failure", "kidney insufficiency", "heart failure"),
        ("breast carcinoma", "mammary cancer", "breast pain"),
        ("high blood pressure", "hypertension", "low blood sugar"),
        ("lung neoplasm", "tumor of the lung", "lung function"),
    ],
)
def test_synonyms_are_nearer_than_what_shares_words(name: str, synonym: str, other: str) -> None:
    assert ENCODER.likeness(name, synonym) > ENCODER.likeness(name, other)


@given(st.lists(st.text(max_size=300), min_size=1, max_size=20))
def test_every_name_has_a_vector_of_length_one_or_nought_whatever_stands_beside_it(names: list[str]) -> None:
    together = np.concatenate(list(ENCODER.vectors(names)))
    assert together.shape == (len(names), ENCODER.width)
    lengths = np.linalg.norm(together, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))
    for name, vector in zip(names, together, strict=True):
        assert np.allclose(vector, ENCODER.vector(name), atol=1e-6)


def test_a_name_without_a_piece_is_like_nothing() -> None:
    assert not ENCODER.vector(" ").any()
    assert ENCODER.likeness(" ", "pain") == 0.0


def test_names_of_many_blocks_keep_their_order() -> None:
    names = [f"name {number}" for number in range(8200)]
    blocks = list(ENCODER.vectors(iter(names)))
    assert [len(block) for block in blocks] == [8192, 8]
    assert np.allclose(blocks[1][-1], ENCODER.vector(names[-1]), atol=1e-6)


def test_a_folder_that_lacks_a_file_is_told_with_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"holds no config\.json; train one: medkg train names"):
        NameEncoder.load(tmp_path)
    with pytest.raises(FileNotFoundError, match="medkg train names"):
        encoder_version(tmp_path)


def test_the_shipped_version_is_that_of_its_weights() -> None:
    assert len(encoder_version(SHIPPED)) == 12
