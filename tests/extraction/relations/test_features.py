"""Plain features of pairs."""

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.relations.features import FEATURES, Layout, pair_features
from medkg.extraction.span import Span

SENTENCES = [Span(0, 20), Span(21, 60), Span(61, 90)]
SPANS = [Span(2, 8), Span(12, 18), Span(30, 36), Span(70, 75)]


def features(
    layout: Layout, entities: list[list[int]], families: list[str], pairs: list[tuple[int, int]]
) -> npt.NDArray[np.float32]:
    """The features of pairs whose closest mentions are looked for."""
    closest = [layout.closest(entities[head], entities[tail]) for head, tail in pairs]
    return pair_features(layout, entities, families, pairs, closest)


def test_features_of_a_pair_in_the_title_and_of_one_two_sentences_apart() -> None:
    layout = Layout(SPANS, SENTENCES, title_end=20)
    rows = features(layout, [[0, 2], [1], [3]], ["Drug", "Finding", "Finding"], [(0, 1), (0, 2)])
    assert rows.shape == (2, FEATURES)
    near, far = rows
    assert near[0] == 1.0 and far[0] == 0.0
    assert near[1] == 0.0 and np.isclose(far[1], np.log(2))
    assert np.isclose(near[2], np.log1p(4) / 4)
    assert np.isclose(near[3], np.log(3)) and np.isclose(near[4], np.log(2))
    assert (near[8], near[9], far[9]) == (1.0, 1.0, 0.0)
    assert near[12] == 1.0
    assert (near[13], far[13]) == (1.0, 0.0)


def test_closest_prefers_one_sentence_over_fewer_characters() -> None:
    layout = Layout([Span(0, 2), Span(18, 20), Span(21, 23)], SENTENCES, 0)
    assert layout.closest([1], [0, 2]) == (1, 0)


@given(st.permutations(range(3)))
def test_features_do_not_depend_on_the_order_of_pairs(order: list[int]) -> None:
    layout = Layout(SPANS, SENTENCES, title_end=20)
    entities, families = [[0, 2], [1], [3]], ["Drug", "Finding", "Finding"]
    pairs = [(0, 1), (0, 2), (1, 2)]
    rows = features(layout, entities, families, pairs)
    turned = features(layout, entities, families, [pairs[index] for index in order])
    assert np.array_equal(rows[order], turned)
