"""Simulated leadership teams: what is true between their people, and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

SCALES = 2  # trust, then shared purpose, in every array about pairs here
PRACTICE_VIEW_SD = 0.8  # of leaders' views of one practice of their team, in answer points
PRACTICE_ITEM_SD = 0.7


@dataclass(frozen=True)
class Population:
    """What simulated teams are drawn from; in answer points, first trust, then shared purpose.

    The defaults are such as round-robin studies of people at work report: about a quarter to a third of the
    stable variance is the perceiver's, a tenth to a fifth the target's, more than half is special to the
    two (Kenny, 1994). `generalized` and `dyadic` are the reciprocities per scale; `between_scales`
    correlates trust with shared purpose, for persons and for pairs alike. `item_offsets` say how much
    easier or harder each item of a scale is than the scale.
    """

    mean: tuple[float, float] = (4.8, 4.6)
    perceiver_sd: tuple[float, float] = (0.60, 0.57)
    target_sd: tuple[float, float] = (0.42, 0.40)
    relationship_sd: tuple[float, float] = (0.84, 0.88)
    generalized: tuple[float, float] = (0.0, 0.2)
    dyadic: tuple[float, float] = (0.3, 0.5)
    between_scales: float = 0.6
    item_sd: float = 0.76
    item_offsets: tuple[float, ...] = (0.2, 0.1, -0.2, -0.1)

    @property
    def perceiver_target_covariance(self) -> Array:
        """σ_ab per scale, (2,)."""
        return np.array(self.generalized) * self.perceiver_sd * np.array(self.target_sd)

    @property
    def dyadic_covariance(self) -> Array:
        """σ_gg per scale, (2,)."""
        return np.array(self.dyadic) * np.square(self.relationship_sd)


LEADERSHIP = Population()


@dataclass(frozen=True)
class TrueTeams:
    """What is true before anybody answers; `...` is any number of teams stacked, or nothing for one team.

    mean (2,); perceiver and target (..., 2, n); relationship (..., 2, n, n) with a diagonal that means
    nothing.
    """

    population: Population
    mean: Array
    perceiver: Array
    target: Array
    relationship: Array

    @property
    def n(self) -> int:
        """People per team."""
        return self.perceiver.shape[-1]

    def scores(self) -> Array:
        """Ratings without error: (..., 2, n, n), [scale, rater, about], in answer points, diagonal NaN."""
        level = self.mean[:, None, None]
        persons = self.perceiver[..., :, None] + self.target[..., None, :]
        return _without_self(level + persons + self.relationship)


def draw_teams(
    rng: Generator, n: int, population: Population = LEADERSHIP, teams: tuple[int, ...] = ()
) -> TrueTeams:
    """Draw one team of `n` (or a stack of shape `teams`) from a population: the social relations model.

    Persons' perceiver and target effects correlate as `generalized` says, the two halves of a pair as
    `dyadic` says.
    Reference: Warner, Kenny & Stoto (1979).
    Checked: variances and covariances of 4,000 draws, 2 %.
    """
    perceiver, target = _draw_persons(rng, n, population, teams)
    return TrueTeams(
        population, np.array(population.mean), perceiver, target, _draw_pairs(rng, n, population, teams)
    )


def next_round(
    rng: Generator, before: TrueTeams, stability: float = 0.9, change: Sequence[float] = (0.0, 0.0)
) -> TrueTeams:
    """The same teams some months later: true effects that have moved, and a mean that may have.

    stability: the correlation of a true effect with itself a round ago; every effect becomes stability·old +
    √(1 − stability²)·new, so variances and reciprocities stay what they were. change: of the mean, per scale.
    Errors: ValueError for a stability outside 0..1.
    Checked: correlation, variances and mean of 4,000 draws, 2 %.
    """
    if not 0 <= stability <= 1:
        raise ValueError(f"stability is a correlation from 0 to 1, not {stability}")
    fresh = draw_teams(rng, before.n, before.population, before.perceiver.shape[:-2])
    keep, renew = stability, np.sqrt(1 - stability**2)
    return replace(
        before,
        mean=before.mean + np.asarray(change),
        perceiver=keep * before.perceiver + renew * fresh.perceiver,
        target=keep * before.target + renew * fresh.target,
        relationship=keep * before.relationship + renew * fresh.relationship,
    )


def draw_answers(
    rng: Generator, truth: TrueTeams, points: int = 7, day_sd: float = 0.0, halo: float = 0.0
) -> Array:
    """What everybody answers about everybody: (..., 2, n, n, k) whole numbers 1..points, diagonal NaN.

    Each item is the true rating plus the item's offset plus an error of its own, rounded and kept on the
    scale. The item error and the rounding together give a standard error of measurement near .4 of a point
    for four items. day_sd: of the better or worse day that all items of one view share, in answer points;
    .38 is a tenth of the variance of views. halo: how far the day of one view on trust is the day of the same
    view on shared purpose, a correlation from 0 to 1.
    """
    easier = np.array(truth.population.item_offsets)
    true_items = truth.scores()[..., None] + easier
    if day_sd:
        true_items = true_items + day_sd * _days(rng, true_items.shape[:-1], halo)[..., None]
    felt = true_items + rng.normal(0.0, truth.population.item_sd, true_items.shape)
    return np.clip(np.rint(felt), 1, points)


def draw_needs(rng: Generator, truth: TrueTeams, points: int = 5) -> Array:
    """How closely each says the two need to work: (..., n, n) whole numbers 1..points, diagonal NaN.

    The need belongs to the pair (their two jobs), so both answers share it and differ by a little; it is
    drawn independently of trust and shared purpose, so that some pairs that need each other much sit low.
    """
    shape = (*truth.perceiver.shape[:-2], truth.n, truth.n)
    middle = (1 + points) / 2
    shared = _mirrored(rng.normal(0.0, 1.0, shape), sign=1)
    felt = middle + 1.1 * shared + rng.normal(0.0, 0.4, shape)
    return _without_self(np.clip(np.rint(felt), 1, points))


def draw_practices(rng: Generator, n: int, items: Sequence[int], points: int = 7) -> list[Array]:
    """What `n` leaders answer about their team's practices: per practice an (n, items) array of 1..points.

    Each practice has a level of its own, each leader an own view of it, each item an error: the leaders agree
    moderately, as teams do about their own habits.
    """
    levels = rng.normal(0.62 * (points + 1), 0.6, len(items))
    return answer_practices(rng, levels, draw_practice_views(rng, n, len(items)), items, points)


def draw_practice_views(rng: Generator, n: int, practices: int) -> Array:
    """How far each leader's view of each practice lies from the team's: (n, practices), in answer points."""
    return rng.normal(0.0, PRACTICE_VIEW_SD, (n, practices))


def next_practice_views(rng: Generator, before: Array, stability: float = 0.9) -> Array:
    """The same leaders' views some months later, correlated `stability` with those before; as in `next_round`."""
    return stability * before + np.sqrt(1 - stability**2) * draw_practice_views(rng, *before.shape)


