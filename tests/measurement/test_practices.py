"""The measurement of the team's practices: by hand, against scipy, and in simulation."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from assessments.measurement import practices, simulation
from assessments.measurement.pairs import Movement
from assessments.measurement.practices import Agreement, Standing
from assessments.measurement.reliability import rwg_of

NAN = math.nan
SCORES = np.array([[70.0, 40, 55], [80, 45, 50], [75, 30, 60], [85, 50, 50], [60, 35, 65], [90, 40, 55]])


def test_a_level_is_the_mean_with_scipys_interval() -> None:
    scores = SCORES[:, 0]
    found = practices.level(scores, np.full((6, 3), 5.0), 7)
    low, high = stats.t.interval(0.95, 5, scores.mean(), stats.sem(scores))
    assert (found.mean, found.spread) == (pytest.approx(scores.mean()), pytest.approx(scores.std(ddof=1)))
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_an_interval_stays_on_the_scale() -> None:
    at_both_ends = np.array([0.0, 100, 0, 100, 100])
    found = practices.level(at_both_ends, np.full((5, 3), 5.0), 7)
    assert (found.low, found.high) == (0, 100)


def test_one_leader_is_no_team() -> None:
    with pytest.raises(ValueError, match="two leaders"):
        practices.level(np.array([50.0]), np.array([[4.0, 4]]), 7)


def agreed(variance: float, n: int = 40) -> Agreement:
    """Of one item, so that rwg is 1 − variance/4: half of the leaders say 4 + d, half 4 − d."""
    half = math.sqrt(variance * (n - 1) / n)
    return practices.agreement(np.array([[4 + half], [4 - half]] * (n // 2)), 7)


@pytest.mark.parametrize(
    ("limit", "below", "above"),
    [
        (practices.WEAK_UP_TO, Agreement.WEAK, Agreement.MODERATE),
        (practices.MODERATE_UP_TO, Agreement.MODERATE, Agreement.STRONG),
        (practices.STRONG_UP_TO, Agreement.STRONG, Agreement.VERY_STRONG),
    ],
)
def test_agreement_from_both_sides_of_each_limit(limit: float, below: Agreement, above: Agreement) -> None:
    variance = 4 * (1 - limit)
    assert (agreed(variance + 1e-6), agreed(variance - 1e-6)) == (below, above)


def test_agreement_is_not_told_where_chance_would_bring_as_much() -> None:
    """.72 for five leaders and two items: by the usual table strong, and no rare thing among random answers."""
    by_chance = practices.by_chance(5, 2, 7)
    assert by_chance == pytest.approx(0.72, abs=0.02)
    variances = np.array([1.7, 2.0])  # rwg .73 and .67
    assert [rwg_of(one, 2, 7) > by_chance for one in variances] == [True, False]
    told = [practices.agreement(five(one), 7) for one in variances]
    assert told == [Agreement.STRONG, Agreement.NOT_TOLD]
    assert practices.agreement(np.array([[4.0, 4]]), 7) is Agreement.NOT_TOLD


def five(variance: float) -> np.ndarray:
    """Answers of five leaders to two items, with this variance each."""
    shape = np.array([-2.0, -1, 0, 1, 2])
    return 4 + np.tile(shape[:, None] * math.sqrt(variance / 2.5), 2)


@pytest.mark.parametrize(("n", "items"), [(5, 2), (8, 3), (12, 3)])
def test_random_answers_are_seldom_called_agreement(n: int, items: int) -> None:
    rng = np.random.default_rng(5)
    answers = rng.integers(1, 8, (1000, n, items)).astype(float)
    told = [practices.agreement(one, 7) is not Agreement.NOT_TOLD for one in answers]
    assert np.mean(told) <= 0.07


def test_one_set_leaves_out_who_has_a_gap() -> None:
    scores = np.full((7, 3), 50.0)
    scores[6, 2] = NAN
    people, chosen = practices.one_set(scores, 5)
    assert (people.tolist(), chosen.tolist()) == ([True] * 6 + [False], [True] * 3)


def test_one_set_leaves_out_a_practice_that_too_few_can_judge() -> None:
    scores = np.full((7, 3), 50.0)
    scores[:4, 1] = NAN
    people, chosen = practices.one_set(scores, 5)
    assert (people.tolist(), chosen.tolist()) == ([True] * 7, [True, False, True])


def test_one_set_is_empty_where_even_one_practice_has_too_few() -> None:
    people, chosen = practices.one_set(np.full((4, 3), 50.0), 5)
    assert not people.any()
    assert not chosen.any()


@given(arrays(bool, (8, 3), elements=st.booleans()), st.integers(1, 8))
def test_one_set_is_the_best_of_all_choices(missing: np.ndarray, fewest: int) -> None:
    scores = np.where(missing, NAN, 50.0)
    people, chosen = practices.one_set(scores, fewest)
    allowed = [
        (size, int((~missing[:, some]).all(axis=1).sum()))
        for size in (1, 2, 3)
        for some in combinations(range(3), size)
        if (~missing[:, some]).all(axis=1).sum() >= fewest
    ]
    assert (int(chosen.sum()), int(people.sum())) == (max(allowed) if allowed else (0, 0))
    assert not missing[np.ix_(people, chosen)].any()


def test_standings_by_a_case_and_by_scipy() -> None:
    assert practices.standings(SCORES) == (Standing.STRONGER, Standing.WEAKER, Standing.LIKE_THE_OTHERS)
    against = SCORES - (SCORES.sum(axis=1, keepdims=True) - SCORES) / 2
    ours = [practices._p_value(column) for column in against.T]
    assert ours == pytest.approx(stats.ttest_1samp(against, 0).pvalue)


def test_nothing_stands_out_of_one_practice_or_of_equal_ones() -> None:
    assert practices.standings(SCORES[:, :1]) == (Standing.LIKE_THE_OTHERS,)
    assert practices.standings(np.full((6, 3), 50.0)) == (Standing.LIKE_THE_OTHERS,) * 3
    everybody_alike = np.tile([[80.0, 50, 50]], (6, 1))
    assert practices.standings(everybody_alike)[0] is Standing.STRONGER


def test_changes_of_those_who_answered_twice() -> None:
    after = SCORES + np.array([[12.0, 3, 0]]) + np.array([[2.0, -9, 4], [-2, 9, -4]] * 3)
    found = practices.changes(SCORES, after)
    expected = stats.ttest_rel(after, SCORES)
    interval = expected.confidence_interval(0.95)
    assert [one.points for one in found] == pytest.approx((after - SCORES).mean(axis=0))
    assert [one.low for one in found] == pytest.approx(interval.low)
    assert [one.high for one in found] == pytest.approx(interval.high)
    assert [one.movement for one in found] == [Movement.UP, Movement.NONE_CLEAR, Movement.NONE_CLEAR]
    assert practices.changes(after, SCORES)[0].movement is Movement.DOWN


def test_of_one_leader_no_change_is_known() -> None:
    found = practices.changes(SCORES[:1], SCORES[:1] + 10)
    assert [one.movement for one in found] == [Movement.UNKNOWN] * 3


@pytest.mark.parametrize("n", [5, 8, 12])
def test_equal_practices_are_seldom_told_apart_and_unmoved_ones_seldom_called_moved(n: int) -> None:
    rng = np.random.default_rng(6)
    said, moved = 0, 0
    for _ in range(400):
        views = rng.normal(60, 12, (n, 1))
        first, second = (np.clip(views + rng.normal(0, 10, (n, 5)), 0, 100) for _ in "12")
        said += set(practices.standings(first)) != {Standing.LIKE_THE_OTHERS}
        moved += {one.movement for one in practices.changes(first, second)} != {Movement.NONE_CLEAR}
    assert said / 400 <= 0.12
    assert moved / 400 <= 0.12


def test_the_simulated_teams_agree_as_teams_do() -> None:
    rng = np.random.default_rng(4)
    drawn = [simulation.draw_practices(rng, 9, (3, 2)) for _ in range(50)]
    told = [practices.agreement(one, 7) for team in drawn for one in team]
    assert told.count(Agreement.STRONG) + told.count(Agreement.VERY_STRONG) > 80
