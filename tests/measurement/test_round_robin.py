"""The social relations model on complete ratings equals TripleR 1.5.4 number by number."""

import numpy as np
import pytest

from assessments.measurement.round_robin import (
    NotDefined,
    analyse,
    analyse_many,
    analyse_parcels,
    analyse_two,
    pool,
    pool_parcels,
    pool_two,
)
from tests.measurement import tripler
from tests.measurement.tripler import close

ALIKE = np.full((5, 5), 3.0)


def assert_round_robin(result, theirs, people):
    for row in theirs["varComp"]:
        if row["type"] in tripler.FIELDS:
            tripler.assert_part(getattr(result, tripler.FIELDS[row["type"]]), row)
    assert result.reliability.perceiver == close(theirs["reliability"]["actor"])
    assert result.reliability.target == close(theirs["reliability"]["partner"])
    assert_effects(result, theirs, people)


def assert_effects(result, theirs, people):
    place = {name: index for index, name in enumerate(people)}
    for person in theirs["persons"]:
        index = place[person["id"]]
        assert result.persons.perceiver[index] == close(person["actor"])
        assert result.persons.target[index] == close(person["partner"])
        assert result.mean + result.persons.perceiver[index] == close(person["actor_gm"])
    for dyad in theirs["dyads"]:
        at = place[dyad["actor"]], place[dyad["partner"]]
        assert result.relationship[at] == close(dyad["relationship"])


def people_of(result):
    return [f"L{number:02}" for number in range(1, result.n + 1)]


@pytest.mark.parametrize("team", tripler.TEAMS)
@pytest.mark.parametrize("scale", tripler.SCALES)
def test_one_variable_equals_tripler(team, scale):
    result = analyse(tripler.square(team, scale))
    assert_round_robin(result, tripler.says(f"{team}_{scale}"), people_of(result))
    assert (result.method, result.holes) == ("closed form", 0)


@pytest.mark.parametrize("team", tripler.TEAMS)
def test_two_variables_equal_tripler(team):
    result = analyse_two(tripler.square(team, "trust"), tripler.square(team, "purpose"))
    theirs = tripler.says(f"{team}_bivariate")
    for row in theirs["bivariate"]:
        tripler.assert_part(getattr(result, tripler.BIVARIATE[row["type"]]), row)
    for ours, univariate in zip((result.first, result.second), theirs["univariate"], strict=True):
        assert_round_robin(ours, univariate, people_of(ours))


@pytest.mark.parametrize("team", tripler.TEAMS)
def test_two_parcels_equal_tripler_but_for_its_wrong_index(team):
    parcels = tripler.square(team, "trust_a"), tripler.square(team, "trust_b")
    result, theirs = analyse_parcels(*parcels), tripler.says(f"{team}_trust_latent")
    for row in theirs["varComp"]:
        if row["type"] == "error variance":
            assert result.error_variance.estimate == close(row["estimate"])
            assert result.error_variance.standardised == close(row["standardized"])
        elif row["standardized"] is not None:
            tripler.assert_part(getattr(result, tripler.FIELDS[row["type"]]), row)
    assert result.reliability.relationship == close(theirs["reliability"]["relationship"])
    assert_effects(result, theirs, people_of(result))
    wrong = reliabilities_with_the_wrong_covariance(result, *parcels)
    assert wrong == [close(theirs["reliability"][side]) for side in ("actor", "partner")]


def reliabilities_with_the_wrong_covariance(result, first, second):
    """TripleR's latent reliability: where the parcels' dyadic covariance belongs it takes their σ_ab."""
    n = result.n
    parcels = [analyse(first), analyse(second)]

    def unstable(name):
        mean = sum(getattr(parcel, name).raw for parcel in parcels) / 2
        return mean - getattr(result, name).raw

    taken = (
        sum(parcel.perceiver_target_covariance.raw for parcel in parcels) / 2 - result.dyadic_covariance.raw
    )
    relationship = result.relationship_variance.raw + unstable("relationship_variance") / 2
    noise = (relationship * (n - 1) + result.dyadic_covariance.raw + taken / 2) / (n * (n - 2))
    found = []
    for name in ("perceiver_variance", "target_variance"):
        stable = getattr(result, name).raw
        share = stable / (stable + unstable(name) / 2 + noise)
        found.append(None if stable < 0 else share)
    return found


