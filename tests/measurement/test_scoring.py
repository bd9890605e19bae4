import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.measurement.scoring import MINIMUM_ANSWERED, scale_score, scale_scores
from tests.measurement import reference

POINTS = st.integers(2, 11)


@st.composite
def answers_and_points(draw):
    points = draw(POINTS)
    return draw(st.lists(st.none() | st.integers(1, points), min_size=1, max_size=9)), points


def as_array(answers):
    return np.array([np.nan if answer is None else answer for answer in answers], dtype=float)


@pytest.mark.parametrize("file", ["team_04.csv", "team_10.csv", "team_20.csv", "teams_6.csv"])
@pytest.mark.parametrize(("items", "mean"), [(reference.TRUST, "trust"), (reference.PURPOSE, "purpose")])
def test_scores_are_the_reference_means_in_percent_of_the_range(file, items, mean):
    expected = 100 * (reference.columns(file, mean)[:, 0] - 1) / 6
    np.testing.assert_allclose(scale_scores(reference.columns(file, *items), 7), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("answers", "points", "score"),
    [
        ([1, 1, 1, 1], 7, 0.0),
        ([7, 7, 7, 7], 7, 100.0),
        ([4, 4, 4, 4], 7, 50.0),
        ([5, 6, 5, 6], 7, 75.0),
        ([5, 6, None, 6], 7, 100 * (17 / 3 - 1) / 6),
        ([3, 5], 5, 75.0),
        ([2], 2, 100.0),
    ],
)
def test_worked_examples(answers, points, score):
    assert scale_score(answers, points) == pytest.approx(score, rel=1e-14)


@pytest.mark.parametrize(
    ("items", "needed"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 6), (8, 6), (12, 9)]
)
def test_three_quarters_of_the_items_must_be_answered(items, needed):
    enough = [2] * needed + [None] * (items - needed)
    too_few = [2] * (needed - 1) + [None] * (items - needed + 1)
    assert scale_score(enough, 7) is not None
    assert scale_score(too_few, 7) is None
    assert needed / items >= MINIMUM_ANSWERED > (needed - 1) / items


@given(answers_and_points())
def test_one_rating_and_many_are_scored_alike_to_the_last_bit(case):
    answers, points = case
    one, many = scale_score(answers, points), scale_scores(as_array(answers), points)
    assert (one is None and np.isnan(many)) or one == many


@given(answers_and_points())
def test_a_score_lies_in_0_to_100_and_does_not_depend_on_the_order_of_items(case):
    answers, points = case
    score = scale_score(answers, points)
    assert score is None or 0 <= score <= 100
    assert scale_score(answers[::-1], points) == score


@given(answers_and_points())
def test_turning_the_answers_round_turns_the_score_round(case):
    answers, points = case
    score = scale_score(answers, points)
    turned = scale_score([None if a is None else points + 1 - a for a in answers], points)
    assert (score is None and turned is None) or score == pytest.approx(100 - turned, abs=1e-12)


def test_any_stack_of_ratings_keeps_its_shape():
    stack = np.tile(np.array([5.0, 6.0, 5.0, np.nan]), (3, 10, 10, 1))
    assert scale_scores(stack, 7).shape == (3, 10, 10)
    assert np.unique(scale_scores(stack, 7)).tolist() == [scale_score([5, 6, 5, None], 7)]


@pytest.mark.parametrize("answers", [[0, 4, 4, 4], [8, 4, 4, 4], [-1, None, None, None]])
def test_an_answer_off_the_scale_is_refused_without_naming_it(answers):
    for score in (scale_score, lambda given, points: scale_scores(as_array(given), points)):
        with pytest.raises(ValueError) as refusal:
            score(answers, 7)
        assert str(refusal.value) == "Answers must lie in 1..7."


def test_a_scale_of_one_point_is_refused():
    with pytest.raises(ValueError):
        scale_score([1], 1)
    with pytest.raises(ValueError):
        scale_scores(np.array([1.0]), 1)


def test_no_items_and_no_ratings_have_no_score():
    assert scale_score([], 7) is None
    assert scale_scores(np.empty((0, 4)), 7).shape == (0,)
    np.testing.assert_array_equal(scale_scores(np.empty((2, 0)), 7), [np.nan, np.nan])
