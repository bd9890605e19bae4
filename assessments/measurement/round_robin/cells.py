"""A team's ratings as the cells (rater, about) of a square, and the small algebra that pairs of cells obey.

Everything works on stacks: a leading `...` in a shape is any number of teams of one size, or nothing for
one team.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Chosen = NDArray[np.intp] | Mask  # teams of a stack: their places, or which


class NotDefined(ValueError):
    """The ratings do not determine what was asked for: too few people, or too few ratings that link them."""


class NotLinked(NotDefined):
    """The ratings fall into parts that do not rate each other, so that nobody can be compared across them."""


def observed(x: Array) -> Mask:
    """Which ratings of (..., n, n) are there: True off the diagonal where there is a number."""
    return ~(np.isnan(x) | np.eye(x.shape[-1], dtype=bool))


def who_rated(there: Mask) -> Mask:
    """Who has rated anybody, (..., n)."""
    return np.asarray(there.any(axis=-1))


def who_was_rated(there: Mask) -> Mask:
    """Whom anybody has rated, (..., n)."""
    return np.asarray(there.any(axis=-2))


def holes(x: Array) -> NDArray[np.intp]:
    """How many of the n(n − 1) ratings of each team are missing, (...)."""
    n = x.shape[-1]
    return n * (n - 1) - observed(x).sum(axis=(-2, -1))


def check_square(x: ArrayLike) -> Array:
    """The matrix as floats; NotDefined where it is not square, below four people, or not finite."""
    square = np.asarray(x, dtype=float)
    if square.ndim != 2 or len(set(square.shape)) != 1:
        raise NotDefined(f"a round robin is a square of raters by rated, not {square.shape}")
    if len(square) < 4:
        raise NotDefined(f"a round robin needs at least 4 people, not {len(square)}")
    if np.isinf(square).any():
        raise NotDefined("a rating is infinite")
    return square


@dataclass(frozen=True)
class PairOperator:
    """A linear map of cells that mixes a rating only with itself (`same`) and the returned one (`swapped`).

    Both (..., n, n); 0 where a cell is missing, and `swapped` 0 where one of the two is. Such maps commute
    with each other, so the noise of pairs, its inverse and its powers are elementwise products of n × n
    arrays.
    """

    same: Array
    swapped: Array

    def __matmul__(self, other: "PairOperator") -> "PairOperator":
        return PairOperator(
            self.same * other.same + self.swapped * other.swapped,
            self.same * other.swapped + self.swapped * other.same,
        )

    def __call__(self, x: Array) -> Array:
        return self.same * x + self.swapped * x.mT

    def trace(self) -> Array:
        """Of the map as a (ratings × ratings) matrix, (...)."""
        return self.same.sum(axis=(-2, -1))

    def gram(self) -> Array:
        """Z′·self·Z, (..., 2n + 1, 2n + 1); Z spreads n perceivers, n targets and the mean over the cells."""
        n = self.same.shape[-1]
        given, received = self.same.sum(axis=-1), self.same.sum(axis=-2)
        back = self.swapped.sum(axis=-1)
        gram = np.empty((*self.same.shape[:-2], 2 * n + 1, 2 * n + 1))
        gram[..., :n, :n] = gram[..., n:-1, n:-1] = self.swapped
        gram[..., :n, n:-1] = self.same
        i = np.arange(n)
        gram[..., i, i] += given
        gram[..., n + i, n + i] += received
        gram[..., i, n + i] += back
        gram[..., n:-1, :n] = gram[..., :n, n:-1].mT
        gram[..., :n, -1] = gram[..., -1, :n] = given + back
        gram[..., n:-1, -1] = gram[..., -1, n:-1] = received + back
        gram[..., -1, -1] = (given + back).sum(axis=-1)
        return gram


def identity(there: Mask) -> PairOperator:
    """Leaves every rating that is there as it is."""
    return PairOperator(there.astype(float), np.zeros(there.shape))


def exchange(there: Mask) -> PairOperator:
    """Exchanges the two ratings of each pair that has both, and drops the others: S in docs/method.md."""
    return PairOperator(np.zeros(there.shape), (there & there.mT).astype(float))


def gather(x: Array) -> Array:
    """Z′x: what each rater gave, what each person received, and the total, (..., 2n + 1)."""
    given = x.sum(axis=-1)
    return np.concatenate([given, x.sum(axis=-2), given.sum(axis=-1, keepdims=True)], axis=-1)


def spread(effects: Array, there: Mask) -> Array:
    """Zu: perceiver effect + target effect + mean in every cell that is there, from (..., 2n + 1)."""
    n = there.shape[-1]
    perceiver, target, mean = effects[..., :n], effects[..., n : 2 * n], effects[..., 2 * n]
    return np.where(there, perceiver[..., :, None] + target[..., None, :] + mean[..., None, None], 0.0)
