"""How sure the best candidate is."""

from hypothesis import given
from hypothesis import strategies as st

from medkg.linking.candidates.certainty import certainty, traits
from medkg.linking.link import Candidate
from tests.linking.concepts import INVENTED

SCORES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=10).map(lambda all: sorted(all, reverse=True))


def test_odds_and_margin_are_logarithms() -> None:
    found = traits({"bias": 1.0}, [0.5, 0.5])
    assert found == {"bias": 1.0, "odds": 0.0, "margin": 0.0}
    assert traits({}, [0.75])["odds"] > 1.0 and traits({}, [1.0])["margin"] == 3.0


@given(SCORES)
def test_certainty_is_a_probability(scores: list[float]) -> None:
    candidates = [Candidate(INVENTED[0], "x", score, (("bias", 1.0),)) for score in scores]
    assert 0.0 < certainty(candidates) < 1.0


def test_nothing_is_certain_of_no_candidate() -> None:
    assert certainty([]) == 0.0
