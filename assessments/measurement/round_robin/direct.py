"""The largest restricted likelihood, looked for directly: from several places, every step uphill, within the space."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.round_robin.cells import Array, Mask
from assessments.measurement.round_robin.minque import Model, step
from assessments.measurement.round_robin.pattern import Kinds, Pattern, chosen

_MAXIMUM_STEPS = 60
_HALVINGS = 10
_AT_REST = 1e-9  # in shares of all variance
_HAIR = 1e-5  # as small as a variance may become, in shares of all: V has to stay invertible
_INSIDE = 1e-3  # further from it than this, in correlations and in shares of all variance, is inside
_HIGHER = 1e-6  # in twice the logarithm of the likelihood
_ROUNDING = 1e-9  # in the same: near the top there is no more to tell one step from the next
# Where to start from, in shares: hills differ by how regard is returned, and by who takes the variance.
_STARTS = np.array(
    [
        (perceiver, target, crossed, crossed, pairs, dyadic * pairs)
        for dyadic in (-0.9, 0.0, 0.9)
        for perceiver, target, crossed, pairs in (
            (0.25, 0.25, 0.2, 0.5),
            (0.25, 0.25, -0.2, 0.5),
            (0.5, 0.1, 0.0, 0.4),
            (0.1, 0.5, 0.0, 0.4),
        )
    ]
)


@dataclass(frozen=True)
class Best:
    """Per team: parts (teams, 6); is their likelihood higher than that of what was known; are they inside, at rest?"""

    parts: Array
    higher: Mask
    inside: Mask


def highest(where: Pattern, ratings: Kinds, known: Array, unsure: Mask) -> Best:
    """Where is the restricted likelihood of each team largest?

    known: (teams, 6) what there is to compare with; unsure (teams,): whose known parts are no maximum, so that
    whatever is found counts as higher.
    Errors: none; a start from which nothing is found ends where it is.
    Reference: Fisher scoring with halved steps: Longford (1987), Biometrika 74.
    Checked: scipy's BFGS from several starts (tests/measurement/test_reml.py).
    """
    k, teams = len(_STARTS), len(known)
    each = np.repeat(np.arange(teams), k)
    one = np.ones(())
    cells = ratings.of(Kinds(one, one, one))
    size = np.square(cells).sum(axis=(-2, -1)) / where.there.sum(axis=(-2, -1))
    starts = np.tile(_STARTS, (teams, 1)) * size[each, None]
    parts, deviances, rest = _climb(where.take(each), chosen(ratings, each), starts)
    ranked = np.where(rest, deviances - _HIGHER, deviances)  # of equal ones one that is at rest
    best = ranked.reshape(teams, k).argmin(axis=1) + k * np.arange(teams)
    before = np.where(
        unsure, np.inf, deviance(where, np.where(unsure[:, None], starts[best], known), ratings)
    )
    return Best(parts[best], deviances[best] < before - _HIGHER, rest[best] & _inside(parts[best]))


def deviance(where: Pattern, weights: Array, ratings: Kinds) -> Array:
    """Minus twice the logarithm of the restricted likelihood, up to a constant, (...): log|V| + log(1′V⁻¹1) + y′Py.

    Infinite where V is so near to singular that rounding leaves no likelihood.
    """
    model = Model(where, weights)
    counts, inverse = where.counts, model.inverse
    one = np.ones(())
    form = np.einsum("...ij,...ij->...", ratings.of(Kinds(one, one, one)), model.project(ratings))
    noise = (
        counts.alike * np.log(inverse.alike)
        + counts.differing * np.log(inverse.differing)
        + counts.single * np.log(inverse.single)
    )
    widened, told = np.linalg.slogdet(model.widened).logabsdet, model.information[..., 0, 0]
    mean = np.log(np.where(told > 0, told, np.inf))
    return np.asarray(widened - noise + mean + form)


def _climb(where: Pattern, ratings: Kinds, weights: Array) -> tuple[Array, Array, Mask]:
    """From each start uphill: where it ends (starts, 6), the deviance there, and whether it is at rest."""
    ends, deviances = weights.copy(), deviance(where, weights, ratings)
    rest, moving = np.zeros(len(weights), dtype=bool), np.arange(len(weights))
    for _ in range(_MAXIMUM_STEPS):
        here, own = where.take(moving), chosen(ratings, moving)
        step_to = _admissible(step(here, ends[moving], own, own), ends[moving])
        move = step_to - ends[moving]
        still = np.abs(move).max(axis=-1) <= _AT_REST * _total(ends[moving])
        rest[moving[still]] = True
        part, reached = _uphill(here, own, ends[moving], move, deviances[moving])
        up = (part > 0) & ~still
        ends[moving] += np.where(up, part, 0.0)[:, None] * move
        deviances[moving[up]] = reached[up]
        moving = moving[up]
        if not len(moving):
            break
    return ends, deviances, rest


def _uphill(where: Pattern, ratings: Kinds, begin: Array, move: Array, before: Array) -> tuple[Array, Array]:
    """How much of each move to make so that the deviance does not rise, 0 for none of it; and the deviance there."""
    part, reached = np.zeros(len(begin)), before.copy()
    trying = np.arange(len(begin))
    for halving in range(_HALVINGS):
        size = 0.5**halving
        tried = deviance(where.take(trying), begin[trying] + size * move[trying], chosen(ratings, trying))
        good = tried <= before[trying] + _ROUNDING
        part[trying[good]], reached[trying[good]] = size, tried[good]
        trying = trying[~good]
        if not len(trying):
            break
    return part, reached


def _admissible(parts: Array, otherwise: Array) -> Array:
    """The nearest parts in absolute units that lie inside by a hair; `otherwise` where there are none."""
    known = np.where(np.isnan(parts).any(axis=-1, keepdims=True), otherwise, parts)
    least = _HAIR * _total(otherwise)
    perceiver, target, crossed, _, pairs, dyadic = np.moveaxis(known, -1, 0)
    sizes, directions = np.linalg.eigh(
        np.stack([perceiver, crossed, crossed, target], axis=-1).reshape(-1, 2, 2)
    )
    sizes = np.maximum(sizes, least[:, None])
    persons = (directions * sizes[:, None, :]) @ directions.mT
    alike, differing = np.maximum(pairs + dyadic, least), np.maximum(pairs - dyadic, least)
    both = persons[:, 0, 1]
    columns = [
        persons[:, 0, 0],
        persons[:, 1, 1],
        both,
        both,
        (alike + differing) / 2,
        (alike - differing) / 2,
    ]
    return np.stack(columns, axis=-1)


def _inside(parts: Array) -> Mask:
    perceiver, target, crossed, _, pairs, dyadic = np.moveaxis(parts, -1, 0)
    some = np.minimum(np.minimum(perceiver, target), pairs) > _INSIDE * _total(parts)
    least = 1 - _INSIDE
    return np.asarray(
        some & (np.abs(crossed) < least * np.sqrt(perceiver * target)) & (np.abs(dyadic) < least * pairs)
    )


def _total(parts: Array) -> Array:
    return np.asarray(np.maximum(parts[..., [0, 1, 4]], 0.0).sum(axis=-1))
