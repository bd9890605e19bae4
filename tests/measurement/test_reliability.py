"""Reliability against psych's numbers, published tables and the definitions."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from assessments.measurement import f_distribution, reliability
from assessments.measurement.instrument import DEFAULT
from assessments.measurement.simulation import draw_answers, draw_teams

REFERENCE = Path(__file__).parent.parent / "reference"
ITEMS = {"trust": ("T1", "T2", "T3", "T4"), "purpose": ("P1", "P2", "P3", "P4")}
PSYCH = json.loads((REFERENCE / "alpha_sem.json").read_text())

# Shrout & Fleiss (1979), table 2: six targets, each rated by four judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)


def answers_of(team: str, scale: str) -> NDArray[np.float64]:
    with (REFERENCE / f"{team}.csv").open() as file:
        return np.array([[float(row[item]) for item in ITEMS[scale]] for row in csv.DictReader(file)])


@pytest.mark.parametrize("team", PSYCH)
@pytest.mark.parametrize("scale", ITEMS)
def test_alpha_and_sem_equal_those_of_psych(team: str, scale: str) -> None:
    answers = answers_of(team, scale)
    assert reliability.alpha(answers) == pytest.approx(PSYCH[team][f"alpha_{scale}"], rel=1e-9)
    assert reliability.sem(answers) == pytest.approx(PSYCH[team][f"sem_{scale}"], rel=1e-9)


def test_sem_is_the_spread_of_scores_that_alpha_leaves_unexplained() -> None:
    answers = answers_of("team_08", "trust")
    spread = answers.mean(axis=1).std(ddof=1)
    assert reliability.sem(answers) == pytest.approx(
        spread * math.sqrt(1 - reliability.alpha(answers)), rel=1e-12
    )


def test_ratings_with_a_missing_item_are_left_out() -> None:
    answers = answers_of("team_08", "trust")
    holed = np.vstack([answers, [7, 1, math.nan, 4]])
    assert reliability.alpha(holed) == reliability.alpha(answers)
    assert reliability.sem(holed) == reliability.sem(answers)


@pytest.mark.parametrize(
    "answers",
    [np.empty((0, 4)), np.array([[1.0, 2, 3, 4]]), np.ones((9, 4)), np.arange(9.0).reshape(9, 1)],
    ids=["no rating", "one rating", "no variance", "one item"],
)
def test_alpha_is_not_a_number_where_it_is_undefined(answers: NDArray[np.float64]) -> None:
    assert math.isnan(reliability.alpha(answers))


def test_the_interval_is_the_jackknife_over_raters_written_out() -> None:
    answers = answers_of("team_06", "trust")
    raters = np.repeat(np.arange(6), 5)
    without = np.array([reliability.alpha(answers[raters != one]) for one in range(6)])
    se = math.sqrt(5 / 6 * np.sum((without - without.mean()) ** 2))
    half = stats.t.ppf(0.975, 5) * se
    low, high = reliability.alpha_interval(answers, raters)
    assert low == pytest.approx(reliability.alpha(answers) - half, rel=1e-9)
    assert high == pytest.approx(min(1.0, reliability.alpha(answers) + half), rel=1e-9)


def test_the_interval_takes_names_as_raters_and_any_order() -> None:
    answers = answers_of("team_06", "trust")
    names = np.repeat(["Ada", "Ben", "Cleo", "Dan", "Eve", "Fay"], 5)
    order = np.random.default_rng(1).permutation(30)
    assert reliability.alpha_interval(answers[order], names[order]) == pytest.approx(
        reliability.alpha_interval(answers, names)
    )


def test_no_interval_from_two_raters() -> None:
    answers = answers_of("team_06", "trust")[:10]
    assert all(math.isnan(end) for end in reliability.alpha_interval(answers, np.repeat([1, 2], 5)))


@pytest.mark.slow
def test_the_interval_holds_the_true_alpha_in_about_95_of_100_samples() -> None:
    rng, n = np.random.default_rng(11), 8
    off = ~np.eye(n, dtype=bool)
    raters = np.nonzero(off)[0]
    answers = draw_answers(rng, draw_teams(rng, n, teams=(2000,)))[:, 0][:, off]
    truth = reliability.alpha(answers.reshape(-1, 4))
    intervals = [reliability.alpha_interval(team, raters) for team in answers[:500]]
    assert 0.93 <= np.mean([low <= truth <= high for low, high in intervals]) <= 0.98


def test_noise_is_pooled_from_enough_ratings_on_0_to_100() -> None:
    answers = answers_of("team_06", "trust")
    noise = reliability.scale_noise(answers, DEFAULT)
    assert (noise.ratings, noise.is_default) == (30, False)
    assert noise.sem == pytest.approx(100 * PSYCH["team_06"]["sem_trust"] / 6, rel=1e-9)


def test_noise_is_the_default_below_30_complete_ratings() -> None:
    answers = answers_of("team_06", "trust")
    answers[0, 0] = math.nan
    noise = reliability.scale_noise(answers, DEFAULT)
    assert (noise.sem, noise.ratings, noise.is_default) == (DEFAULT.default_sem, 29, True)


def test_answers_without_any_error_are_a_pattern_and_no_perfect_measure() -> None:
    straight = np.repeat(np.arange(40.0)[:, None] % 7 + 1, 4, axis=1)
    assert reliability.scale_noise(straight, DEFAULT).is_default


def test_rwg_j_of_full_agreement_chance_and_a_case_by_hand() -> None:
    assert reliability.rwg_j(np.full((5, 3), 4.0), 7) == 1
    assert reliability.rwg_j(np.array([[1.0, 1, 1], [7.0, 7, 7]]), 7) == 0
    # Two items, variance 1 and 1 between judges; by chance (49 − 1)/12 = 4: 2·.75 / (2·.75 + .25) = 6/7.
    assert reliability.rwg_j(np.array([[3.0, 5], [4.0, 4], [5.0, 3]]), 7) == pytest.approx(6 / 7)
    assert math.isnan(reliability.rwg_j(np.array([[3.0, 5]]), 7))


def test_icc_equals_shrout_and_fleiss() -> None:
    targets = np.repeat(np.arange(6), 4)
    assert round(reliability.icc1(SHROUT_FLEISS.ravel(), targets), 2) == 0.17
    assert round(reliability.icc2(SHROUT_FLEISS.ravel(), targets), 2) == 0.44


def test_icc_leaves_out_missing_scores_and_needs_two_groups() -> None:
    targets = np.append(np.repeat(np.arange(6), 4), 0)
    scores = np.append(SHROUT_FLEISS.ravel(), math.nan)
    assert reliability.icc1(scores, targets) == reliability.icc1(scores[:-1], targets[:-1])
    assert math.isnan(reliability.icc1([1.0, 2.0], ["a", "a"]))
    assert math.isnan(reliability.icc2([1.0, 2.0], ["a", "b"]))


SIZES = np.array([0.5, 1, 1.5, 3.3, 8, 20, 44, 100, 500, 2000])


def test_the_incomplete_beta_function_equals_that_of_scipy() -> None:
    a, b, x = np.meshgrid(SIZES, SIZES, np.linspace(0, 1, 43), indexing="ij")
    ours, theirs = f_distribution.incomplete_beta(a, b, x), special.betainc(a, b, x)
    np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-200)


def test_f_tails_equal_those_of_scipy() -> None:
    f, df1, df2 = np.meshgrid([0, 0.01, 0.7, 1, 2.5, 7, 40], SIZES * 2, SIZES * 2, indexing="ij")
    np.testing.assert_allclose(
        f_distribution.f_tail(f, df1, df2), stats.f.sf(f, df1, df2), rtol=2e-11, atol=1e-200
    )


def test_f_tails_of_very_many_ratios_all_converge() -> None:
    rng = np.random.default_rng(3)
    f, df1, df2 = (
        np.exp(rng.normal(0, 1, 200_000)),
        rng.uniform(0.5, 40, 200_000),
        rng.uniform(0.5, 400, 200_000),
    )
    np.testing.assert_allclose(
        f_distribution.f_tail(f, df1, df2), stats.f.sf(f, df1, df2), rtol=1e-10, atol=1e-200
    )


def test_f_tails_at_the_ends() -> None:
    tails = f_distribution.f_tail([-1, 0, math.inf, math.nan], 3, 5)
    np.testing.assert_array_equal(tails, [1, 1, 0, math.nan])


@pytest.mark.parametrize("df", [1, 2, 5.5, 10, 100, 1000])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_t_quantiles_equal_those_of_scipy(df: float, level: float) -> None:
    assert f_distribution.t_quantile(level, df) == pytest.approx(stats.t.ppf((1 + level) / 2, df), rel=1e-10)
    assert f_distribution.t_tail(-2.0, df) == pytest.approx(2 * stats.t.sf(2, df), rel=1e-11)
