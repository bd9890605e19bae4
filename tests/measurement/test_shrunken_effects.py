import numpy as np
import pytest

from assessments.measurement.round_robin import analyse
from assessments.measurement.scoring import scale_scores
from assessments.measurement.shrunken_effects import shrunken_effects
from assessments.measurement.simulation import draw_answers, draw_teams, leave_holes


def teams(n, times):
    rng = np.random.default_rng(n)
    for _ in range(times):
        yield scale_scores(draw_answers(rng, draw_teams(rng, n)), 7)[0]


@pytest.mark.parametrize("n", [6, 8, 12, 30])
def test_complete_ratings_give_what_the_round_robin_gives(n):
    for x in teams(n, 10):
        persons = analyse(x).persons
        found = shrunken_effects(x)
        np.testing.assert_allclose(found, [persons.perceiver_shrunk, persons.target_shrunk], atol=1e-9)


def test_with_holes_they_are_near_those_of_reml():
    rng = np.random.default_rng(1)
    for x in teams(12, 20):
        holed = leave_holes(rng, x, 0.1)
        persons = analyse(holed).persons
        found = shrunken_effects(holed)
        np.testing.assert_allclose(found, [persons.perceiver_shrunk, persons.target_shrunk], atol=2)


def test_a_person_without_ratings_has_no_effect_and_leaves_the_others_theirs():
    x = next(teams(12, 1))
    x[3] = np.nan
    perceiver, target = shrunken_effects(x)
    assert perceiver[3] == 0 != target[3]
    assert np.count_nonzero(perceiver) == 11


@pytest.mark.parametrize("holes", [0.0, 0.4])
def test_what_cannot_be_known_is_nobodys(holes):
    rng = np.random.default_rng(2)
    x = leave_holes(rng, next(teams(5 if holes == 0 else 12, 1)), holes)
    assert not np.any(shrunken_effects(x))


def test_people_who_do_not_differ_have_no_effects():
    assert not np.any(shrunken_effects(np.full((8, 8), 60.0)))
