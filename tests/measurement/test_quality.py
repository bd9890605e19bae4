"""Careless patterns: each limit from both sides."""

import numpy as np
import pytest

from assessments.measurement.quality import Pattern, own_noise, patterns, team_patterns, without
from assessments.measurement.simulation import draw_answers, draw_teams

MIXED = [4, 5, 4, 6, 3, 4, 5, 5]


def straight(value):
    return [value] * 8


def test_the_same_answer_to_everything_about_everybody():
    assert patterns([straight(4)] * 3) == (Pattern.SAME_TO_ALL,)


def test_two_colleagues_are_too_few_to_say():
    assert patterns([straight(4)] * 2) == ()


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([straight(4), straight(5), MIXED, MIXED], ()),
        ([straight(4), straight(5), straight(4), MIXED, MIXED], (Pattern.STRAIGHT_ROWS,)),
        ([MIXED, MIXED, MIXED], ()),
    ],
    ids=["half", "more than half", "none"],
)
def test_straight_rows_for_more_than_half_of_the_colleagues(rows, found):
    assert patterns(rows) == found


def test_a_missing_item_does_not_hide_a_straight_row_and_an_almost_empty_row_does_not_count():
    nearly = [*straight(4)[:6], np.nan, np.nan]
    empty = [3] + [np.nan] * 7
    assert patterns([nearly, straight(4), straight(4), empty]) == (Pattern.SAME_TO_ALL,)
    assert patterns([straight(4), straight(4), [4] * 5 + [np.nan] * 3]) == ()


@pytest.mark.parametrize(
    ("seconds", "hurried"),
    [([1.9, 1.8, 30], True), ([2.0, 1.0, 9], False), ([np.nan, 1.0], True), ([np.nan], False), ([], False)],
)
def test_half_of_the_items_answered_faster_than_they_can_be_read(seconds, hurried):
    assert (Pattern.HURRIED in patterns([MIXED] * 3, seconds)) is hurried


def test_answers_and_times_are_both_said():
    assert patterns([straight(1)] * 4, [0.5] * 32) == (Pattern.SAME_TO_ALL, Pattern.HURRIED)


def test_a_team_names_only_those_with_a_pattern():
    rng = np.random.default_rng(2)
    answers = np.concatenate(list(draw_answers(rng, draw_teams(rng, 6))), axis=-1)
    answers[4] = np.where(np.isnan(answers[4]), np.nan, 5)
    assert team_patterns(answers) == {4: (Pattern.SAME_TO_ALL,)}


def test_ordinary_raters_are_rarely_flagged():
    rng = np.random.default_rng(3)
    answers = draw_answers(rng, draw_teams(rng, 10, teams=(50,)))
    joined = np.concatenate([answers[:, 0], answers[:, 1]], axis=-1)
    flagged = sum(len(team_patterns(team)) for team in joined)
    assert flagged <= 5


def test_scores_without_a_rater_are_a_copy_in_which_they_are_still_rated():
    x = np.arange(16.0).reshape(4, 4)
    rest = without(x, [1])
    assert np.isnan(rest[1]).all()
    np.testing.assert_array_equal(rest[[0, 2, 3]], x[[0, 2, 3]])
    assert not np.isnan(x).any()


def test_own_noise_is_what_least_squares_leaves_over_the_teams_median():
    rng = np.random.default_rng(4)
    answers = draw_answers(rng, draw_teams(rng, 7))[0]
    squares = []
    for about in answers:
        x = about[~np.isnan(about).any(axis=1)]
        rows, items = np.divmod(np.arange(x.size), 4)
        design = np.hstack([np.eye(len(x))[rows], np.eye(4)[items]])
        fitted = design @ np.linalg.lstsq(design, x.ravel(), rcond=None)[0]
        squares.append(np.sum((x.ravel() - fitted) ** 2) / ((len(x) - 1) * 3))
    np.testing.assert_allclose(own_noise(answers), squares / np.median(squares), rtol=1e-12)


def test_own_noise_needs_raters_colleagues_and_items():
    rng = np.random.default_rng(5)
    seven, four = draw_answers(rng, draw_teams(rng, 7))[0], draw_answers(rng, draw_teams(rng, 4))[0]
    assert np.isfinite(own_noise(seven)).all()
    assert np.isnan(own_noise(four)).all()
    assert np.isnan(own_noise(seven[..., :1])).all()
    seven[2, :5] = np.nan
    assert np.flatnonzero(np.isnan(own_noise(seven))).tolist() == [2]


def test_random_and_lifeless_answers_are_named_once_and_for_what_they_are():
    rng = np.random.default_rng(6)
    answers = np.concatenate(list(draw_answers(rng, draw_teams(rng, 8))), axis=-1)
    answers[1] = np.where(np.isnan(answers[1]), np.nan, rng.integers(1, 8, answers[1].shape))
    answers[3] = np.where(np.isnan(answers[3]), np.nan, 5)
    answers[4] = np.where(np.isnan(answers[4]), np.nan, [5] * 7 + [6])
    answers[4, 0, 2] = 6
    found = {1: (Pattern.OWN_NOISE_HIGH,), 3: (Pattern.SAME_TO_ALL,), 4: (Pattern.OWN_NOISE_LOW,)}
    assert team_patterns(answers, [4, 4]) == found
    assert team_patterns(answers) == {3: (Pattern.SAME_TO_ALL,)}


@pytest.mark.slow
@pytest.mark.parametrize("n", [6, 8, 12])
def test_own_noise_finds_random_answerers_and_leaves_honest_ones(n):
    rng = np.random.default_rng(n)
    teams = draw_answers(rng, draw_teams(rng, n, teams=(300,)))
    honest, random = [], []
    for trust, purpose in teams:
        joined = np.concatenate([trust, purpose], axis=-1)
        honest.append(len(team_patterns(joined, [4, 4])) / n)
        joined[0] = np.where(np.isnan(joined[0]), np.nan, rng.integers(1, 8, joined[0].shape))
        random.append(Pattern.OWN_NOISE_HIGH in team_patterns(joined, [4, 4]).get(0, ()))
    assert np.mean(random) >= 0.95
    assert np.mean(honest) <= 0.01


@pytest.mark.parametrize(
    ("points", "items", "found"),
    [(7, 8, True), (7, 2, True), (2, 2, False), (3, 2, False), (2, 8, True)],
)
def test_what_dice_show_is_no_pattern(points, items, found):
    assert patterns(np.full((4, items), 1.0), points=points) == (Pattern.SAME_TO_ALL,) * found


def test_who_answers_faster_than_anybody_reads_is_found_in_a_team() -> None:
    """By the middle of a rater's own times; nobody is hurried who was not timed."""
    answers = np.tile(MIXED, (6, 6, 1)).astype(float) + np.arange(6)[None, :, None] % 2
    seconds = np.full((6, 6), 5.0)
    seconds[2], seconds[4] = 1.2, np.nan
    found = team_patterns(answers, seconds=seconds)
    assert [rater for rater, some in found.items() if Pattern.HURRIED in some] == [2]
    assert team_patterns(answers) == {}
