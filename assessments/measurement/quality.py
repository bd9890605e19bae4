"""Careless patterns in one participant's answers: worth a look, never a reason to delete anything."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.measurement.scoring import MINIMUM_ANSWERED

Array = NDArray[np.float64]

# Somebody may see two colleagues alike in everything; from three on, equal answers say more about the answering.
MINIMUM_COLLEAGUES = 3
# One straight row of answers is common and can be meant; in more than half of the colleagues it is a habit.
STRAIGHT_SHARE = 0.5
USUAL_POINTS = 7
# A pattern that somebody who throws dice shows more often than this tells nothing.
MOST_BY_CHANCE = 0.01
# A rater's own noise over the team's median: whoever answers at random scatters about their own means several
# times as widely as the others, and whoever repeats one answer hardly at all. In simulation at least 98 of 100
# random answerers pass the upper limit, and fewer than 1 in 1,000 honest raters one of the two.
MOST_OWN_NOISE = 3.0
LEAST_OWN_NOISE = 0.25
MINIMUM_RATERS = 5  # a median of fewer is half made of the rater in question
# Reading an item of this length takes longer than two seconds (Huang et al., 2012); the median forgives a few.
FASTEST_READING = 2.0


class Pattern(StrEnum):
    """What about a participant's answers is worth a look."""

    SAME_TO_ALL = "same_to_all"  # every answer about everybody is the same
    STRAIGHT_ROWS = "straight_rows"  # for over half of the colleagues all items have one answer
    OWN_NOISE_HIGH = "own_noise_high"  # the items contradict each other far more than in the others' answers
    OWN_NOISE_LOW = "own_noise_low"  # the items hardly differ from each other, far less than in the others'
    HURRIED = "hurried"  # half of the items were answered faster than they can be read


def patterns(
    answers: ArrayLike, seconds: ArrayLike | None = None, points: int = USUAL_POINTS
) -> tuple[Pattern, ...]:
    """Do one participant's answers look as if they were given without reading?

    answers: (c, k) about c colleagues on the k items of both scales, NaN where there is none.
    seconds: how long single items took, any number of them, or None where nothing was timed. points: of the
    answer scale: with few points and items equal answers are no pattern, since chance makes them too.
    Returns the patterns found, the more telling first; SAME_TO_ALL includes STRAIGHT_ROWS and replaces it.
    Missing: colleagues with fewer than MINIMUM_ANSWERED of the items, or a single one, do not count; below
    MINIMUM_COLLEAGUES no pattern in answers is looked for. Missing times are left out.
    Reference: long-string and response-time indices, Huang et al. (2012), J. Business and Psychology 27;
    Meade & Craig (2012), Psychological Methods 17. The limits are conventions of docs/method.md.
    Checked: by hand on small tables, each limit from both sides; at most 1 in 100 simulated raters is
    flagged.
    """
    found = _in_answers(np.asarray(answers, dtype=float), points)
    return (*found, Pattern.HURRIED) if seconds is not None and _hurried(seconds) else found


def team_patterns(
    answers: ArrayLike,
    scales: Sequence[int] = (),
    points: int = USUAL_POINTS,
    seconds: ArrayLike | None = None,
) -> dict[int, tuple[Pattern, ...]]:
    """Which raters of a team show patterns? Their places on the roster, and what.

    answers: (n, n, k), row rater. scales: how many of the k items each scale has, in their order; without it
    nobody's own noise is looked at. points: of the answer scale. Too little of it is not said where a pattern
    in the answers says more. seconds: (n, n) what an item took in the middle, for each rating, NaN where it was
    not timed; None for none.
    """
    cube = np.asarray(answers, dtype=float)
    times = np.full(cube.shape[:2], np.nan) if seconds is None else np.asarray(seconds, dtype=float)
    found = {rater: patterns(about, times[rater], points=points) for rater, about in enumerate(cube)}
    for rater, noise in _own_noise_patterns(cube, scales).items():
        if noise is Pattern.OWN_NOISE_HIGH or not found[rater]:
            found[rater] = (*found[rater], noise)
    return {rater: some for rater, some in found.items() if some}