def answer_practices(
    rng: Generator, levels: ArrayLike, views: Array, items: Sequence[int], points: int = 7
) -> list[Array]:
    """Per practice an (n, items) array of 1..points: levels (p,) and views (n, p), with an error for each item."""
    true = np.asarray(levels) + views
    felt = [
        true[:, [place]] + rng.normal(0.0, PRACTICE_ITEM_SD, (len(true), k)) for place, k in enumerate(items)
    ]
    return [np.clip(np.rint(one), 1, points) for one in felt]


def leave_holes(rng: Generator, x: Array, share: float) -> Array:
    """A copy of round-robin matrices (..., n, n) in which each rating is missing with probability `share`."""
    return np.where(rng.random(x.shape) < share, np.nan, x)


def silence(x: Array, people: Sequence[int]) -> Array:
    """A copy of round-robin matrices (..., n, n) in which these people rated nobody; they are still rated."""
    quiet = x.copy()
    quiet[..., list(people), :] = np.nan
    return quiet


def _days(rng: Generator, shape: tuple[int, ...], halo: float) -> Array:
    """A standard normal day of every view, (..., 2, n, n)."""
    days = rng.normal(0.0, 1.0, shape)
    if halo:
        common = rng.normal(0.0, 1.0, (*shape[:-3], 1, *shape[-2:]))
        days = np.sqrt(halo) * common + np.sqrt(1 - halo) * days
    return days


def _draw_persons(
    rng: Generator, n: int, population: Population, teams: tuple[int, ...]
) -> tuple[Array, Array]:
    shape = (*teams, SCALES, n)
    alike, unlike = _halves(population.generalized, (SCALES, 1))
    shared = _correlated(rng, shape, population.between_scales, axis=-2)
    opposed = _correlated(rng, shape, population.between_scales, axis=-2)
    perceiver = np.array(population.perceiver_sd)[:, None] * (alike * shared + unlike * opposed)
    target = np.array(population.target_sd)[:, None] * (alike * shared - unlike * opposed)
    return perceiver, target


def _draw_pairs(rng: Generator, n: int, population: Population, teams: tuple[int, ...]) -> Array:
    shape = (*teams, SCALES, n, n)
    alike, unlike = _halves(population.dyadic, (SCALES, 1, 1))
    shared = _mirrored(_correlated(rng, shape, population.between_scales, axis=-3), sign=1)
    opposed = _mirrored(_correlated(rng, shape, population.between_scales, axis=-3), sign=-1)
    return np.array(population.relationship_sd)[:, None, None] * (alike * shared + unlike * opposed)


def _halves(correlation: Sequence[float], shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Weights w, v: x = w·s + v·d and y = w·s − v·d correlate as told, s and d standard and independent."""
    r = np.reshape(correlation, shape)
    return np.sqrt((1 + r) / 2), np.sqrt((1 - r) / 2)


def _correlated(rng: Generator, shape: tuple[int, ...], correlation: float, axis: int) -> Array:
    """Standard normal draws of which the two scales, along `axis`, correlate as told."""
    first, second = np.moveaxis(rng.normal(0.0, 1.0, shape), axis, 0)
    return np.stack([first, correlation * first + np.sqrt(1 - correlation**2) * second], axis)


def _mirrored(x: Array, sign: int) -> Array:
    """x with its lower triangle made the mirror (sign 1) or negative mirror (sign −1) of the upper."""
    upper = np.triu(x, 1)
    return upper + sign * np.swapaxes(upper, -1, -2)


def _without_self(x: Array) -> Array:
    n = x.shape[-1]
    return np.where(np.eye(n, dtype=bool), np.nan, x)
