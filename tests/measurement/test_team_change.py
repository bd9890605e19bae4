"""Did the team move: the mean change with its interval, exact on complete ratings, honest with days and holes."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.measurement.pairs import Movement
from assessments.measurement.round_robin import NotDefined, NotLinked, analyse, team_change
from assessments.measurement.round_robin.cells import observed
from assessments.measurement.scoring import scale_scores
from assessments.measurement.simulation import draw_answers, draw_teams, leave_holes, next_round, silence
from tests.measurement import tripler

DAY_SD = 0.38  # a tenth of the variance of views, as DAY_SHARE says


@st.composite
def two_rounds(draw, holes=True):
    """Ratings 1..7 of 5 to 9 people in two rounds, some with a few holes in either."""
    n = draw(st.integers(5, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rounds = rng.integers(1, 8, (2, n, n)).astype(float)
    for _ in range(draw(st.integers(0, n - 4)) if holes else 0):
        rounds[tuple(rng.integers(0, [2, n, n]))] = np.nan
    return rounds


def changed(before, after):
    try:
        return team_change(before, after)
    except NotDefined:
        assume(False)


def numbers(found):
    return [found.mean, found.se, found.half_width]


@given(two_rounds(holes=False))
@settings(deadline=None)
def test_of_complete_ratings_the_variance_is_the_formula(rounds):
    before, after = rounds
    n, parts, found = len(before), analyse(after - before), team_change(before, after)
    persons = parts.perceiver_variance.raw + parts.target_variance.raw
    persons += 2 * parts.perceiver_target_covariance.raw
    pairs = parts.relationship_variance.raw + parts.dyadic_covariance.raw
    cells = (after - before)[~np.eye(n, dtype=bool)]
    least = cells.var(ddof=1) / (n * (n - 1))
    assert found.mean == pytest.approx(parts.mean)
    assert found.se**2 == pytest.approx(max(persons / n + pairs / (n * (n - 1)), least), rel=1e-9)
    assert (found.people, found.ratings, found.df) == (n, n * (n - 1), n - 1)


def test_with_holes_the_variance_is_that_of_the_pattern_written_out():
    before, after = tripler.square("team_12", "trust"), tripler.square("team_12", "purpose")
    before[3] = np.nan
    after[[0, 1, 5, 6], [4, 2, 0, 8]] = np.nan
    parts, found = analyse(after - before), team_change(before, after)
    cells = np.argwhere(observed(after - before))
    rater, about = np.eye(12)[cells[:, 0]], np.eye(12)[cells[:, 1]]
    returned = (cells[:, None] == cells[None, :, ::-1]).all(axis=2)
    v = parts.perceiver_variance.raw * rater @ rater.T + parts.target_variance.raw * about @ about.T
    v += parts.perceiver_target_covariance.raw * (rater @ about.T + about @ rater.T)
    v += parts.relationship_variance.raw * np.eye(len(cells)) + parts.dyadic_covariance.raw * returned
    assert found.se**2 == pytest.approx(v.mean(), rel=1e-9)
    assert (found.people, found.ratings, found.df) == (12, 117, 10)


@given(two_rounds(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_people_does_not_matter(rounds, random):
    order = random.sample(range(rounds.shape[1]), rounds.shape[1])
    shuffled = rounds[:, order][:, :, order]
    assert numbers(changed(*shuffled)) == pytest.approx(numbers(changed(*rounds)), rel=1e-6, abs=1e-9)


@given(two_rounds(), st.floats(-50, 50), st.floats(0.1, 20))
@settings(deadline=None)
def test_a_shift_shifts_the_mean_and_a_unit_scales_everything(rounds, shift, unit):
    straight, moved = changed(*rounds), changed(unit * rounds[0] - 3, unit * rounds[1] - 3 + shift)
    expected = [unit * straight.mean + shift, unit * straight.se, unit * straight.half_width]
    assert numbers(moved) == pytest.approx(expected, rel=1e-6, abs=1e-7)


@given(two_rounds())
@settings(deadline=None)
def test_turning_time_round_turns_the_sign_and_the_word(rounds):
    forth, back = changed(*rounds), changed(*rounds[::-1])
    assert numbers(back) == pytest.approx([-forth.mean, forth.se, forth.half_width], rel=1e-6, abs=1e-9)
    turned = {Movement.UP: Movement.DOWN, Movement.DOWN: Movement.UP}
    assert back.movement is turned.get(forth.movement, Movement.NONE_CLEAR)


@given(two_rounds())
@settings(deadline=None)
def test_who_rates_and_who_is_rated_may_be_exchanged(rounds):
    assert numbers(changed(*rounds.mT)) == pytest.approx(numbers(changed(*rounds)), rel=1e-6, abs=1e-9)


def test_a_team_that_all_moved_alike_has_moved_for_certain_and_one_that_did_not_has_not():
    x = tripler.square("team_08", "trust")
    assert team_change(x, x + 5).movement is Movement.UP
    assert team_change(x, x).movement is Movement.NONE_CLEAR
    assert team_change(x, x).half_width == 0


def test_rounds_whose_ratings_fall_into_parts_have_no_mean():
    before, after = tripler.square("team_10", "trust"), tripler.square("team_10", "purpose")
    before[:5, 5:] = np.nan
    after[5:, :5] = np.nan
    with pytest.raises(NotLinked, match="parts that do not rate each other"):
        team_change(before, after)


def test_rounds_of_different_people_or_of_nothing_in_common_are_refused():
    x = tripler.square("team_10", "trust")
    with pytest.raises(NotDefined, match="same people"):
        team_change(x, tripler.square("team_08", "trust"))
    with pytest.raises(NotDefined, match="too few ratings"):
        team_change(x, np.full_like(x, np.nan))


def rounds_with_days(seed, n, teams, stability, quiet=0, holes=0.0):
    """Trust of many teams in two rounds, 0..100: the mean has not moved, the days are different."""
    rng = np.random.default_rng(seed)
    truth = draw_teams(rng, n, teams=(teams,))
    for state in (truth, next_round(rng, truth, stability)):
        x = scale_scores(draw_answers(rng, state, day_sd=DAY_SD)[:, 0], 7)
        yield silence(leave_holes(rng, x, holes), range(quiet))


CASES = [(6, 0.0, 0), (8, 0.0, 0), (8, 0.1, 0), (8, 0.05, 1), (10, 0.0, 0), (12, 0.0, 0)]


def coverage(n, holes, quiet, stability):
    before, after = rounds_with_days(31, n, 600, stability, quiet, holes)
    found = [team_change(*two) for two in zip(before, after, strict=True)]
    return np.mean([one.low <= 0 <= one.high for one in found])


@pytest.mark.slow
@pytest.mark.parametrize(("n", "holes", "quiet"), CASES)
def test_the_interval_holds_the_true_change_whatever_the_days(n, holes, quiet):
    assert 0.93 <= coverage(n, holes, quiet, stability=0.9) <= 0.99


@pytest.mark.slow
@pytest.mark.parametrize(("n", "holes", "quiet"), CASES)
def test_where_nobody_has_changed_at_all_the_interval_errs_on_the_safe_side(n, holes, quiet):
    """Nothing but days differs: n − 1 degrees of freedom are then fewer than there are."""
    assert coverage(n, holes, quiet, stability=1.0) >= 0.95


@pytest.mark.slow
def test_a_move_of_six_points_is_seen_in_most_teams_of_ten_and_not_within_one_pair():
    before, after = rounds_with_days(32, 10, 500, 1.0)
    found = [team_change(x, y + 6) for x, y in zip(before, after, strict=True)]
    assert np.mean([one.movement is Movement.UP for one in found]) > 0.9
    assert 3 < np.mean([one.half_width for one in found]) < 5
