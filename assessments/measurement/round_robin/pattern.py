"""Where a team's ratings are, taken apart as the noise of pairs needs it: worked out once, before any step of REML.

The noise of pairs R = σ_g² I + σ_gg S has three variances: σ_g² + σ_gg for what the two of a pair rate alike,
σ_g² − σ_gg for what they rate differently, σ_g² for a rating that was not returned. So each power of R is a sum
of three fixed projections, and each matrix that REML needs a sum of three that do not change from step to step.
"""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.round_robin.cells import Array, Chosen, Mask, PairOperator


@dataclass(frozen=True)
class Kinds:
    """One value for each of the three variances of pairs: numbers (...), or arrays of one shape."""

    alike: Array
    differing: Array
    single: Array

    def __mul__(self, other: "Kinds") -> "Kinds":
        return Kinds(self.alike * other.alike, self.differing * other.differing, self.single * other.single)

    def of(self, factors: "Kinds") -> Array:
        """The three added up, each times a number per team: (..., n, n) from factors (...)."""
        alike, differing, single = (
            np.asarray(factor)[..., None, None]
            for factor in (factors.alike, factors.differing, factors.single)
        )
        return alike * self.alike + differing * self.differing + single * self.single


@dataclass(frozen=True)
class Pattern:
    """A pattern of ratings: there (..., n, n); how many ratings are of each kind (...), and Z′(projection)Z.

    Z spreads n perceivers, n targets and the mean over the cells; the projections are on what a pair rates alike,
    on what it rates differently, and on ratings that were not returned.
    """

    there: Mask
    returned: Mask
    counts: Kinds
    grams: Kinds

    def split(self, cells: Array) -> Kinds:
        """Ratings (..., n, n), 0 where there is none, as the sum of what is alike, what differs and what is single."""
        back = np.where(self.returned, cells.mT, 0.0)
        both = np.where(self.returned, cells, 0.0)
        return Kinds((both + back) / 2, (both - back) / 2, cells - both)

    def take(self, teams: Chosen) -> "Pattern":
        """Only these teams of a stack."""
        return Pattern(
            self.there[teams], self.returned[teams], chosen(self.counts, teams), chosen(self.grams, teams)
        )


def pattern(there: Mask) -> Pattern:
    """The pattern of the ratings that are there, (..., n, n)."""
    returned = there & there.mT
    both, single = returned.astype(float), (there & ~returned).astype(float)
    pairs = both.sum(axis=(-2, -1)) / 2
    return Pattern(
        there,
        returned,
        Kinds(pairs, pairs, single.sum(axis=(-2, -1))),
        Kinds(
            PairOperator(both / 2, both / 2).gram(),
            PairOperator(both / 2, -both / 2).gram(),
            PairOperator(single, np.zeros(single.shape)).gram(),
        ),
    )


def chosen(kinds: Kinds, teams: Chosen) -> Kinds:
    """Only these teams of a stack."""
    return Kinds(kinds.alike[teams], kinds.differing[teams], kinds.single[teams])
