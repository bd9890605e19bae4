from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from assessments.measurement.pairs import GapFlag
from assessments.measurement.spectrum import ZONES, Concern, Lag, Zone
from tests.measurement import reference
from tests.measurement.teams import NOISE, rectangles, team, two

SQUARE = npst.arrays(float, (5, 5), elements=st.floats(0, 100) | st.just(np.nan))


def test_a_position_on_the_border_does_not_miss_it_by_the_last_bit_of_a_float():
    least, most = (
        100 / 24,
        100 * 23 / 24,
    )  # one step above the lowest score of four items, one below the highest
    pair = two(0.0, least, most, 100.0, need=needed(5, 5)).pair(0)
    assert pair.position < 50 == pytest.approx(pair.position)
    assert pair.concern is not Concern.LOW


@pytest.mark.parametrize("file", ["team_05.csv", "team_12.csv"])
def test_a_team_is_what_a_loop_over_its_ratings_says(file):
    trust, purpose = reference.square(file, "trust"), reference.square(file, "purpose")
    value = team(trust, purpose)
    for i, (a, b) in enumerate(combinations(range(len(trust)), 2)):
        pair = value.pair(i)
        t, p = (trust[a, b] + trust[b, a]) / 2, (purpose[a, b] + purpose[b, a]) / 2
        views = (trust[a, b], trust[b, a], purpose[a, b], purpose[b, a])
        assert (pair.a, pair.b, value.index(a, b), value.index(b, a)) == (a, b, i, i)
        assert (pair.trust.ab, pair.trust.ba, pair.purpose.ab, pair.purpose.ba) == views
        assert (pair.trust.score, pair.purpose.score) == (t, p)
        assert (pair.position, pair.imbalance) == ((t + p) / 2, p - t)
        assert [pair.zone] == (rectangles(*views) or [Zone.DEVELOPING])
        assert pair.trust.low == max(0, t - 1.96 * NOISE.sem / 2**0.5)
        assert pair.purpose.high == min(100, p + 1.96 * NOISE.sem / 2**0.5)
        size = abs(views[0] - views[1]) / NOISE.sem
        assert pair.trust.flag == int(size > 2.77) + int(size > 3.64)
    assert sum(value.zone_counts().values()) == len(value.zone)


@given(SQUARE, SQUARE, st.permutations(range(5)))
def test_relabelling_people_relabels_the_spectrum(trust, purpose, order):
    straight = team(trust, purpose)
    relabelled = team(trust[np.ix_(order, order)], purpose[np.ix_(order, order)])
    places = [straight.index(order[a], order[b]) for a, b in zip(relabelled.a, relabelled.b, strict=True)]
    for name in ("zone", "lag", "divided", "position", "imbalance", "complete", "one_sided", "missing"):
        np.testing.assert_array_equal(getattr(relabelled, name), getattr(straight, name)[places])
    np.testing.assert_allclose(relabelled.certainty, straight.certainty[places], atol=1e-9)
    assert relabelled.zone_counts() == straight.zone_counts()


@given(SQUARE, SQUARE)
def test_exchanging_the_scales_mirrors_the_plane(trust, purpose):
    mirror = {
        Zone.TRUST_LED: Zone.PURPOSE_LED,
        Zone.PURPOSE_LED: Zone.TRUST_LED,
    }
    straight, mirrored = team(trust, purpose), team(purpose, trust)
    np.testing.assert_array_equal(mirrored.imbalance, -straight.imbalance)
    np.testing.assert_allclose(mirrored.certainty, straight.certainty, atol=1e-9)
    lag = {Lag.TRUST: Lag.PURPOSE, Lag.PURPOSE: Lag.TRUST}
    for first, count in straight.lag_counts().items():
        assert mirrored.lag_counts()[lag.get(first, first)] == count
    for zone, count in straight.zone_counts().items():
        assert mirrored.zone_counts()[mirror.get(zone, zone)] == count


