import numpy as np
import pytest

from assessments.measurement.pairs import GAP_LIMIT
from assessments.measurement.spectrum import Lag, ahead_limit
from tests.measurement.teams import NOISE, two

LIMIT = ahead_limit(NOISE, NOISE)
GAP = GAP_LIMIT * NOISE.sem  # 18.9


@pytest.mark.parametrize(
    ("trust", "purpose", "lag"),
    [
        (60.0, 60.0, Lag.BOTH),
        (55.0, 54.9 + LIMIT, Lag.BOTH),
        (55.0, 55.1 + LIMIT, Lag.TRUST),
        (55.1 + LIMIT, 55.0, Lag.PURPOSE),
        (90.0, 90.0, None),
        (30.0, 30.0, None),
    ],
)
def test_what_lags_beyond_the_noise_comes_first(trust, purpose, lag):
    assert two(trust, trust, purpose, purpose).pair(0).lag is lag


@pytest.mark.parametrize(
    ("one", "other", "divided"),
    [
        (60.0, 60.0, False),
        (75.0, 49.9, True),  # one sees it high, the other low
        (74.9, 49.9, False),
        (75.0, 50.0, False),
        (70.0, 20.0, True),  # half the scale apart
        (69.9, 20.0, False),
        (50.0, 100.0, True),
    ],
)
def test_two_who_describe_two_relationships_are_divided(one, other, divided):
    pair = two(one, other, 60.0, 60.0).pair(0)
    assert pair.divided is divided
    assert two(60.0, 60.0, other, one).pair(0).divided is divided
    assert not (pair.divided and (pair.clear or pair.borderline))


def test_a_gap_within_the_noise_divides_nobody():
    loud = two(75.0, 49.9, 60.0, 60.0, noise=type(NOISE)(sem=25.2 / GAP_LIMIT, ratings=90, is_default=False))
    assert not loud.pair(0).divided


def test_the_most_divided_pair_has_no_clear_zone():
    pair = two(100.0, 33.0, 88.0, 25.0).pair(0)
    assert (pair.divided, pair.clear, pair.borderline) == (True, False, False)


def test_one_view_divides_nobody():
    assert not two(100.0, np.nan, 10.0, np.nan).pair(0).divided
