"""Scores against what is right: calibration, thresholds, and what a user gets of both."""

import csv
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.evaluation.calibration import (
    Flags,
    Floats,
    expected_calibration_error,
    operating_points,
    reliability,
)
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.curves import write_curves
from medkg.extraction.evaluation.scores import Judged, Scores
from medkg.extraction.evaluation.throughput import Throughput
from medkg.extraction.extractor import Extractor

answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def arrays(pairs: list[tuple[float, bool]]) -> tuple[Floats, Flags]:
    return np.array([score for score, _ in pairs]), np.array([right for _, right in pairs], dtype=bool)


def test_the_error_by_hand() -> None:
    scores, right = arrays([(0.95, True), (0.95, False), (0.15, False), (0.15, False)])
    assert expected_calibration_error(scores, right) == pytest.approx((2 * 0.45 + 2 * 0.15) / 4)


@given(answers)
def test_every_answer_is_in_one_bin_and_the_error_is_a_share(pairs: list[tuple[float, bool]]) -> None:
    scores, right = arrays(pairs)
    assert sum(bin.count for bin in reliability(scores, right)) == len(pairs)
    assert 0 <= expected_calibration_error(scores, right) <= 1


def test_probabilities_that_come_true_have_hardly_an_error() -> None:
    generator = random.Random(5)
    drawn = [generator.random() for _ in range(20_000)]
    scores, right = arrays([(score, generator.random() < score) for score in drawn])
    assert expected_calibration_error(scores, right) < 0.02
    assert expected_calibration_error(np.sqrt(scores), right) > 0.1


@given(answers, st.integers(0, 20))
def test_a_greater_threshold_takes_fewer_and_finds_no_more(
    pairs: list[tuple[float, bool]], missed: int
) -> None:
    scores, right = arrays(pairs)
    points = operating_points(scores, right, gold=int(right.sum()) + missed)
    taken = [point.counts.tp + point.counts.fp for point in points]
    recalls = [point.counts.recall for point in points]
    assert taken == sorted(taken, reverse=True) and recalls == sorted(recalls, reverse=True)
    assert taken[0] == len(pairs)


def test_the_curves_are_a_picture_and_a_table(tmp_path: Path) -> None:
    judged = tuple(Judged(number / 10, number > 4) for number in range(10))
    scores = Scores(Counts(5, 5, 5), {}, Throughput(1, 1, 1.0, 1.0), judged=judged)
    write_curves(scores, tmp_path / "new")
    assert (tmp_path / "new" / "reliability.png").read_bytes().startswith(b"\x89PNG")
    with (tmp_path / "new" / "precision_recall.csv").open() as stream:
        rows = {float(row["min_score"]): row for row in csv.DictReader(stream)}
    assert (rows[0.0]["precision"], rows[0.0]["recall"]) == ("0.5000", "0.5000")
    assert (rows[0.5]["precision"], rows[0.5]["recall"]) == ("1.0000", "0.5000")


def test_a_least_score_out_of_range_is_named() -> None:
    with pytest.raises(ValueError, match=r"min_score 1\.5 is not allowed"):
        Extractor.load(min_score=1.5)