@given(SQUARE, SQUARE)
def test_a_pair_is_complete_or_one_sided_or_missing(trust, purpose):
    value = team(trust, purpose)
    states = value.complete.astype(int) + value.one_sided + value.missing
    np.testing.assert_array_equal(states, 1)
    views = np.stack([value.trust.ab, value.trust.ba, value.purpose.ab, value.purpose.ba])
    np.testing.assert_array_equal(value.complete, ~np.isnan(views).any(axis=0))
    np.testing.assert_array_equal(value.missing, np.isnan(views).all(axis=0))


def test_a_one_sided_pair_keeps_its_view_and_has_no_number_of_two():
    pair = two(80.0, np.nan, 60.0, np.nan).pair(0)
    assert (pair.trust.ab, pair.purpose.ab) == (80.0, 60.0)
    numbers = (
        pair.trust.score,
        pair.trust.gap,
        pair.trust.low,
        pair.trust.high,
        pair.certainty,
        pair.position,
    )
    assert numbers == (None,) * 6
    assert (pair.zone, pair.neighbour, pair.borderline, pair.concern) == (None, None, False, None)
    assert pair.trust.flag is GapFlag.NONE


def needed(one, other):
    return np.array([[np.nan, one], [other, np.nan]])


@pytest.mark.parametrize(
    ("need", "score", "priority"),
    [
        (needed(4, 4), 49.0, True),
        (needed(5, 3), 49.0, True),
        (needed(4, 3), 49.0, False),
        (needed(4, 4), 50.0, False),
        (needed(5, np.nan), 49.0, True),
        (needed(np.nan, 3), 49.0, False),
        (needed(np.nan, np.nan), 0.0, False),
        (None, 0.0, False),
    ],
)
def test_a_priority_needs_to_work_closely_and_sits_low(need, score, priority):
    assert two(score, score, score, score, need=need).pair(0).concern is (Concern.LOW if priority else None)


def test_need_is_the_mean_of_two_answers_or_the_one_there_is():
    assert two(1.0, 1.0, 1.0, 1.0, need=needed(5, 2)).pair(0).need == 3.5
    assert two(1.0, 1.0, 1.0, 1.0, need=needed(np.nan, 2)).pair(0).need == 2.0
    assert two(1.0, 1.0, 1.0, 1.0).pair(0).need is None


@pytest.mark.parametrize(("n", "m"), [(0, 0), (1, 0), (2, 1)])
def test_the_smallest_teams(n, m):
    value = team(np.full((n, n), np.nan), np.full((n, n), np.nan))
    assert len(value.zone) == m
    assert value.zone_counts() == dict.fromkeys(ZONES, 0)


def test_matrices_of_different_people_are_refused():
    small, large = np.zeros((3, 3)), np.zeros((4, 4))
    for trust, purpose, need in [
        (small, large, None),
        (small, small, large),
        (small[None], small[None], None),
    ]:
        with pytest.raises(ValueError, match="same people"):
            team(trust, purpose, need)


@pytest.mark.parametrize(("a", "b"), [(0, 0), (0, 3), (-1, 1)])
def test_there_is_no_index_of_a_pair_that_is_none(a, b):
    with pytest.raises(ValueError):
        team(np.zeros((3, 3)), np.zeros((3, 3))).index(a, b)


def test_a_spectrum_cannot_be_changed():
    value = team(np.zeros((3, 3)), np.zeros((3, 3)))
    for array in (value.zone, value.certainty, value.trust.score, value.purpose.flag, value.priorities.order):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_the_matrices_given_stay_changeable():
    trust = np.zeros((3, 3))
    team(trust, trust)
    trust[0, 1] = 5.0


def test_purpose_is_ahead_only_beyond_the_noise_of_both_scales():
    limit = 1.96 * NOISE.sem
    ahead = [two(40.0, 40.0, *[40 + times * limit] * 2) for times in (-2, 0, 0.99, 1.01)]
    assert [one.pair(0).purpose_ahead for one in ahead] == [False, False, False, True]
    assert two(40.0, np.nan, 90.0, 90.0).pair(0).purpose_ahead is False
