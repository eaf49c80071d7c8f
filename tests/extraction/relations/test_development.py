"""Thresholds, temperatures and scores on development pairs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.relations.calibrate import calibrate
from medkg.extraction.relations.development import (
    Judged,
    best_score,
    score_at,
)
from medkg.extraction.relations.record import Calibration
from medkg.extraction.relations.scaling import Scaling, calibration_error, fit_scaling, log_loss

pairs = st.lists(st.tuples(st.floats(-8, 8), st.booleans()), min_size=1, max_size=40)


def judged(
    values: list[tuple[float, bool]], beyond: int = 0, *, apart: list[tuple[float, bool]] | None = None
) -> Judged:
    """Pairs that a sentence holds, then those ``apart`` that none holds."""
    both = [*values, *(apart or [])]
    right = np.array([hit for _, hit in both], dtype=np.bool_)
    together = np.arange(len(both)) < len(values)
    return Judged(np.array([logit for logit, _ in both]), right, together, int(right.sum()) + beyond)


def alike(items: dict[str, Judged]) -> dict[str, Calibration]:
    """The calibration where strangers change nothing."""
    return calibrate(items, items)


def test_strangers_raise_the_threshold_and_leave_the_score() -> None:
    alone = judged([(3.0, True), (2.0, True), (1.0, True), (0.0, False)])
    strangers = judged([(3.0, True), (2.0, True), (1.0, True), *[(1.5, False)] * 6])
    cautious = calibrate({"CAUSES": strangers}, {"CAUSES": alone})["CAUSES"]
    assert cautious.score.threshold > alike({"CAUSES": alone})["CAUSES"].score.threshold
    assert (cautious.score.precision, cautious.score.recall) == (1.0, 2 / 3)


def test_relations_that_are_no_candidates_lower_recall() -> None:
    score = best_score(judged([(2.0, True), (1.0, True), (-1.0, False)], beyond=2))
    assert (score.precision, score.recall, score.relations) == (1.0, 0.5, 4)
    assert -1.0 < score.threshold < 1.0


@given(pairs, st.integers(0, 5))
def test_no_threshold_beats_the_best(values: list[tuple[float, bool]], beyond: int) -> None:
    item = judged(values, beyond)
    best = best_score(item)
    assert all(score_at(item, logit).f1 <= best.f1 + 1e-9 for logit, _ in values)


def test_a_precision_may_be_asked_for() -> None:
    item = judged([(3.0, True), (2.0, False), (1.0, False), (0.0, True), (-1.0, False)], beyond=1)
    assert best_score(item).precision == 0.5
    assert best_score(item, precision=0.9).recall == 1 / 3


@given(pairs, st.integers(0, 5), st.floats(0.5, 1.0))
def test_the_lowest_threshold_near_the_best_finds_no_less(
    values: list[tuple[float, bool]], beyond: int, near: float
) -> None:
    item = judged(values, beyond)
    best, lowest = best_score(item), best_score(item, near=near)
    assert lowest.recall >= best.recall
    assert lowest.f1 >= near * best.f1 - 1e-9


def test_a_contraindication_is_given_out_with_less_certainty_than_others() -> None:
    item = judged([(3.0, True), (2.0, True), (1.0, True), (0.0, False), (-1.0, False), (-2.0, True)])
    found = alike({"CAUSES": item, "CONTRAINDICATED_IN": item})
    assert found["CONTRAINDICATED_IN"].threshold < found["CAUSES"].threshold


def test_a_predicate_that_is_mostly_wrong_is_not_released() -> None:
    wrong = judged([(3.0, False), (2.0, False), (1.0, True)])
    right = judged([(3.0, True), (2.0, True), (1.0, False)])
    assert set(alike({"CAUSES": right, "PREVENTS": wrong})) == {"CAUSES"}


@given(pairs, pairs, st.integers(0, 5))
def test_the_two_parts_hold_every_pair_and_relation(
    values: list[tuple[float, bool]], apart: list[tuple[float, bool]], beyond: int
) -> None:
    item = judged(values, beyond, apart=apart)
    assert item.within().relations + item.across().relations == item.relations
    assert sorted([*item.within().logits, *item.across().logits]) == sorted(item.logits)


def test_pairs_across_sentences_have_a_threshold_of_their_own_or_none() -> None:
    near = [(3.0, True), (2.0, True), (1.0, False)]
    useful = alike({"CAUSES": judged(near, apart=[(5.0, True), (4.0, False), (3.0, False)])})["CAUSES"]
    assert useful.across is not None and useful.across.score.threshold > useful.score.threshold
    useless = alike({"CAUSES": judged(near, apart=[(5.0, False), (4.0, False), (3.0, True)])})["CAUSES"]
    assert useless.across is None


def test_a_predicate_known_across_sentences_alone_is_calibrated_by_all_pairs() -> None:
    far = judged([(-2.0, False)], apart=[(3.0, True), (2.0, True), (-1.0, False)])
    found = alike({"CONTRAINDICATED_IN": far})["CONTRAINDICATED_IN"]
    assert found.score.f1 == 1.0 and found.across is not None


@given(pairs)
def test_the_scaling_never_raises_the_loss(values: list[tuple[float, bool]]) -> None:
    item = judged(values)
    assert log_loss(item, fit_scaling(item)) <= log_loss(item, Scaling()) + 0.01


def test_confident_and_wrong_is_cooled() -> None:
    item = judged([(5.0, True), (5.0, False), (-5.0, False), (-5.0, True)] * 5)
    scaling = fit_scaling(item)
    assert scaling.temperature > 3.0
    assert calibration_error(item, scaling) < calibration_error(item, Scaling())


def test_what_is_too_sure_on_one_side_alone_is_moved() -> None:
    item = judged([(2.0, True), (2.0, False), (1.0, False), (1.0, False), (-2.0, False)] * 20)
    scaling = fit_scaling(item)
    assert scaling.offset > 0.5
    assert calibration_error(item, scaling) < 0.1 < calibration_error(item, Scaling())


def test_few_pairs_change_little() -> None:
    few, many = judged([(2.0, False), (1.0, True)]), judged([(2.0, False), (1.0, True)] * 200)
    assert abs(fit_scaling(few).offset) < abs(fit_scaling(many).offset)
