import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.stats import norm

from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import Noise, pair_up
from assessments.measurement.pooled_views import pool
from assessments.measurement.spectrum import CLEAR, Zone, zone_probabilities, zones
from tests.measurement.teams import BORDERS, rectangles, team, two

VIEWS = st.floats(0, 100) | st.sampled_from([0.0, 49.99, 50.0, 57.99, 58.0, 74.99, 75.0, 100.0])
SQUARE = npst.arrays(float, (5, 5), elements=VIEWS | st.just(np.nan))
NOISES = st.builds(Noise, sem=st.floats(0, 40), ratings=st.just(90), is_default=st.just(False))
ANY_BORDERS = st.builds(Borders, high=st.floats(60, 100), low=st.floats(0, 59), each_view=st.floats(0, 100))


@given(VIEWS, VIEWS, VIEWS, VIEWS, ANY_BORDERS)
def test_every_point_of_the_plane_has_exactly_one_zone(trust_ab, trust_ba, purpose_ab, purpose_ba, borders):
    views = (trust_ab, trust_ba, purpose_ab, purpose_ba)
    expected = rectangles(*views, borders=borders) or [Zone.DEVELOPING]
    assert [two(*views, borders=borders).pair(0).zone] == expected


@pytest.mark.parametrize(
    ("views", "zone"),
    [
        ((75, 75, 75, 75), Zone.PARTNERSHIP),
        ((74, 75, 100, 100), Zone.DEVELOPING),
        ((58, 92, 75, 75), Zone.PARTNERSHIP),
        ((57, 93, 75, 75), Zone.DEVELOPING),
        ((100, 100, 57, 100), Zone.DEVELOPING),
        ((49, 50, 0, 0), Zone.COLLABORATION),
        ((50, 50, 0, 0), Zone.DEVELOPING),
        ((75, 75, 49, 49), Zone.TRUST_LED),
        ((100, 50, 0, 99), Zone.TRUST_LED),
        ((75, 75, 50, 50), Zone.DEVELOPING),
        ((49, 49, 75, 75), Zone.PURPOSE_LED),
        ((60, 60, 60, 60), Zone.DEVELOPING),
    ],
)
def test_zones_at_their_borders(views, zone):
    assert two(*map(float, views)).pair(0).zone is zone


def test_a_score_on_the_border_does_not_miss_it_by_the_last_bit_of_a_float():
    shy = 1 - 1e-15
    assert 75 * shy < 75
    assert two(*[75 * shy] * 4).pair(0).zone is Zone.PARTNERSHIP
    assert two(*[50 * shy] * 4).pair(0).zone is Zone.DEVELOPING


@given(SQUARE, SQUARE, NOISES, NOISES, ANY_BORDERS)
def test_the_probabilities_of_the_zones_sum_to_one(trust, purpose, noise_trust, noise_purpose, borders):
    pairs = pair_up(trust), pair_up(purpose)
    probability = zone_probabilities(*pairs, noise_trust, noise_purpose, borders)
    known = zones(*pairs, borders) >= 0
    np.testing.assert_allclose(probability[known].sum(-1), 1.0, atol=1e-12)
    assert (probability[known] >= 0).all()
    assert np.isnan(probability[~known]).all()


@given(VIEWS, VIEWS, VIEWS, VIEWS, st.floats(0.1, 40), st.floats(0.1, 40))
def test_the_probabilities_of_a_lone_pair_are_scipys_around_its_own_scores(
    trust_ab, trust_ba, purpose_ab, purpose_ba, sem_trust, sem_purpose
):
    """No other pair says where the team is; two people's one pair is not drawn anywhere."""
    t = norm((trust_ab + trust_ba) / 2, sem_trust / 2**0.5)
    p = norm((purpose_ab + purpose_ba) / 2, sem_purpose / 2**0.5)
    views = [np.array([[0, trust_ab], [trust_ba, 0]]), np.array([[0, purpose_ab], [purpose_ba, 0]])]
    noises = Noise(sem_trust, 90, False), Noise(sem_purpose, 90, False)
    found = zone_probabilities(*map(pair_up, views), *noises, BORDERS)[0]
    # The border is taken 1e-9 lower than scipy is asked here, which moves a probability by up to 1e-8.
    np.testing.assert_allclose(
        found[1:4], [t.cdf(50) * p.cdf(50), t.sf(75) * p.cdf(50), t.cdf(50) * p.sf(75)], atol=2e-8
    )
    assert found[0] <= t.sf(75) * p.sf(75) + 2e-8  # no view may lie too low either


