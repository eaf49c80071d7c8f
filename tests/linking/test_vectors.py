"""The index of vectors of names, small and large."""

from pathlib import Path

import numpy as np
import pytest

from medkg.linking.index.vectors import NameVectors
from medkg.linking.meaning.encoder import NameEncoder

WORDS = ("kidney", "liver", "lung", "heart", "skin", "bone", "nerve", "eye", "ear", "blood", "muscle")
ENDS = ("failure", "tumor", "pain", "ache", "abscess", "bleeding", "swelling", "injury", "stone", "cyst")


@pytest.fixture(scope="module", params=[60, 12_000])
def names(request: pytest.FixtureRequest) -> list[str]:
    """Names, so few that all are compared, or so many that they lie in cells."""
    whole = [f"{word} {end} {number}" for number in range(120) for word in WORDS for end in ENDS]
    return whole[: request.param]


@pytest.fixture(scope="module")
def vectors(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> NameVectors:
    folder = tmp_path_factory.mktemp("vectors")
    NameVectors.write([(2 * number, name) for number, name in enumerate(names)], NameEncoder.load(), folder)
    return NameVectors.open(folder, NameEncoder.load())


def test_a_name_is_nearest_to_itself(vectors: NameVectors, names: list[str]) -> None:
    allowed = np.ones(2 * len(names), dtype=np.bool_)
    found = [vectors.similar(names[number], allowed, 3)[0] for number in range(0, len(names), 59)]
    assert [number for number, _ in found] == [2 * number for number in range(0, len(names), 59)]
    assert all(score > 0.98 for _, score in found)


def test_only_allowed_names_are_found_best_first(vectors: NameVectors, names: list[str]) -> None:
    allowed = np.zeros(2 * len(names), dtype=np.bool_)
    allowed[::4] = True
    found = vectors.similar("renal failure", allowed, 7)
    assert len(found) == 7
    assert all(allowed[number] for number, _ in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_nothing_is_found_for_no_words_or_where_nothing_is_allowed(vectors: NameVectors) -> None:
    assert vectors.similar("", np.ones(10, dtype=np.bool_), 3) == []
    assert vectors.similar("pain", np.zeros(24_000, dtype=np.bool_), 3) == []


def test_an_index_without_names_finds_nothing(tmp_path: Path) -> None:
    NameVectors.write([], NameEncoder.load(), tmp_path)
    empty = NameVectors.open(tmp_path, NameEncoder.load())
    assert empty.similar("pain", np.zeros(0, dtype=np.bool_), 3) == []
