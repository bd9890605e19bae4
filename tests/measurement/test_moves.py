from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.stats import false_discovery_control, norm

from assessments.measurement.moves import expected_by_chance, named, rounds_moved
from assessments.measurement.pairs import MOVEMENTS, Movement, Noise
from tests.measurement.teams import team, two

SQUARE = npst.arrays(float, (5, 5), elements=st.floats(0, 100) | st.just(np.nan))


@given(SQUARE, SQUARE, SQUARE, SQUARE, st.permutations(range(5)))
def test_movement_does_not_depend_on_the_order_of_either_roster(trust, purpose, trust_2, purpose_2, order):
    before, after = team(trust, purpose), team(trust_2, purpose_2)
    straight = rounds_moved(before, after, same_version=True)
    shuffled = team(trust_2[np.ix_(order, order)], purpose_2[np.ix_(order, order)])
    moves = rounds_moved(before, shuffled, same_version=True, was=order)
    np.testing.assert_array_equal(straight.earlier, np.arange(10))
    np.testing.assert_array_equal(moves.trust, straight.trust[moves.earlier])
    np.testing.assert_array_equal(moves.purpose, straight.purpose[moves.earlier])


def movements(codes):
    return [MOVEMENTS[code] for code in codes]


def test_a_joiner_has_not_moved_and_a_leaver_leaves_no_trace():
    first = team(np.full((3, 3), 40.0), np.full((3, 3), 40.0))
    second = team(np.full((3, 3), 80.0), np.full((3, 3), 41.0))
    moves = rounds_moved(first, second, same_version=True, was=[2, -1, 0])
    assert moves.earlier.tolist() == [-1, 1, -1]
    assert movements(moves.trust) == [Movement.UNKNOWN, Movement.UP, Movement.UNKNOWN]
    assert movements(moves.purpose) == [Movement.UNKNOWN, Movement.NONE_CLEAR, Movement.UNKNOWN]


def test_rounds_with_other_questions_are_not_compared():
    first, second = team(np.zeros((3, 3)), np.zeros((3, 3))), team(np.ones((3, 3)) * 90, np.ones((3, 3)) * 90)
    assert movements(rounds_moved(first, second, same_version=True).trust) == [Movement.UP] * 3
    assert movements(rounds_moved(first, second, same_version=False).trust) == [Movement.UNKNOWN] * 3


def test_each_round_brings_its_own_noise():
    loud = Noise(sem=60.0, ratings=30, is_default=False)
    first, second = (
        team(np.zeros((2, 2)), np.zeros((2, 2))),
        team(np.full((2, 2), 50.0), np.full((2, 2), 50.0)),
    )
    second = replace(second, noise_purpose=loud)
    moves = rounds_moved(first, second, same_version=True)
    assert (movements(moves.trust), movements(moves.purpose)) == ([Movement.UP], [Movement.NONE_CLEAR])


@pytest.mark.parametrize("was", [None, [0], [0, 0], [0, 3], [-2, 0], [[0, 1]]])
def test_rosters_that_cannot_be_matched_are_refused(was):
    three, pair = team(np.zeros((3, 3)), np.zeros((3, 3))), two(1.0, 1.0, 1.0, 1.0)
    with pytest.raises(ValueError):
        rounds_moved(three, pair, same_version=True, was=was)


def test_a_team_of_nobody_before_is_all_joiners():
    moves = rounds_moved(
        team(np.empty((0, 0)), np.empty((0, 0))), two(1.0, 1.0, 1.0, 1.0), True, was=[-1, -1]
    )
    assert movements(moves.trust) == [Movement.UNKNOWN]


def test_pairs_are_named_as_scipy_controls_false_discoveries():
    rng = np.random.default_rng(4)
    for _ in range(50):
        change = rng.normal(0, 12, 40) + 30 * (rng.random(40) < 0.2)
        change[:5] = np.nan
        expected = np.zeros(40, dtype=bool)
        p = 2 * norm.sf(np.abs(change[5:]) / 8)
        expected[5:] = (false_discovery_control(p) <= 0.10) & (p < 2 * norm.sf(1.96))
        np.testing.assert_array_equal(named(change, 8.0), expected)
    assert expected.any()
    assert not expected.all()


def test_nothing_comparable_names_nobody():
    assert named(np.full(3, np.nan), 5.0).tolist() == [False] * 3
    assert named(np.array([0.0, 4.0]), 0.0).tolist() == [False, True]


def test_one_in_twenty_of_the_comparable_pairs_is_expected_by_chance():
    codes = np.array([MOVEMENTS.index(Movement.UNKNOWN)] * 10 + [MOVEMENTS.index(Movement.UP)] * 40)
    assert expected_by_chance(codes) == pytest.approx(2.0)


def test_a_movement_within_the_noise_of_days_is_none():
    with_days = replace(two(0.0, 0.0, 0.0, 0.0).noise_trust, day=10.0)
    first, second = two(50.0, 50.0, 50.0, 50.0), two(65.0, 65.0, 65.0, 65.0)
    assert movements(rounds_moved(first, second, same_version=True).trust) == [Movement.UP]
    second = replace(second, noise_trust=with_days)
    assert movements(rounds_moved(first, second, same_version=True).trust) == [Movement.NONE_CLEAR]
