import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from assessments.measurement.spectrum import Concern
from tests.measurement.teams import team, two

SQUARE = npst.arrays(float, (5, 5), elements=st.floats(0, 100) | st.just(np.nan))
NEEDS = npst.arrays(float, (5, 5), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]))


def needed(answer):
    return np.full((2, 2), answer)


@pytest.mark.parametrize(
    ("views", "need", "concern"),
    [
        (
            (100.0, 33.0, 88.0, 25.0),
            np.nan,
            Concern.DIVIDED,
        ),  # nobody said how closely, and still no small thing
        ((100.0, 33.0, 88.0, 25.0), 2.0, Concern.DIVIDED),
        ((100.0, 33.0, 88.0, 25.0), 1.0, None),
        ((45.0, 45.0, 45.0, 45.0), 4.0, Concern.LOW),
        ((45.0, 45.0, 45.0, 45.0), 3.0, None),
        ((50.0, 50.0, 50.0, 50.0), 5.0, None),
        ((60.0, 86.0, 60.0, 60.0), 4.0, Concern.DIFFERENT),
        ((60.0, 84.0, 60.0, 60.0), 4.0, None),
        ((60.0, 86.0, 60.0, 60.0), 3.0, None),
        ((60.0, 60.0, 75.0, 75.0), 4.0, Concern.FRAGILE),
        ((60.0, 60.0, 72.0, 72.0), 4.0, None),
        ((76.0, 76.0, 99.0, 99.0), 4.0, None),  # trust is high: purpose may be higher
    ],
)
def test_why_a_conversation_is_worth_having_early(views, need, concern):
    assert two(*views, need=needed(need)).pair(0).concern is concern


def test_the_divided_come_first_then_low_then_different_then_fragile_then_by_need():
    trust = np.full((4, 4), 60.0)
    purpose, need = trust.copy(), np.full((4, 4), 4.0)
    trust[0, 1], trust[1, 0] = 60, 86  # pair 0: different
    trust[0, 2] = trust[2, 0] = purpose[0, 2] = purpose[2, 0] = 40  # pair 1: low
    purpose[0, 3] = purpose[3, 0] = 80  # pair 2: fragile
    trust[1, 2], trust[2, 1] = 20, 90  # pair 3: divided
    need[1, 3] = need[3, 1] = 5  # pair 4: nothing but the closest need
    trust[2, 3] = np.nan  # pair 5: one view
    value = team(trust, purpose, need)
    assert value.priorities.order.tolist() == [3, 1, 0, 2, 4, 5]
    assert value.priority.tolist() == [True, True, True, True, False, False]


def test_within_a_concern_the_closer_need_and_then_the_farther_comes_first():
    low = np.full((3, 3), 40.0)
    low[0, 2] = low[2, 0] = 30
    need = np.full((3, 3), 4.0)
    assert team(low, low, need).priorities.order.tolist() == [1, 0, 2]
    need[1, 2] = need[2, 1] = 5
    assert team(low, low, need).priorities.order.tolist() == [2, 1, 0]


@given(SQUARE, SQUARE, NEEDS)
def test_every_pair_has_one_place_and_no_concern_comes_after_none(trust, purpose, need):
    value = team(trust, purpose, need)
    ordered = value.priorities.concern[value.priorities.order]
    assert sorted(value.priorities.order.tolist()) == list(range(10))
    with_concern = ordered[ordered >= 0]
    assert with_concern.tolist() == sorted(with_concern.tolist()) == ordered[: len(with_concern)].tolist()


def test_a_pair_with_one_scale_only_has_no_concern():
    """Far apart on trust, and nothing said on purpose: no place on the spectrum, so no place in the order."""
    close = np.array([[np.nan, 5.0], [5.0, np.nan]])
    assert two(20, 90, 50, 50, need=close).priorities.concern.tolist() != [-1]
    assert two(20, 90, np.nan, np.nan, need=close).priorities.concern.tolist() == [-1]
