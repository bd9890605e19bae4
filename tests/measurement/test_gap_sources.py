import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from assessments.measurement.gap_sources import gap_sources
from assessments.measurement.pairs import pair_up
from assessments.measurement.round_robin import analyse
from tests.measurement import reference

PEOPLE = npst.arrays(float, 5, elements=st.floats(-30, 30) | st.just(np.nan))
GAPS = npst.arrays(float, 10, elements=st.floats(-100, 100) | st.just(np.nan))


@given(GAPS, PEOPLE, PEOPLE)
def test_the_parts_sum_to_the_gap(gap, perceiver, target):
    found = gap_sources(gap, perceiver, target)
    np.testing.assert_allclose(found.generosity + found.standing + found.pair, gap, atol=1e-12)


def test_a_gap_of_generosity_alone_leaves_nothing_to_the_pair():
    generous = np.array([10.0, -10.0, 0.0, 0.0])
    pairs = pair_up(np.repeat(50 + generous[:, None], 4, axis=1))
    found = gap_sources(pairs.gap, generous, np.zeros(4))
    np.testing.assert_array_equal(found.generosity, pairs.gap)
    np.testing.assert_array_equal(found.standing, 0.0)
    np.testing.assert_array_equal(found.pair, 0.0)


def test_a_gap_of_standing_is_no_generosity():
    standing = np.array([12.0, 0.0, -12.0])
    pairs = pair_up(np.repeat(50 + standing[None, :], 3, axis=0))
    found = gap_sources(pairs.gap, np.zeros(3), standing)
    np.testing.assert_array_equal(found.standing, pairs.gap)
    np.testing.assert_array_equal(found.pair, 0.0)


@pytest.mark.parametrize("file", ["team_05.csv", "team_12.csv"])
def test_the_parts_are_those_of_a_loop_over_the_reference_teams(file):
    x = reference.square(file, "trust")
    persons, pairs = analyse(x).persons, pair_up(x)
    given, received = persons.perceiver_shrunk, persons.target_shrunk
    found = gap_sources(pairs.gap, given, received)
    for i, (a, b) in enumerate(zip(pairs.a, pairs.b, strict=True)):
        assert found.generosity[i] == pytest.approx(given[a] - given[b], abs=1e-12)
        assert found.standing[i] == pytest.approx(received[b] - received[a], abs=1e-12)
        rest = x[a, b] - x[b, a] - (given[a] - given[b]) - (received[b] - received[a])
        assert found.pair[i] == pytest.approx(rest, abs=1e-9)


def test_effects_of_other_people_are_refused():
    with pytest.raises(ValueError, match="pairs"):
        gap_sources(np.zeros(3), np.zeros(4), np.zeros(4))
    with pytest.raises(ValueError, match="same people"):
        gap_sources(np.zeros(3), np.zeros(3), np.zeros(4))
