import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from assessments.measurement.pairs import (
    MOVEMENTS,
    GapFlag,
    Movement,
    Noise,
    gap_flags,
    interval,
    matrix,
    movement,
    pair_index,
    pair_places,
    pair_up,
)
from tests.measurement import reference

SCORES = st.just(np.nan) | st.floats(0, 100)
NOISES = st.builds(Noise, sem=st.floats(0, 40), ratings=st.just(90), is_default=st.just(False))
TYPICAL = Noise(sem=100 * 0.41 / 6, ratings=90, is_default=False)


SQUARES = st.integers(1, 7).flatmap(lambda n: npst.arrays(float, (n, n), elements=SCORES))


@pytest.mark.parametrize("file", ["team_04.csv", "team_12.csv"])
def test_pairs_are_those_of_a_loop_over_the_reference_ratings(file):
    said = {(row["rater"], row["about"]): 100 * (float(row["trust"]) - 1) / 6 for row in reference.rows(file)}
    people = sorted({rater for rater, _ in said})
    pairs = pair_up(reference.square(file, "trust"))
    at = 0
    for i, one in enumerate(people):
        for j, other in enumerate(people):
            if i < j:
                ab, ba = said[one, other], said[other, one]
                assert (pairs.a[at], pairs.b[at], pairs.ab[at], pairs.ba[at]) == (i, j, ab, ba)
                assert (pairs.score[at], pairs.gap[at]) == ((ab + ba) / 2, ab - ba)
                at += 1
    assert at == pairs.score.size


def test_a_matrix_holds_each_rating_at_rater_and_rated():
    square = matrix(3, rater=[0, 2, 1], about=[1, 0, 1], scores=[10.0, None, 99.0])
    expected = [[np.nan, 10.0, np.nan], [np.nan, np.nan, np.nan], [np.nan, np.nan, np.nan]]
    np.testing.assert_array_equal(square, expected)


def test_a_self_rating_is_no_view():
    assert np.isnan(matrix(3, [1], [1], [50.0])).all()


def test_nobody_has_said_anything_yet():
    assert np.isnan(matrix(4, [], [], [])).all()


@pytest.mark.parametrize(("rater", "about"), [([3], [0]), ([0], [3]), ([-1], [0])])
def test_a_place_off_the_roster_is_refused(rater, about):
    with pytest.raises(ValueError, match="roster"):
        matrix(3, rater, about, [50.0])


def test_two_ratings_of_one_colleague_are_refused():
    with pytest.raises(ValueError, match="twice"):
        matrix(3, [0, 0], [1, 1], [50.0, 60.0])


@given(SQUARES)
def test_swapping_rater_and_rated_keeps_scores_and_turns_gaps(x):
    straight, turned = pair_up(x), pair_up(x.T)
    np.testing.assert_array_equal(turned.score, straight.score)
    np.testing.assert_array_equal(turned.gap, -straight.gap)


@given(SQUARES, st.randoms(use_true_random=False))
def test_relabelling_people_relabels_pairs(x, random):
    n = len(x)
    order = np.array(random.sample(range(n), n))
    straight, relabelled = pair_up(x), pair_up(x[np.ix_(order, order)])
    for i, (a, b) in enumerate(zip(*pair_places(n), strict=True)):
        old_a, old_b = order[a], order[b]
        at = pair_index(n, int(min(old_a, old_b)), int(max(old_a, old_b)))
        turn = 1 if old_a < old_b else -1
        np.testing.assert_array_equal(relabelled.score[i], straight.score[at])
        np.testing.assert_array_equal(relabelled.gap[i], turn * straight.gap[at])


@given(SQUARES)
def test_a_missing_view_leaves_no_score_and_is_never_filled_in(x):
    pairs = pair_up(x)
    both = ~np.isnan(x[pairs.a, pairs.b]) & ~np.isnan(x[pairs.b, pairs.a])
    np.testing.assert_array_equal(~np.isnan(pairs.score), both)
    np.testing.assert_array_equal(~np.isnan(pairs.gap), both)
    np.testing.assert_array_equal(pairs.ab, x[pairs.a, pairs.b])


def test_a_stack_of_teams_is_paired_as_each_alone():
    stack = np.random.default_rng(2).uniform(0, 100, (3, 2, 5, 5))
    pairs = pair_up(stack)
    assert pairs.score.shape == (3, 2, 10)
    np.testing.assert_array_equal(pairs.gap[2, 1], pair_up(stack[2, 1]).gap)


def test_ratings_that_form_no_square_are_refused():
    for shape in [(3,), (3, 4)]:
        with pytest.raises(ValueError, match="square"):
            pair_up(np.zeros(shape))


def test_pairs_cannot_be_changed():
    pairs = pair_up(np.zeros((3, 3)))
    for array in (*pair_places(4), pairs.a, pairs.b, pairs.ab, pairs.score):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize("n", [0, 1, 2, 3, 12, 101])
