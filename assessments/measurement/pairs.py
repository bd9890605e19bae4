"""From ratings to pairs: two views, their mean, their gap, and how far each is beyond the measure's noise."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Codes = NDArray[np.int8]
Places = TypeVar("Places", int, Indices)  # one place on a roster, or an array of them

# Multiples of the standard error of measurement (SEM) of one view. The difference of two equally noisy views
# has SE = SEM·√2, their mean SE = SEM/√2.
WITHIN_95 = 1.96  # a normal error stays within this many SE in 95 of 100 cases
GAP_LIMIT = 2.77  # 1.96·√2: such a gap between two equal views turns up in 5 of 100 pairs by noise alone
HEADLINE_LIMIT = 3.64  # 2.576·√2: 1 of 100, for the list that a whole team's pairs compete to be on


class GapFlag(IntEnum):
    """Is a gap between two views larger than noise would make it?"""

    NONE = 0
    NOTABLE = 1
    HEADLINE = 2


class Movement(StrEnum):
    """Has a pair moved between two rounds? Within the noise: NONE_CLEAR; not comparable: UNKNOWN."""

    UP = "up"
    DOWN = "down"
    NONE_CLEAR = "none-clear"
    UNKNOWN = "unknown"


MOVEMENTS = tuple(Movement)


@dataclass(frozen=True)
class Noise:
    """How sure is a score of one scale?

    sem: standard error of measurement of one view, 0..100. It holds what items contribute to error, within
    one sitting. ratings: from how many ratings it was estimated. is_default: it is the instrument's default
    instead. day: standard deviation of a person's better and worse days, 0..100 (docs/method.md).
    What two people said at one sitting is compared with `sem`; what lasts beyond it (a movement between two
    rounds) with `sem_total`, which holds the days too.
    A scale of one question tells nothing of its noise: `UNKNOWN_NOISE`, of which every number is NaN, so that
    there is no interval, no flag and no certainty.
    Errors: ValueError for a sem or day that is negative or infinite.
    Reference: limits of agreement and repeatability, Bland & Altman (1999); docs/method.md.
    Checked: `sem_total` holds the stable score in 93 to 97 of 100 simulated pairs with days.
    """

    sem: float
    ratings: int
    is_default: bool
    day: float = 0.0

    def __post_init__(self) -> None:
        wrong = self.sem < 0 or self.day < 0 or np.inf in (self.sem, self.day)
        if wrong or np.isnan(self.sem) != np.isnan(self.day):
            raise ValueError(
                f"A standard error of measurement is a number from 0, not {self.sem}, {self.day}."
            )

    @property
    def is_known(self) -> bool:
        """Not of a scale of one question."""
        return not np.isnan(self.sem + self.day)

    @property
    def sem_total(self) -> float:
        """Error of one view from day to day: √(SEM² + day²)."""
        return (self.sem**2 + self.day**2) ** 0.5

    @property
    def se(self) -> float:
        """Standard error of a pair's score within this sitting, the mean of two views: SEM/√2."""
        return self.sem / 2**0.5

    @property
    def se_total(self) -> float:
        """Standard error of a pair's score from day to day: SEM_total/√2."""
        return self.sem_total / 2**0.5

    @property
    def half_width(self) -> float:
        """Half the 95 % interval of a pair's score within this sitting: 1.96·SEM/√2."""
        return WITHIN_95 * self.se

    @property
    def half_width_total(self) -> float:
        """Half the 95 % interval of a pair's stable score, from day to day: 1.96·SEM_total/√2."""
        return WITHIN_95 * self.se_total

    @property
    def gap_limit(self) -> float:
        """A gap beyond this is notable: 2.77·SEM."""
        return GAP_LIMIT * self.sem

    @property
    def gap_limit_total(self) -> float:
        """Two equal views lie this far apart in 5 of 100 cases from day to day: 2.77·SEM_total."""
        return GAP_LIMIT * self.sem_total

    @property
    def headline_limit(self) -> float:
        """A gap beyond this may head a list of gaps: 3.64·SEM."""
        return HEADLINE_LIMIT * self.sem


UNKNOWN_NOISE = Noise(sem=np.nan, ratings=0, is_default=False, day=np.nan)


@dataclass(frozen=True, eq=False)
class Pairs:
    """All pairs of a team (or of a stack of teams of one size) on one scale.

    All arrays are read-only.
    a, b: (m,) the two people's places on the roster, a < b, m = n(n−1)/2, row by row.
    ab, ba: (..., m) what a says about b and b about a, 0..100, NaN where nothing was said.
    score, gap: (..., m) the mean of the two views, and ab − ba; NaN unless both views are there.
    """

    a: Indices
    b: Indices
    ab: Floats
    ba: Floats
    score: Floats
    gap: Floats

    def __post_init__(self) -> None:
        seal(self)


def seal(value: object) -> None:
    """Make every array of a frozen value read-only."""
    for array in vars(value).values():
        if isinstance(array, np.ndarray):
            array.setflags(write=False)