@pytest.mark.parametrize("team", tripler.TEAMS)
def test_latent_reliability_is_the_stable_part_of_the_mean_square(team):
    first, second = tripler.square(team, "trust_a"), tripler.square(team, "trust_b")
    result, whole = analyse_parcels(first, second), analyse((first + second) / 2)
    square = np.sum(whole.persons.target**2) / (result.n - 1)
    assert result.reliability.target == pytest.approx(result.target_variance.raw / square)


@pytest.mark.parametrize("scale", tripler.SCALES)
def test_several_teams_equal_tripler(scale):
    theirs = tripler.says(f"teams_6_{scale}")
    teams = analyse_many([tripler.square("teams_6", scale, team) for team in "123456"])
    pooled = pool(teams)
    for row in theirs["varComp"]:
        if row["type"] in tripler.FIELDS:
            tripler.assert_part(getattr(pooled, tripler.FIELDS[row["type"]]), row)
    for row in theirs["varComp_by_group"]:
        if row["type"] in tripler.FIELDS:
            team = teams[int(row["group"]) - 1]
            tripler.assert_part(getattr(team, tripler.FIELDS[row["type"]]), row)
    assert pooled.reliability.perceiver == close(theirs["reliability"]["actor"])
    assert pooled.reliability.target == close(theirs["reliability"]["partner"])
    assert pooled.team_variance == close(theirs["group_variance"])
    assert (pooled.teams, pooled.people, pooled.mean_size) == (6, 48, 8.0)


def parcels_of(team):
    return analyse_parcels(*(tripler.square("teams_6", f"trust_{parcel}", team) for parcel in "ab"))


def test_one_team_pooled_by_parcels_is_itself_and_so_are_two_of_it():
    alone = parcels_of("1")
    for pooled in (pool_parcels([alone]), pool_parcels([alone, alone])):
        for name in ("perceiver_variance", "relationship_variance", "error_variance", "dyadic_covariance"):
            assert getattr(pooled, name).estimate == pytest.approx(getattr(alone, name).estimate)
            assert getattr(pooled, name).standardised == pytest.approx(getattr(alone, name).standardised)
        assert vars(pooled.reliability) == pytest.approx(vars(alone.reliability))


def test_parcels_of_several_teams_are_weighted_means_and_shares_of_a_whole():
    teams = [parcels_of(team) for team in "123456"]
    pooled, weights = pool_parcels(teams), np.array([team.n - 1 for team in teams])
    raw = np.array([team.relationship_variance.raw for team in teams])
    assert pooled.relationship_variance.raw == pytest.approx(weights @ raw / weights.sum())
    own = np.array(
        [[team.unstable.perceiver, team.unstable.target, team.unstable.relationship] for team in teams]
    )
    assert pooled.error_variance.raw == pytest.approx(np.maximum(weights @ own / weights.sum(), 0).sum())
    parts = (
        pooled.perceiver_variance,
        pooled.target_variance,
        pooled.relationship_variance,
        pooled.error_variance,
    )
    assert sum(part.standardised for part in parts) == pytest.approx(1)
    assert (pooled.teams, pooled.people) == (6, 48)


def test_two_variables_of_several_teams_are_weighted_means():
    teams = [
        analyse_two(*(tripler.square("teams_6", scale, team) for scale in tripler.SCALES))
        for team in "123456"
    ]
    pooled = pool_two(teams)
    weights = np.array([team.n - 1 for team in teams])
    raw = np.array([team.intrapersonal.raw for team in teams])
    assert pooled.intrapersonal.raw == pytest.approx(weights @ raw / weights.sum())
    variances = pooled.first.relationship_variance.raw * pooled.second.relationship_variance.raw
    assert pooled.intrapersonal.standardised == pytest.approx(pooled.intrapersonal.raw / variances**0.5)
    alone = pool_two(teams[:1])
    assert alone.targets.raw_se == pytest.approx(teams[0].targets.raw_se)
    assert alone.first.team_variance is None


