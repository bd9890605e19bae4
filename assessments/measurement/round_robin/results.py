"""What the analyses of round robins return: frozen values, plain numbers where there is one, None where none."""

import math
from dataclasses import dataclass
from typing import Literal

from assessments.measurement.pairs import seal
from assessments.measurement.round_robin.cells import Array

Method = Literal["closed form", "REML", "MINQUE"]


@dataclass(frozen=True)
class Fit:
    """How the parts of variance were estimated.

    method: "closed form" of complete ratings; with holes "REML" where it came to rest inside the space of
    admissible parts, else "MINQUE", the step it is made of. settled: the steps came to rest. at_border: a
    variance is negative, a covariance about as large as its variances allow, or the likelihood is largest there.
    """

    method: Method
    settled: bool
    at_border: bool


@dataclass(frozen=True)
class Part:
    """One part of variance or covariance, in squared units of the ratings.

    raw: as estimated; a variance can come out negative, and then `estimate` is 0 and the rest blank.
    raw_se: its standard error; NaN where there are too few ratings for one. standardised: a variance's
    share of all variance, or a covariance's correlation (kept within −1..1); None for a negative variance,
    and for a covariance one of whose variances is not positive.
    """

    raw: float
    raw_se: float
    standardised: float | None
    negative: bool

    @property
    def estimate(self) -> float:
        """What to report: the raw estimate, or 0 in place of a negative variance."""
        return 0.0 if self.negative else self.raw

    @property
    def se(self) -> float | None:
        """Standard error; None for a negative variance, and where there are too few ratings for one.

        A covariance has one also where a variance is not positive and its correlation blank.
        """
        return None if self.negative or math.isnan(self.raw_se) else self.raw_se

    @property
    def t(self) -> float | None:
        """Estimate over standard error. For several teams; in one small team use the F-tests."""
        return self.raw / self.se if self.se else None


@dataclass(frozen=True)
class Reliability:
    """How much of what persons' effects differ by is no noise, 0..1; None for a negative variance."""

    perceiver: float | None
    target: float | None


@dataclass(frozen=True, eq=False)
class Persons:
    """One perceiver and one target effect per person, in the roster's order, (n,), NaN for a person without one.

    perceiver, target: least squares. The shrunk ones are drawn to 0 by what noise that person's effect
    holds: the best guess about a person who is one of such a team.
    """

    perceiver: Array
    target: Array
    perceiver_shrunk: Array
    target_shrunk: Array

    def __post_init__(self) -> None:
        seal(self)


@dataclass(frozen=True)
class FTest:
    """A ratio F with its degrees of freedom and p-value; None where it is undefined."""

    f: float | None
    df1: float
    df2: float
    p: float | None


@dataclass(frozen=True)
class FTests:
    """Perceivers and targets: one-sided, is there any variance? Dyadic: two-sided, is regard returned or reversed?"""

    perceiver: FTest
    target: FTest
    dyadic: FTest


@dataclass(frozen=True)
class MeanSquares:
    """What the parts of variance are made of: A, B, C, D and E of docs/method.md, with what each is worth.

    df_persons: of raters and rated the fewer, less one. mean_in_perceiver, difference_in_perceiver: how much of D
    and of E is in A; in_target: in B.
    """

    perceiver: float
    target: float
    crossed: float
    pair_mean: float
    pair_difference: float
    df_persons: float
    df_pair_mean: float
    df_pair_difference: float
    mean_in_perceiver: float
    difference_in_perceiver: float
    mean_in_target: float
    difference_in_target: float