def matrix(n: int, rater: ArrayLike, about: ArrayLike, scores: ArrayLike) -> Floats:
    """Who says what about whom, as a square?

    n: people on the roster. rater, about: (r,) places on the roster, 0..n−1.
    scores: (r,) 0..100, None or NaN for none; any other number per rating does as well.
    Returns (n, n): row rater, column rated.
    Missing: NaN where nothing was said; the diagonal is always NaN (a self-rating is no view of a pair).
    Errors: ValueError for a place off the roster, or for two ratings of one colleague by one rater.
    """
    rows, columns = np.asarray(rater, dtype=np.intp), np.asarray(about, dtype=np.intp)
    places = np.concatenate([rows, columns])
    if places.size and not 0 <= places.min() <= places.max() < n:
        raise ValueError(f"Raters and rated must be places 0..{n - 1} on the roster.")
    said = np.zeros((n, n), dtype=bool)
    said[rows, columns] = True
    if np.count_nonzero(said) != rows.size:
        raise ValueError("Somebody rates the same colleague twice.")
    square = np.full((n, n), np.nan)
    square[rows, columns] = np.asarray(scores, dtype=float)
    np.fill_diagonal(square, np.nan)
    return square


@lru_cache(maxsize=256)
def pair_places(n: int) -> tuple[Indices, Indices]:
    """Which two people is the i-th pair of a team of n? Two read-only arrays (m,), a < b, row by row."""
    a, b = np.triu_indices(n, 1)
    a.setflags(write=False)  # one pair of arrays serves every team of n
    b.setflags(write=False)
    return a, b


def pair_index(n: int, a: Places, b: Places) -> Places:
    """Which pair are a and b (a < b) in a team of n? The inverse of `pair_places`, elementwise."""
    return a * (2 * n - a - 1) // 2 + b - a - 1


def pair_up(x: Floats) -> Pairs:
    """What do the two of every pair say about each other?

    x: (..., n, n) scores, row rater, column rated; any number of teams of n stacked in front.
    Score = (x_ij + x_ji)/2, gap = x_ij − x_ji; swapping the two keeps the score and turns the gap's sign.
    Missing: a NaN view makes score and gap NaN; a view is never filled in.
    Errors: ValueError unless the last two axes are equal.
    Checked: loops over tests/reference, and the properties above by hypothesis.
    """
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise ValueError(f"Ratings form a square of raters by rated, not {x.shape}.")
    a, b = pair_places(x.shape[-1])
    ab, ba = x[..., a, b], x[..., b, a]
    return Pairs(a, b, ab, ba, score=(ab + ba) / 2, gap=ab - ba)


def stretch(answered: Floats) -> Floats:
    """How much wider is the noise of each pair's two views because some questions were left out?

    answered: (n, n) share of a scale's items that each view rests on, 0..1. SEM of a view of so many items is
    SEM/√share, and that of the pair the root of the two views' mean square: √((1/s_ij + 1/s_ji)/2), 1 where
    all was answered.
    Returns (m,). Missing: 1 where a view rests on nothing.
    """
    views = pair_up(1 / np.where(answered > 0, answered, 1.0))
    return np.sqrt(views.score)


def gap_flags(gap: Floats, noise: Noise, stretch: Floats | float = 1.0) -> Codes:
    """Do the two see it differently by more than noise would make them?

    gap: (...) difference of the two views, −100..100. noise: of the same scale, within this sitting: the two
    answered in one round, and whether their days differed is part of how they see it now.
    stretch: (...) as of `stretch`.
    Returns (...) values of GapFlag: NOTABLE beyond 2.77·SEM, HEADLINE beyond 3.64·SEM.
    Missing: NaN gives NONE. Reference: Bland & Altman (1999), repeatability; docs/method.md.
    """
    size = np.abs(gap) / stretch
    return (size > noise.gap_limit).astype(np.int8) + (size > noise.headline_limit).astype(np.int8)


def interval(score: Floats, noise: Noise, stretch: Floats | float = 1.0) -> tuple[Floats, Floats]:
    """Between which values does the pair's stable score lie, better and worse days included?

    score: (...) 0..100. stretch: (...) as of `stretch`, of the items' noise and not of the days'.
    Returns low and high, each (...): score ± 1.96·SEM_total/√2, cut to 0..100.
    Missing: NaN stays NaN.
    Checked: holds the stable score in 93 to 97 of 100 simulated pairs with days.
    """
    half = WITHIN_95 * np.sqrt(((noise.sem * stretch) ** 2 + noise.day**2) / 2)
    return np.maximum(score - half, 0.0), np.minimum(score + half, 100.0)


def movement(
    before: Floats, after: Floats, noise_before: Noise, noise_after: Noise, same_version: bool
) -> Codes:
    """Has a pair's score moved from one round to the next by more than the noise of both, days included?

    before, after: (...) scores 0..100 of the same pairs. same_version: both rounds used the same instrument
    version; other wordings are not comparable.
    Returns (...) places in MOVEMENTS: UP or DOWN when |Δ| > 1.96·√(SE₁² + SE₂²), SE =
    SEM_total/√2 of each round, else NONE_CLEAR.
    Missing: UNKNOWN where either score is NaN (a view is missing), and everywhere for different versions and
    for scales of one question.
    Reference: reliable change, Jacobson & Truax (1991), for a mean of two views; docs/method.md.
    """
    change = after - before if same_version else np.full(np.shape(after), np.nan)
    limit = WITHIN_95 * se_of_change(noise_before, noise_after)
    outcomes = [np.isnan(change + limit), change > limit, change < -limit]
    codes = [MOVEMENTS.index(kind) for kind in (Movement.UNKNOWN, Movement.UP, Movement.DOWN)]
    return np.select(outcomes, codes, MOVEMENTS.index(Movement.NONE_CLEAR)).astype(np.int8)


def se_of_change(noise_before: Noise, noise_after: Noise) -> float:
    """Standard error of the difference of a pair's scores in two rounds: √(SE₁² + SE₂²), from day to day."""
    return float((noise_before.se_total**2 + noise_after.se_total**2) ** 0.5)
