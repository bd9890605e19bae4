"""How much of the ratings' variance is whose, and how surely: each share with its interval."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.results import MeanSquares, RoundRobin

DRAWS = 4000  # of each random number, always the same ones: the same ratings always give the same interval
TAILS = (0.025, 0.975)


@dataclass(frozen=True)
class Share:
    """A part of all variance, 0..1, and the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Shares:
    """How much of the ratings' variance is the rater's, the rated person's, and special to the two.

    The estimates sum to 1; a part estimated below zero has a share of 0. rough: from six or seven people; say so,
    and round to tenths.
    """

    perceiver: Share
    target: Share
    relationship: Share
    rough: bool


def shares(result: RoundRobin, *, rough: bool) -> Shares | None:
    """What are the shares of variance, and between which values do they lie? None where nothing varies.

    Generalized pivots: the mean squares of the ratings over what chance makes of them. (A, B, C) of persons from
    an inverse Wishart on its degrees of freedom, D·ν_D/χ² and E·ν_E/χ² of pairs, DRAWS fixed draws; of each
    draw the parts and their shares, a negative part counting as 0; of the shares the middle 95 %.
    Missing: the mean squares, degrees of freedom and leaks of the pattern of ratings that is there.
    Reference: Weerahandi (1993), J. American Statistical Association 88; docs/method.md.
    Checked: coverage .90 to .99 in simulation at n = 6 to 12, complete and with holes.
    """
    variances = (result.perceiver_variance, result.target_variance, result.relationship_variance)
    if all(part.standardised is None for part in variances):
        return None
    estimates = [part.standardised or 0.0 for part in variances]
    low, high = np.quantile(_drawn(result.squares), TAILS, axis=0)
    ends = zip(estimates, low.tolist(), high.tolist(), strict=True)
    perceiver, target, relationship = (
        Share(one, min(one, lowest), max(one, highest)) for one, lowest, highest in ends
    )
    return Shares(perceiver, target, relationship, rough)


def _drawn(squares: MeanSquares) -> Array:
    """(DRAWS, 3) shares that could be the true ones."""
    perceiver, target, alike, differing = _as_true(squares)
    parts = np.stack(
        [
            perceiver - squares.mean_in_perceiver * alike - squares.difference_in_perceiver * differing,
            target - squares.mean_in_target * alike - squares.difference_in_target * differing,
            (alike + differing) / 2,
        ],
        axis=-1,
    )
    positive = np.maximum(parts, 0.0)
    total = positive.sum(axis=-1, keepdims=True)
    return np.asarray(positive / np.where(total > 0, total, 1.0))


def _as_true(squares: MeanSquares) -> tuple[Array, Array, Array, Array]:
    """Mean squares of perceivers and targets, and of pairs, that could be the true ones, each (DRAWS,)."""
    persons, alike, differing = _chances(squares.df_persons, squares.df_pair_mean, squares.df_pair_difference)
    first, mixed, second = _root(squares)
    perceiver = first**2 * (persons[0] ** 2 + persons[1] ** 2)
    target = (mixed * persons[0]) ** 2 + (mixed * persons[1] + second * persons[2]) ** 2
    return (
        perceiver,
        target,
        max(squares.pair_mean, 0.0) * alike,
        max(squares.pair_difference, 0.0) * differing,
    )


@lru_cache(maxsize=128)
def _chances(persons: float, alike: float, differing: float) -> tuple[Array, Array, Array]:
    """What chance multiplies with: of persons a root of ν·W⁻¹, W a Wishart of two (Bartlett); of pairs ν/χ²."""
    rng = np.random.default_rng(2026)
    first = np.sqrt(rng.chisquare(persons, DRAWS))
    second = np.sqrt(rng.chisquare(max(persons - 1, 1), DRAWS))
    mixed = rng.standard_normal(DRAWS)
    root = np.sqrt(persons) * np.stack([1 / first, -mixed / (first * second), 1 / second])
    return (
        root,
        max(alike, 1) / rng.chisquare(max(alike, 1), DRAWS),
        max(differing, 1) / rng.chisquare(max(differing, 1), DRAWS),
    )


def _root(squares: MeanSquares) -> tuple[float, float, float]:
    """The lower triangle K with KK′ the persons' mean squares and product, as near as they can be one."""
    first = max(squares.perceiver, 0.0) ** 0.5
    mixed = squares.crossed / first if first > 0 else 0.0
    rest = max(squares.target, 0.0) - mixed**2
    return (
        (first, mixed, rest**0.5)
        if rest > 0
        else (first, max(squares.target, 0.0) ** 0.5 * np.sign(mixed), 0.0)
    )
