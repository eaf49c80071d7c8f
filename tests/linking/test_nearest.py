"""Names nearest in spelling: what prefix filtering finds is what comparing with every name finds."""

from math import sqrt

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medkg.linking.index.nearest import Posting, nearest

SURELY_FOUND = sqrt(0.2)


def compared_with_all(
    held: list[set[int]], squares: list[float], asked: set[int], allowed: list[bool]
) -> dict[int, float]:
    """The cosine of ``asked`` and every allowed name that shares something with it."""
    whole = sum(squares[gram] for gram in asked)
    return {
        name: sum(squares[gram] for gram in asked & grams)
        / sqrt(whole * sum(squares[gram] for gram in grams))
        for name, grams in enumerate(held)
        if allowed[name] and asked & grams
    }


@st.composite
def collections(draw: st.DrawFn) -> tuple[list[set[int]], list[float], set[int], list[bool]]:
    grams = st.sets(st.integers(0, 11), min_size=1)
    held = draw(st.lists(grams, min_size=1, max_size=40))
    squares = draw(st.lists(st.floats(0.1, 9.0), min_size=12, max_size=12))
    allowed = draw(st.lists(st.booleans(), min_size=len(held), max_size=len(held)))
    asked = st.sets(st.sampled_from(sorted(set().union(*held))), min_size=1)
    return held, squares, draw(asked), allowed


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(collections(), st.integers(1, 8))
def test_names_alike_are_all_found(
    made: tuple[list[set[int]], list[float], set[int], list[bool]], limit: int
) -> None:
    held, squares, asked, allowed = made
    postings = [
        Posting(np.asarray([n for n, grams in enumerate(held) if gram in grams], np.int32), squares[gram])
        for gram in sorted(asked)
    ]
    norms = np.asarray([sqrt(sum(squares[gram] for gram in grams)) for grams in held], np.float32)
    found = nearest(postings, norms, np.asarray(allowed), limit)
    cosines = compared_with_all(held, squares, asked, allowed)
    best = sorted(cosines.values(), reverse=True)[:limit]
    surely = [one for one in best if one >= SURELY_FOUND + 1e-6 and one >= 0.5 * best[0] + 1e-6]
    assert [round(one, 4) for _, one in found][: len(surely)] == [round(min(1.0, one), 4) for one in surely]
    assert all(abs(cosines[name] - cosine) < 1e-4 for name, cosine in found)