def test_a_negative_variance_is_reported_as_nothing_and_blanks_its_correlations():
    result = analyse(tripler.square("team_06", "trust"))
    part = result.perceiver_variance
    assert part.raw < 0
    assert part.negative
    assert (part.estimate, part.standardised, part.se, part.t) == (0.0, None, None, None)
    assert (result.reliability.perceiver, result.generalized_reciprocity) == (None, None)
    shares = [result.target_variance.standardised, result.relationship_variance.standardised]
    assert sum(shares) == pytest.approx(1)
    np.testing.assert_array_equal(result.persons.perceiver_shrunk, np.zeros(6))


def test_shrunk_effects_are_raw_ones_times_reliability():
    result = analyse(tripler.square("team_10", "trust"))
    shrunk = result.persons.target * result.reliability.target
    np.testing.assert_allclose(result.persons.target_shrunk, shrunk, rtol=1e-12)


def test_results_cannot_be_changed():
    result = analyse(tripler.square("team_10", "trust"))
    for array in (result.relationship, result.persons.perceiver, result.persons.target_shrunk):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_parts_of_a_rating_add_up_to_it():
    x = tripler.square("team_08", "purpose")
    result = analyse(x)
    persons = result.persons.perceiver[:, None] + result.persons.target
    off = ~np.eye(8, dtype=bool)
    np.testing.assert_allclose((result.mean + persons + result.relationship)[off], x[off], rtol=1e-12)


def test_a_team_that_says_the_same_of_everybody_has_no_variance():
    result = analyse(ALIKE)
    assert [part.estimate for part in (result.perceiver_variance, result.relationship_variance)] == [0.0, 0.0]
    assert result.relationship_variance.standardised is None
    assert result.tests.perceiver.p is None
    assert (result.dyadic_reciprocity, result.reliability.target) == (None, None)


def test_ratings_without_anything_special_to_pairs_have_no_relationship_variance():
    generous = np.array([3.1, 4.2, 5.7, 2.9, 4.4])
    result = analyse(np.where(np.eye(5, dtype=bool), np.nan, generous[:, None] + np.zeros(5)))
    assert result.perceiver_variance.standardised == 1
    assert result.relationship_variance.estimate == 0
    assert result.dyadic_reciprocity is None


def test_the_diagonal_says_nothing():
    x = tripler.square("team_05", "trust")
    filled = np.where(np.eye(5, dtype=bool), 99.0, x)
    assert analyse(filled).target_variance == analyse(x).target_variance


@pytest.mark.parametrize(
    ("x", "why"),
    [
        (np.ones((3, 3)), "at least 4"),
        (np.ones((4, 5)), "square"),
        (np.ones(4), "square"),
        (np.full((4, 4), np.inf), "infinite"),
        (np.full((4, 4), np.nan), "too few ratings"),
    ],
)
def test_what_is_no_round_robin_is_refused(x, why):
    with pytest.raises(NotDefined, match=why):
        analyse(x)


def test_two_scales_of_different_people_are_refused():
    with pytest.raises(NotDefined, match="same people"):
        analyse_two(np.ones((4, 4)), np.ones((5, 5)))


def test_no_team_cannot_be_pooled():
    with pytest.raises(ValueError, match="no team"):
        pool([])


def test_many_teams_come_back_in_their_order():
    files = [("team_08", "trust"), ("team_04", "trust"), ("team_08", "purpose"), ("team_05", "trust")]
    teams = [tripler.square(*file) for file in files]
    together = analyse_many(teams)
    assert [team.relationship_variance for team in together] == [
        analyse(team).relationship_variance for team in teams
    ]
