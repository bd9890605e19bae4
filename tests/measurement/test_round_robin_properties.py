"""What must happen to results when people are relabelled, answers shifted or scaled, sides exchanged."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.measurement.round_robin import NotDefined, analyse, analyse_two

VARIANCES = ("perceiver_variance", "target_variance", "relationship_variance")
PARTS = (*VARIANCES, "perceiver_target_covariance", "dyadic_covariance")


@st.composite
def teams(draw, holes=True):
    """Ratings 1..7 of 4 to 8 people, some with a few holes, not all of them equal."""
    n = draw(st.integers(4, 8))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = rng.integers(1, 8, (n, n)).astype(float)
    np.fill_diagonal(x, np.nan)
    for _ in range(draw(st.integers(0, n - 3)) if holes else 0):
        x[tuple(rng.integers(0, n, 2))] = np.nan
    return x


def raw(result):
    return np.array([getattr(result, name).raw for name in PARTS])


def analysed(x):
    try:
        return analyse(x)
    except NotDefined:
        assume(False)


def assert_same(ours, theirs, factor=1.0):
    np.testing.assert_allclose(ours, np.asarray(theirs) * factor, rtol=1e-6, atol=1e-7)


@given(teams(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_relabelling_people_relabels_their_effects_and_nothing_else(x, random):
    order = np.array(random.sample(range(len(x)), len(x)))
    straight, relabelled = analysed(x), analysed(x[np.ix_(order, order)])
    assert_same(raw(relabelled), raw(straight))
    assert_same(relabelled.persons.perceiver, straight.persons.perceiver[order])
    assert_same(relabelled.persons.target_shrunk, straight.persons.target_shrunk[order])
    assert_same(relabelled.relationship, straight.relationship[np.ix_(order, order)])


@given(teams(), st.floats(-1000, 1000))
@settings(deadline=None)
def test_adding_a_constant_moves_the_mean_and_nothing_else(x, constant):
    straight, shifted = analysed(x), analysed(x + constant)
    assert shifted.mean == pytest.approx(straight.mean + constant, abs=1e-9)
    assert_same(raw(shifted), raw(straight))
    assert_same(shifted.persons.target, straight.persons.target)
    assert shifted.tests.perceiver.p == pytest.approx(straight.tests.perceiver.p, abs=1e-6)


@given(teams(), st.floats(0.01, 100))
@settings(deadline=None)
def test_scaling_answers_scales_effects_and_leaves_what_has_no_unit(x, factor):
    straight, scaled = analysed(x), analysed(x * factor)
    np.testing.assert_allclose(raw(scaled), raw(straight) * factor**2, rtol=1e-6, atol=1e-7 * factor**2)
    assert scaled.persons.perceiver == pytest.approx(straight.persons.perceiver * factor, nan_ok=True)
    assert scaled.tests.dyadic.p == pytest.approx(straight.tests.dyadic.p, abs=1e-6)
    for name in PARTS:
        ours, theirs = (getattr(result, name).standardised for result in (scaled, straight))
        assert ours == (None if theirs is None else pytest.approx(theirs, abs=1e-6))


@given(teams())
@settings(deadline=None)
def test_exchanging_rater_and_rated_exchanges_perceivers_and_targets(x):
    straight, turned = analysed(x), analysed(x.T)
    assert_same(raw(turned), raw(straight)[[1, 0, 2, 3, 4]])
    assert_same(turned.persons.perceiver, straight.persons.target)
    assert_same(turned.relationship, straight.relationship.T)
    assert turned.tests.target.p == pytest.approx(straight.tests.perceiver.p, abs=1e-6)


@given(teams(holes=False), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_exchanging_the_scales_exchanges_the_crossed_parts(x, seed):
    y = np.random.default_rng(seed).integers(1, 8, x.shape).astype(float)
    straight, turned = analyse_two(x, y), analyse_two(y, x)
    assert_same(turned.perceiver_target.raw, straight.target_perceiver.raw)
    assert_same(turned.interpersonal.raw, straight.interpersonal.raw)
    assert_same(turned.perceivers.raw_se, straight.perceivers.raw_se)


@given(teams(holes=False))
@settings(deadline=None)
def test_a_scale_with_itself_is_its_own_variances(x):
    alone, twice = analyse(x), analyse_two(x, x)
    assert_same(twice.perceivers.raw, alone.perceiver_variance.raw)
    assert_same(twice.interpersonal.raw_se, alone.dyadic_covariance.raw_se)


@given(teams())
@settings(deadline=None)
def test_shares_are_of_a_whole_and_reliabilities_within_0_and_1(x):
    result = analysed(x)
    shares = [getattr(result, name).standardised for name in VARIANCES]
    known = [share for share in shares if share is not None]
    assert sum(known) == pytest.approx(1) or not known
    for value in (result.reliability.perceiver, result.reliability.target):
        assert value is None or 0 <= value <= 1
