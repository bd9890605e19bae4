"""The team's practices: how far each is a habit, how much the leaders agree about it, which stand out, what moved."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.f_distribution import t_quantile, t_tail
from assessments.measurement.moves import BY_CHANCE, discoveries
from assessments.measurement.pairs import Floats, Movement
from assessments.measurement.reliability import rwg_j, rwg_of

Flags = NDArray[np.bool_]

# LeBreton & Senter (2008), Organizational Research Methods 11: up to .30 lack of agreement, to .50 weak, to .70
# moderate, to .90 strong, above very strong. Conventions.
WEAK_UP_TO = 0.50
MODERATE_UP_TO = 0.70
STRONG_UP_TO = 0.90
# Among five who answer at random rwg reaches .72 in 5 of 100 cases: agreement is named only beyond that.
CHANCE_LEVEL = 0.95
CHANCE_DRAWS = 4000
CHANCE_SEED = 1984
INTERVAL = 0.95


class Agreement(StrEnum):
    """How much the leaders agree about one practice, in words."""

    NOT_TOLD = "not_told"  # no more than answers given at random would, among so few
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"
    VERY_STRONG = "very_strong"


class Standing(StrEnum):
    """How a practice stands to the team's other practices."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    LIKE_THE_OTHERS = "like_the_others"


@dataclass(frozen=True)
class Level:
    """One practice, 0..100: the leaders' mean, its 95 % interval, their standard deviation, how much they agree."""

    mean: float
    low: float
    high: float
    spread: float
    agreement: Agreement


@dataclass(frozen=True)
class Change:
    """How far one practice has moved for those who answered twice, in points of 100, with its 95 % interval."""

    points: float
    low: float
    high: float
    movement: Movement


def one_set(scores: Floats, fewest: int) -> tuple[Flags, Flags]:
    """Of whom, and of which practices, are the figures made, so that all of them are of the same people?

    Two figures of nearly the same people tell what the few said who are in one only; and practices are compared
    within people. So: the most practices that at least `fewest` people all answered; of those, the most people.
    scores: (n, p) on 0..100, NaN where there is none. fewest: people, at least 1.
    Returns (n,) people and (p,) practices; none of either where even one practice has too few.
    Missing: who lacks one of the chosen practices is left out of all of them.
    Checked: every choice of practices one by one, by hypothesis.
    """
    given = ~np.isnan(scores)
    practices = range(scores.shape[1])
    for size in range(scores.shape[1], 0, -1):
        sets = {some: given[:, some].all(axis=1) for some in combinations(practices, size)}
        best = max(sets, key=lambda some: int(sets[some].sum()))
        if sets[best].sum() >= fewest:
            return np.asarray(sets[best], dtype=bool), np.isin(practices, best)
    return np.zeros(len(scores), dtype=bool), np.zeros(scores.shape[1], dtype=bool)


def level(scores: Floats, answers: Floats, points: int) -> Level:
    """How far is one practice a habit of the team, and how much do its leaders agree about it?

    The mean with its t interval on n − 1 degrees of freedom: as if those who answered were some of all who could
    judge the team, which is the cautious reading.
    scores: (n,) on 0..100, one a leader. answers: (n, k), the items behind them, 1..points.
    Missing: none in scores; leaders with a missing item do not count for agreement.
    Errors: ValueError below two leaders.
    Checked: scipy.stats.t.interval.
    """
    if len(scores) < 2:
        raise ValueError(f"A practice is of at least two leaders, not {len(scores)}.")
    low, high = _interval(scores)
    return Level(
        mean=float(scores.mean()),
        low=max(0.0, low),
        high=min(100.0, high),
        spread=float(scores.std(ddof=1)),
        agreement=agreement(answers, points),
    )


