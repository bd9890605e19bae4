"""Each rater's generosity, each person's standing, and what is special to each pair."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.round_robin.cells import (
    Array,
    Mask,
    gather,
    observed,
    spread,
    who_rated,
    who_was_rated,
)

_ROUNDING = 1e-12  # an effect this small beside the largest deviation is rounding, not an effect


@dataclass(frozen=True)
class Effects:
    """The effects in (stacks of) one team, in the units of the ratings.

    mean (...); perceiver and target (..., n), each with mean 0; relationship (..., n, n), [rater, about],
    diagonal 0. NaN for a person without such ratings, and for a pair's half that is missing.
    """

    mean: Array
    perceiver: Array
    target: Array
    relationship: Array


def effects(x: Array) -> Effects:
    """What of each rating is the rater's, what is the rated person's, and what is left to the two?

    x: (..., n, n) complete off the diagonal, which is ignored; n ≥ 4. a_i = (n−1)²/(n(n−2)) r_i +
    (n−1)/(n(n−2)) c_i − (n−1)/(n−2) M, b_i with r and c exchanged, g_ij = X_ij − a_i − b_j − M: least
    squares, corrected for nobody rating themselves (a generous rater is missing from the ratings that they
    receive).
    Missing: see `incomplete_effects`.
    Reference: Warner, Kenny & Stoto (1979); Kenny (1994), appendix B.
    Checked: TripleR 1.5.4 on 7 teams of 4 to 20 and on 6 teams together, 1e-12.
    """
    n = x.shape[-1]
    mean, cells = centred(x, observed(x))
    rows, columns = cells.sum(axis=-1) / (n - 1), cells.sum(axis=-2) / (n - 1)
    own, other = (n - 1) ** 2 / (n * (n - 2)), (n - 1) / (n * (n - 2))
    perceiver, target = own * rows + other * columns, own * columns + other * rows
    rest = cells - perceiver[..., :, None] - target[..., None, :]
    return _settled(mean, perceiver, target, np.where(np.eye(n, dtype=bool), 0.0, rest), cells)


def incomplete_effects(x: Array, solve: Array) -> Effects:
    """The same effects where ratings are missing: least squares on the ratings that are there.

    x: (..., n, n), NaN where a rating is missing. A person who rated nobody has no perceiver effect, one
    whom nobody rated no target effect: NaN, and the others' effects have mean 0. All NaN where the ratings
    fall apart into groups that do not rate each other.
    Checked: equal to `effects` on complete ratings, 1e-12, and to numpy's lstsq on the same cells.
    """
    n, there = x.shape[-1], observed(x)
    mean, cells = centred(x, there)
    solution = (solve @ gather(cells)[..., None])[..., 0]
    gave, received = who_rated(there), who_was_rated(there)
    perceiver = np.where(gave, solution[..., :n], np.nan)
    target = np.where(received, solution[..., n : 2 * n], np.nan)
    rest = np.where(there, cells - spread(solution, there), np.nan)
    relationship = np.where(np.eye(n, dtype=bool), 0.0, rest)
    return _settled(mean + solution[..., 2 * n], perceiver, target, relationship, cells)


def centred(x: Array, there: Mask) -> tuple[Array, Array]:
    """The mean of the ratings that are there (...), and the ratings less it (..., n, n), 0 where there is none."""
    filled = np.where(there, x, 0.0)
    mean = filled.sum(axis=(-2, -1)) / np.maximum(there.sum(axis=(-2, -1)), 1)
    cells = np.where(there, filled - mean[..., None, None], 0.0)
    return mean, settle(cells, np.abs(mean)[..., None, None])


def _settled(mean: Array, perceiver: Array, target: Array, relationship: Array, cells: Array) -> Effects:
    largest = np.abs(cells).max(axis=(-2, -1))
    return Effects(
        mean,
        settle(perceiver, largest[..., None]),
        settle(target, largest[..., None]),
        settle(relationship, largest[..., None, None]),
    )


def settle(values: Array, largest: Array) -> Array:
    """Exactly 0 in place of what is only rounding, so that nothing is read out of the sixteenth digit."""
    return np.where(np.abs(values) <= _ROUNDING * largest, 0.0, values)
