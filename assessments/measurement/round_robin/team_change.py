"""Did the team move from one round to the next? The social relations model of what has changed between people."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assessments.measurement.f_distribution import t_quantile
from assessments.measurement.pairs import Movement
from assessments.measurement.round_robin.cells import Array, Mask, NotDefined, check_square, observed
from assessments.measurement.round_robin.estimates import estimate
from assessments.measurement.round_robin.variance import Components

LEVEL = 0.95


@dataclass(frozen=True)
class TeamChange:
    """How far the mean of a team's ratings has moved, in the unit of the ratings.

    people: those who rate or are rated in both rounds; ratings: those that both rounds hold.
    se: standard error of `mean`; half_width: of its 95 % interval, t on df.
    """

    people: int
    ratings: int
    mean: float
    se: float
    df: int

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval."""
        return t_quantile(LEVEL, self.df) * self.se

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.mean + self.half_width

    @property
    def movement(self) -> Movement:
        """UP or DOWN where the interval leaves out no change at all, else NONE_CLEAR."""
        if self.low > 0:
            return Movement.UP
        return Movement.DOWN if self.high < 0 else Movement.NONE_CLEAR


def team_change(before: ArrayLike, after: ArrayLike) -> TeamChange:
    """Did a team move from one round to the next, and how sure is that?

    before, after: (n, n) scores of the same people in the same order, row rater, column rated; the diagonal is
    ignored. The parts of variance of y − x say how much one person's change goes through all of the ratings
    that this person gives and receives: Var(mean) = (σ_a² + σ_b² + 2σ_ab)/n + (σ_g² + σ_gg)/(n(n − 1)), and at
    least the variance of a mean of as many independent changes. Better and worse days are in it by themselves.
    Missing: a rating counts if both rounds hold it. The mean is of those, and its variance that of this very
    pattern. df: of raters and rated the fewer, less one.
    Errors: NotDefined as in `analyse`; NotLinked where the ratings of both rounds fall into parts.
    Reference: Kenny (1994); Kenny, Kashy & Cook (2006), chapter 8, for means of round robins.
    Checked: the formula above on complete ratings, the variance written out with holes; relabelling, shifting,
    scaling and turning time round by hypothesis; coverage .93 to .99 in simulation with days, n = 6 to 12.
    """
    first, second = check_square(before), check_square(after)
    if first.shape != second.shape:
        raise NotDefined("two rounds can be compared only for the same people")
    change = second - first
    there = observed(change)
    found = estimate(change[None])
    ratings = int(there.sum())
    return TeamChange(
        people=int((there.any(axis=0) | there.any(axis=1)).sum()),
        ratings=ratings,
        mean=float(change[there].mean()),
        se=math.sqrt(max(variance_of_mean(found.parts, there[None])[0], change[there].var(ddof=1) / ratings)),
        df=int(min(there.any(axis=0).sum(), there.any(axis=1).sum())) - 1,
    )


def variance_of_mean(parts: Components, there: Mask) -> Array:
    """The variance, (teams,), of the plain mean of the ratings that are there (teams, n, n), from its parts.

    One person's effect is in as many ratings as they gave (received), one pair's in those that the two gave.
    """
    given, received = there.sum(axis=-1), there.sum(axis=-2)
    ratings = given.sum(axis=-1)
    returned = (there & there.mT).sum(axis=(-2, -1))
    persons = (
        parts.perceiver * np.square(given).sum(axis=-1)
        + parts.target * np.square(received).sum(axis=-1)
        + (parts.perceiver_target + parts.target_perceiver) * (given * received).sum(axis=-1)
    )
    return (persons + parts.relationship * ratings + parts.dyadic * returned) / ratings**2