def test_probabilities_are_those_of_many_draws_of_the_four_views():
    rng = np.random.default_rng(4)
    trust, purpose = (rng.uniform(45, 100, (6, 6)) for _ in range(2))
    pairs, noise = (pair_up(trust), pair_up(purpose)), Noise(9.0, 90, False, day=6.0)
    pooled = pool(*pairs, noise, noise)
    score = rng.multivariate_normal([0, 0], pooled.score_covariance, 400_000)
    half_gap = rng.multivariate_normal([0, 0], pooled.half_gap_covariance, 400_000)
    found = zone_probabilities(*pairs, noise, noise, BORDERS)
    for at, probabilities in enumerate(found):
        (t, p), (gap_t, gap_p) = (pooled.score[at] + score).T, (pooled.half_gap[at] + half_gap).T
        every_view = np.minimum(t - np.abs(gap_t), p - np.abs(gap_p)) >= 58
        drawn = [(t >= 75) & (p >= 75) & every_view, (t < 50) & (p < 50), (t >= 75) & (p < 50)]
        assert np.abs(probabilities[:3] - [zone.mean() for zone in drawn]).max() < 0.007


@given(SQUARE, SQUARE)
def test_without_noise_every_zone_is_certain(trust, purpose):
    silent = team(trust, purpose, noise=Noise(sem=0.0, ratings=90, is_default=False))
    certain = silent.certainty[silent.zone >= 0]
    np.testing.assert_allclose(certain, 1.0, atol=1e-12)
    assert not silent.borderline.any()


def test_in_the_middle_of_a_zone_a_pair_is_clear_and_on_its_corner_it_has_a_quarter():
    middle, corner = two(92.0, 92.0, 92.0, 92.0).pair(0), two(75.0, 75.0, 75.0, 75.0).pair(0)
    assert middle.certainty > 0.99
    assert middle.clear
    assert corner.certainty == pytest.approx(0.25, abs=1e-4)
    assert corner.borderline
    assert (corner.zone, corner.neighbour) == (Zone.PARTNERSHIP, Zone.DEVELOPING)


def test_a_lone_pair_four_points_inside_one_border_is_just_clear():
    clear, borderline = two(79.1, 79.1, 30.0, 30.0).pair(0), two(79.0, 79.0, 30.0, 30.0).pair(0)
    assert (clear.borderline, borderline.borderline) == (False, True)
    assert borderline.certainty < CLEAR <= clear.certainty
    assert borderline.neighbour is Zone.DEVELOPING


def test_a_pair_far_from_its_team_is_less_certain_than_the_same_pair_alone():
    """Of the pairs that were seen farthest out some were seen there by noise."""
    trust = np.full((8, 8), 60.0)
    trust[0, 1] = trust[1, 0] = 79.1
    among = team(trust, trust).pair(0)
    alone = two(79.1, 79.1, 79.1, 79.1).pair(0)
    assert among.certainty < 0.5 < alone.certainty


def test_the_neighbour_of_a_developing_pair_is_the_zone_it_is_closest_to():
    assert two(52.0, 52.0, 45.0, 45.0).pair(0).neighbour is Zone.COLLABORATION
    assert two(73.0, 73.0, 80.0, 80.0).pair(0).neighbour is Zone.PARTNERSHIP
    assert two(73.0, 73.0, 30.0, 30.0).pair(0).neighbour is Zone.TRUST_LED
    assert two(30.0, 30.0, 73.0, 73.0).pair(0).neighbour is Zone.PURPOSE_LED


def test_a_low_view_keeps_a_pair_out_of_partnership():
    even, uneven = two(80.0, 80.0, 90.0, 90.0).pair(0), two(57.0, 100.0, 90.0, 90.0).pair(0)
    assert even.zone is Zone.PARTNERSHIP
    assert (uneven.zone, uneven.neighbour) == (Zone.DEVELOPING, Zone.PARTNERSHIP)
    lower = two(50.0, 100.0, 90.0, 90.0, noise=Noise(sem=2.0, ratings=90, is_default=False)).pair(0)
    assert (lower.zone, lower.certainty > 0.95) == (Zone.DEVELOPING, True)