def agreement(answers: Floats, points: int) -> Agreement:
    """How much do the leaders agree about one practice, in words? From `rwg_j`, where it is more than chance.

    answers: (n, k) of 1..points. NOT_TOLD where so many would reach it in 5 of 100 cases by answering at random.
    Missing: leaders with a missing item are left out; NOT_TOLD below two.
    Reference: LeBreton & Senter (2008), Organizational Research Methods 11; Dunlap, Burke & Smith-Crowe (2003),
    J. Applied Psychology 88, for what chance brings.
    Checked: each limit from both sides; random answers are named in at most 6 of 100 cases.
    """
    complete = answers[~np.isnan(answers).any(axis=1)]
    found = rwg_j(complete, points)
    if math.isnan(found) or found <= by_chance(len(complete), complete.shape[1], points):
        return Agreement.NOT_TOLD
    if found > STRONG_UP_TO:
        return Agreement.VERY_STRONG
    if found > MODERATE_UP_TO:
        return Agreement.STRONG
    return Agreement.MODERATE if found > WEAK_UP_TO else Agreement.WEAK


@lru_cache(maxsize=256)
def by_chance(n: int, items: int, points: int) -> float:
    """Which rwg do n leaders who answer at random, all points alike, stay below in 95 of 100 cases? Fixed draws."""
    rng = np.random.default_rng(CHANCE_SEED)
    variances = rng.integers(1, points + 1, (CHANCE_DRAWS, n, items)).var(axis=1, ddof=1).mean(axis=-1)
    return rwg_of(float(np.quantile(variances, 1 - CHANCE_LEVEL)), items, points)


def standings(scores: Floats) -> tuple[Standing, ...]:
    """Which practices stand out from the team's others, beyond what so few leaders' differences would bring?

    Each leader's score of a practice less the mean of that leader's others, by a t-test over leaders; which of
    them are named is decided as for every list (`moves.discoveries`), and none that would be within 1.96
    standard errors' chance of its own.
    scores: (n, p) on 0..100, no NaN. With one practice, or one leader, none stands out.
    Reference: Benjamini & Hochberg (1995).
    Checked: scipy.stats.ttest_1samp; among equal practices one is named in at most 10 of 100 simulated teams.
    """
    count = scores.shape[1]
    if count < 2 or len(scores) < 2:
        return (Standing.LIKE_THE_OTHERS,) * count
    against = scores - (scores.sum(axis=1, keepdims=True) - scores) / (count - 1)
    return tuple(
        Standing.LIKE_THE_OTHERS if not sure else Standing.STRONGER if mean > 0 else Standing.WEAKER
        for sure, mean in zip(_named(against), against.mean(axis=0), strict=True)
    )


def changes(before: Floats, after: Floats) -> tuple[Change, ...]:
    """How far has each practice moved, as seen by those who answered in both rounds?

    A t-test over their own changes on n − 1 degrees of freedom, so that who joined or left moves nothing; named
    as in `standings`, smaller is no clear movement.
    before, after: (n, p) on 0..100, row by row the same leader. Below two leaders nothing is known of any.
    Missing: none.
    Checked: scipy.stats.ttest_rel.
    """
    moved = after - before
    if len(moved) < 2:
        return (Change(math.nan, math.nan, math.nan, Movement.UNKNOWN),) * moved.shape[1]
    return tuple(_change(one, sure) for one, sure in zip(moved.T, _named(moved), strict=True))


def _change(moved: Floats, sure: bool) -> Change:
    points = float(moved.mean())
    up_or_down = Movement.UP if points > 0 else Movement.DOWN
    return Change(points, *_interval(moved), up_or_down if sure else Movement.NONE_CLEAR)


def _named(differences: Floats) -> Sequence[bool]:
    """Of (n, p) differences: which columns' means are sure enough to be named, of all p of them together?"""
    p = np.array([_p_value(column) for column in differences.T])
    return (discoveries(p) & (p < BY_CHANCE)).tolist()


def _p_value(differences: Floats) -> float:
    mean, error = _mean_and_error(differences)
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return float(t_tail(mean / error, len(differences) - 1))


def _interval(x: Floats) -> tuple[float, float]:
    mean, error = _mean_and_error(x)
    half = t_quantile(INTERVAL, len(x) - 1) * error
    return mean - half, mean + half


def _mean_and_error(x: Floats) -> tuple[float, float]:
    return float(x.mean()), float(x.std(ddof=1)) / math.sqrt(len(x))