@dataclass(frozen=True, eq=False)
class RoundRobin:
    """What one team's ratings on one scale are about.

    n: people; holes: missing ratings of n(n − 1); fit: how the parts were estimated.
    mean: grand mean. relationship: (n, n) what is special from rater to rated, diagonal 0, NaN where missing.
    """

    n: int
    holes: int
    fit: Fit
    mean: float
    perceiver_variance: Part
    target_variance: Part
    relationship_variance: Part
    perceiver_target_covariance: Part
    dyadic_covariance: Part
    squares: MeanSquares
    reliability: Reliability
    tests: FTests
    persons: Persons
    relationship: Array

    def __post_init__(self) -> None:
        seal(self)

    @property
    def method(self) -> Method:
        """The name of how the parts were estimated."""
        return self.fit.method

    @property
    def generalized_reciprocity(self) -> float | None:
        """Are generous raters rated well? A correlation over persons; None where a variance is not positive."""
        return self.perceiver_target_covariance.standardised

    @property
    def dyadic_reciprocity(self) -> float | None:
        """Is special regard returned? A correlation over pairs; None without relationship variance."""
        return self.dyadic_covariance.standardised


@dataclass(frozen=True, eq=False)
class Bivariate:
    """How two scales hang together in one team; each part's `standardised` is a correlation.

    perceivers: are those generous on the first generous on the second? targets: are the same people rated
    well? perceiver_target: are those generous on the first rated well on the second? target_perceiver: the
    reverse. intrapersonal: is what is special in one view on the first so on the second? interpersonal: is
    it returned there? holes: ratings missing on either scale.
    """

    n: int
    holes: int
    method: Method
    first: RoundRobin
    second: RoundRobin
    perceivers: Part
    targets: Part
    perceiver_target: Part
    target_perceiver: Part
    intrapersonal: Part
    interpersonal: Part


@dataclass(frozen=True)
class LatentReliability:
    """How much of the variance of the parcels' mean is stable: of persons' effects, and of what is special to pairs."""

    perceiver: float | None
    target: float | None
    relationship: float | None


@dataclass(frozen=True)
class Unstable:
    """What a single parcel's parts hold beyond what both parcels share, averaged over the two; can be negative."""

    perceiver: float
    target: float
    relationship: float
    dyadic: float


@dataclass(frozen=True, eq=False)
class Latent:
    """What one scale measured by two parcels is about, with error told from relationship.

    Parts are of what the two parcels share. error_variance: what each parcel has of its own, on average; it
    counts in the shares. unstable: of which parts it is made, a negative one counting as 0. persons, relationship:
    effects of the parcels' mean, as in RoundRobin.
    """

    n: int
    holes: int
    method: Method
    mean: float
    perceiver_variance: Part
    target_variance: Part
    relationship_variance: Part
    error_variance: Part
    perceiver_target_covariance: Part
    dyadic_covariance: Part
    unstable: Unstable
    reliability: LatentReliability
    persons: Persons
    relationship: Array

    def __post_init__(self) -> None:
        seal(self)


@dataclass(frozen=True)
class Pooled:
    """What the ratings of several teams on one scale are about, each team weighted by its people less one.

    people: in all teams; mean_size: people per team. team_variance: how much teams' means differ beyond their
    people, None for one team; it can come out negative.
    """

    teams: int
    people: int
    mean_size: float
    perceiver_variance: Part
    target_variance: Part
    relationship_variance: Part
    perceiver_target_covariance: Part
    dyadic_covariance: Part
    reliability: Reliability
    team_variance: float | None


@dataclass(frozen=True)
class PooledBivariate:
    """How two scales hang together in several teams; fields as in Bivariate."""

    teams: int
    first: Pooled
    second: Pooled
    perceivers: Part
    targets: Part
    perceiver_target: Part
    target_perceiver: Part
    intrapersonal: Part
    interpersonal: Part


@dataclass(frozen=True)
class PooledLatent:
    """What one scale, measured by two parcels, is about in several teams; fields as in Latent and Pooled."""

    teams: int
    people: int
    mean_size: float
    perceiver_variance: Part
    target_variance: Part
    relationship_variance: Part
    error_variance: Part
    perceiver_target_covariance: Part
    dyadic_covariance: Part
    reliability: LatentReliability
