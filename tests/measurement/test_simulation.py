"""The simulated teams have the variances, covariances and movements that they are told to have."""

import numpy as np
import pytest

from assessments.measurement import reliability, simulation
from assessments.measurement.simulation import LEADERSHIP, Population

OFF = ~np.eye(8, dtype=bool)


@pytest.fixture(scope="module")
def many() -> simulation.TrueTeams:
    return simulation.draw_teams(np.random.default_rng(5), 8, teams=(4000,))


def test_persons_vary_and_reciprocate_as_the_population_says(many: simulation.TrueTeams) -> None:
    np.testing.assert_allclose(many.perceiver.std(axis=(0, 2)), LEADERSHIP.perceiver_sd, rtol=0.02)
    np.testing.assert_allclose(many.target.std(axis=(0, 2)), LEADERSHIP.target_sd, rtol=0.02)
    together = (many.perceiver * many.target).mean(axis=(0, 2))
    np.testing.assert_allclose(together, LEADERSHIP.perceiver_target_covariance, atol=0.005)


def test_pairs_vary_and_reciprocate_as_the_population_says(many: simulation.TrueTeams) -> None:
    special = many.relationship[..., OFF]
    np.testing.assert_allclose(special.std(axis=(0, 2)), LEADERSHIP.relationship_sd, rtol=0.02)
    returned = (many.relationship * many.relationship.mT)[..., OFF].mean(axis=(0, 2))
    np.testing.assert_allclose(returned, LEADERSHIP.dyadic_covariance, atol=0.01)


def test_the_two_scales_go_together(many: simulation.TrueTeams) -> None:
    trust, purpose = np.moveaxis(many.perceiver, 1, 0)
    assert np.corrcoef(trust.ravel(), purpose.ravel())[0, 1] == pytest.approx(0.6, abs=0.02)


def test_answers_look_like_answers() -> None:
    rng = np.random.default_rng(6)
    answers = simulation.draw_answers(rng, simulation.draw_teams(rng, 8, teams=(200,)))
    assert answers.shape == (200, 2, 8, 8, 4)
    assert np.isnan(answers[..., ~OFF, :]).all()
    given = answers[..., OFF, :]
    assert set(np.unique(given)) == set(range(1, 8))
    assert given.mean() == pytest.approx(4.7, abs=0.1)
    assert reliability.sem(given[:, 0].reshape(-1, 4)) == pytest.approx(0.4, abs=0.03)
    assert 0.84 <= reliability.alpha(given[:, 0].reshape(-1, 4)) <= 0.90


def test_the_same_seed_gives_the_same_team() -> None:
    first, second = (simulation.draw_teams(np.random.default_rng(7), 6).scores() for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_round_later_effects_have_moved_and_kept_their_variance(many: simulation.TrueTeams) -> None:
    later = simulation.next_round(np.random.default_rng(8), many, stability=0.8, change=(0.4, 0.2))
    np.testing.assert_allclose(later.mean - many.mean, (0.4, 0.2))
    np.testing.assert_allclose(later.target.std(axis=(0, 2)), LEADERSHIP.target_sd, rtol=0.02)
    kept = np.corrcoef(many.perceiver.ravel(), later.perceiver.ravel())[0, 1]
    assert kept == pytest.approx(0.8, abs=0.02)


def test_fully_stable_effects_do_not_move() -> None:
    rng = np.random.default_rng(9)
    team = simulation.draw_teams(rng, 5)
    np.testing.assert_array_equal(simulation.next_round(rng, team, stability=1.0).scores(), team.scores())
    with pytest.raises(ValueError, match="stability"):
        simulation.next_round(rng, team, stability=1.1)


def test_needs_are_nearly_mutual_whole_numbers() -> None:
    rng = np.random.default_rng(10)
    needs = simulation.draw_needs(rng, simulation.draw_teams(rng, 8, teams=(100,)))
    given = needs[..., OFF]
    assert set(np.unique(given)) == {1, 2, 3, 4, 5}
    assert np.corrcoef(given.ravel(), needs.mT[..., OFF].ravel())[0, 1] > 0.7


def test_practices_have_a_table_of_answers_each() -> None:
    answers = simulation.draw_practices(np.random.default_rng(11), 9, items=(3, 2))
    assert [table.shape for table in answers] == [(9, 3), (9, 2)]
    assert all(set(np.unique(table)) <= set(range(1, 8)) for table in answers)


def test_holes_and_silence_take_ratings_away_from_a_copy() -> None:
    rng = np.random.default_rng(12)
    scores = simulation.draw_teams(rng, 8, Population(), teams=(300,)).scores()[:, 0]
    holed = simulation.leave_holes(rng, scores, 0.2)
    assert np.isnan(holed[:, OFF]).mean() == pytest.approx(0.2, abs=0.01)
    quiet = simulation.silence(scores, [2, 5])
    assert np.isnan(quiet[:, [2, 5]]).all()
    assert np.isnan(quiet[:, OFF]).sum() == 300 * 14
    assert not np.isnan(scores[:, OFF]).any()