def own_noise(answers: ArrayLike) -> Array:
    """How much do one rater's answers contradict each other, beside the team's median rater?

    answers: (n, n, k), row rater, the k items of one scale, NaN where there is none. Per rater the residual
    mean square of their colleagues × items table (each colleague's level and each item's own difficulty
    taken out), over the median of the team. 1 is usual; above MOST_OWN_NOISE, below LEAST_OWN_NOISE it is
    worth a look.
    Returns (n,). Missing: colleagues with a missing item are left out; NaN below MINIMUM_COLLEAGUES, for a
    single item, and for everybody below MINIMUM_RATERS or where the median is 0.
    Reference: Meade & Craig (2012), Psychological Methods 17, on the variability of a person's answers.
    Checked: the table's residuals by numpy's lstsq; in simulation at 6 to 12 people at least 95 of 100 random
    answerers pass MOST_OWN_NOISE and at most 1 of 100 honest raters either limit.
    """
    squares = np.array([_residual_mean_square(about) for about in np.asarray(answers, dtype=float)])
    known = squares[~np.isnan(squares)]
    median = float(np.median(known)) if known.size >= MINIMUM_RATERS else 0.0
    return squares / median if median > 0 else np.full(squares.shape, np.nan)


def _own_noise_patterns(cube: Array, scales: Sequence[int]) -> dict[int, Pattern]:
    """Whose own noise, the mean over the scales, is out of the ordinary?"""
    if not scales:
        return {}
    each = np.split(cube, np.cumsum(scales)[:-1], axis=-1)
    index = np.stack([own_noise(answers) for answers in each]).mean(axis=0)
    high = {int(rater): Pattern.OWN_NOISE_HIGH for rater in np.flatnonzero(index > MOST_OWN_NOISE)}
    low = {int(rater): Pattern.OWN_NOISE_LOW for rater in np.flatnonzero(index < LEAST_OWN_NOISE)}
    return high | low


def _residual_mean_square(about: Array) -> float:
    x = about[~np.isnan(about).any(axis=1)]
    colleagues, k = x.shape
    if colleagues < MINIMUM_COLLEAGUES or k < 2:
        return float("nan")
    rest = x - x.mean(axis=1, keepdims=True) - x.mean(axis=0) + x.mean()
    return float((rest**2).sum() / ((colleagues - 1) * (k - 1)))


def without(x: Array, raters: Iterable[int]) -> Array:
    """Ratings (..., n, n) without those that these people gave, so that scores can be shown with and without.

    A copy; the people stay on the roster and stay rated.
    """
    rest = x.copy()
    rest[..., list(raters), :] = np.nan
    return rest


def _in_answers(answers: Array, points: int) -> tuple[Pattern, ...]:
    given = ~np.isnan(answers)
    counted = given.sum(axis=1) >= max(2, MINIMUM_ANSWERED * answers.shape[1])
    if counted.sum() < MINIMUM_COLLEAGUES:
        return ()
    low = np.where(given, answers, np.inf).min(axis=1)[counted]
    high = np.where(given, answers, -np.inf).max(axis=1)[counted]
    items = int(given.sum(axis=1)[counted].min())
    straight, colleagues = int((low == high).sum()), len(low)
    if not _is_rare(straight, colleagues, float(points) ** (1 - items)):
        return ()
    if low.min() == high.max():
        return (Pattern.SAME_TO_ALL,)
    return (Pattern.STRAIGHT_ROWS,) if straight > STRAIGHT_SHARE * colleagues else ()


def _is_rare(straight: int, rows: int, chance: float) -> bool:
    """Would dice show so many straight rows in at most MOST_BY_CHANCE of cases? chance: of one, A^(1 − k)."""
    tail = sum(comb(rows, n) * chance**n * (1 - chance) ** (rows - n) for n in range(straight, rows + 1))
    return tail <= MOST_BY_CHANCE


def _hurried(seconds: ArrayLike) -> bool:
    times = np.asarray(seconds, dtype=float)
    times = times[~np.isnan(times)]
    return bool(times.size) and bool(np.median(times) < FASTEST_READING)
