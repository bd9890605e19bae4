from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from assessments.measurement.moves import rounds_moved
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