def test_the_index_of_a_pair_is_where_it_stands(n):
    a, b = pair_places(n)
    np.testing.assert_array_equal(pair_index(n, a, b), np.arange(n * (n - 1) // 2))


def test_the_default_noise_in_points_of_the_scale():
    in_points = 6 / 100
    assert TYPICAL.half_width * in_points == pytest.approx(0.57, abs=0.005)
    assert TYPICAL.gap_limit * in_points == pytest.approx(2.77 * 0.41)
    assert TYPICAL.headline_limit * in_points == pytest.approx(3.64 * 0.41)


@pytest.mark.parametrize("sem", [-0.1, float("nan"), float("inf")])
def test_noise_must_be_a_number_from_zero(sem):
    with pytest.raises(ValueError):
        Noise(sem=sem, ratings=90, is_default=False)


def test_gap_flags_at_their_limits():
    limits = np.array([2.76, 2.78, 3.63, 3.65]) * TYPICAL.sem
    gaps = np.concatenate([limits, -limits, [np.nan, 0.0]])
    expected = [GapFlag.NONE, GapFlag.NOTABLE, GapFlag.NOTABLE, GapFlag.HEADLINE]
    assert gap_flags(gaps, TYPICAL).tolist() == expected * 2 + [GapFlag.NONE] * 2


def test_a_gap_at_its_limit_is_not_beyond_it():
    limits = np.array([TYPICAL.gap_limit, TYPICAL.headline_limit])
    assert gap_flags(limits, TYPICAL).tolist() == [GapFlag.NONE, GapFlag.NOTABLE]


@given(npst.arrays(float, 20, elements=st.floats(-100, 100)), NOISES, NOISES)
def test_a_larger_gap_is_never_flagged_less_nor_more_noise_more(gaps, one, other):
    gaps = gaps[np.argsort(np.abs(gaps))]
    quiet, loud = sorted((one, other), key=lambda noise: noise.sem)
    assert (np.diff(gap_flags(gaps, quiet)) >= 0).all()
    assert (gap_flags(gaps, quiet) >= gap_flags(gaps, loud)).all()
    np.testing.assert_array_equal(gap_flags(gaps, quiet), gap_flags(-gaps, quiet))


@given(npst.arrays(float, 20, elements=SCORES), NOISES)
def test_an_interval_contains_its_score_and_stays_on_the_scale(score, noise):
    low, high = interval(score, noise)
    known = ~np.isnan(score)
    assert ((low <= score) & (score <= high))[known].all()
    assert ((low >= 0) & (high <= 100))[known].all()
    assert np.isnan(low[~known]).all()
    assert np.isnan(high[~known]).all()


def test_noise_of_95_in_100_pairs_stays_inside():
    """Simulated: two views around a true score; how often does the interval hold it, and a gap stay unflagged?"""
    rng = np.random.default_rng(7)
    ab, ba = 50 + TYPICAL.sem * rng.standard_normal((2, 200_000))
    low, high = interval((ab + ba) / 2, TYPICAL)
    assert ((low <= 50) & (high >= 50)).mean() == pytest.approx(0.95, abs=0.002)
    flags = gap_flags(ab - ba, TYPICAL)
    assert (flags == GapFlag.NONE).mean() == pytest.approx(0.95, abs=0.002)
    assert (flags == GapFlag.HEADLINE).mean() == pytest.approx(0.01, abs=0.001)


def moved(before, after, noise_before=TYPICAL, noise_after=TYPICAL, same_version=True):
    codes = movement(np.array([before]), np.array([after]), noise_before, noise_after, same_version)
    return MOVEMENTS[codes[0]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (1.97, Movement.UP),
        (1.95, Movement.NONE_CLEAR),
        (0.0, Movement.NONE_CLEAR),
        (-1.95, Movement.NONE_CLEAR),
        (-1.97, Movement.DOWN),
    ],
)
def test_a_pair_has_moved_beyond_1_96_sem_when_both_rounds_are_equally_sure(change, expected):
    assert moved(50.0, 50.0 + change * TYPICAL.sem) is expected


def test_the_noise_of_both_rounds_counts():
    loud = Noise(sem=3 * TYPICAL.sem, ratings=40, is_default=False)
    assert moved(50.0, 50.0 + 3 * TYPICAL.sem) is Movement.UP
    assert moved(50.0, 50.0 + 3 * TYPICAL.sem, noise_after=loud) is Movement.NONE_CLEAR
    assert moved(50.0, 50.0 + 3 * TYPICAL.sem, noise_before=loud) is Movement.NONE_CLEAR


def test_what_cannot_be_compared_is_unknown():
    assert moved(10.0, 90.0) is Movement.UP
    assert moved(10.0, 90.0, same_version=False) is Movement.UNKNOWN
    assert moved(np.nan, 90.0) is Movement.UNKNOWN
    assert moved(10.0, np.nan) is Movement.UNKNOWN


@given(npst.arrays(float, 20, elements=SCORES), npst.arrays(float, 20, elements=SCORES), NOISES, NOISES)
def test_going_back_turns_the_movement_round(before, after, one, other):
    there = movement(before, after, one, other, same_version=True)
    back = movement(after, before, other, one, same_version=True)
    turned = {"up": "down", "down": "up", "none-clear": "none-clear", "unknown": "unknown"}
    assert [turned[MOVEMENTS[code]] for code in there] == [MOVEMENTS[code] for code in back]
