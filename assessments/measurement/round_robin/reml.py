"""Parts of variance from incomplete ratings: MINQUE again and again, each step weighted by the last, until REML."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.round_robin.cells import Array, Chosen, Mask, observed
from assessments.measurement.round_robin.direct import highest
from assessments.measurement.round_robin.effects import centred
from assessments.measurement.round_robin.minque import START, stack, step, unstack
from assessments.measurement.round_robin.pattern import Kinds, Pattern, chosen, pattern
from assessments.measurement.round_robin.variance import Components

_CHUNK = 128  # teams worked on at once: their matrices stay in the processor's cache
_MAXIMUM_STEPS = 50
_SETTLED = 1e-9  # in shares of all variance
_BORDER = 1e-6  # as near to the border, in shares of all variance, as to be at it
# Extrapolated only near the end: from far away it can lead to another hill of the likelihood than steps do.
_NEAR = 0.03
_REMEMBERED = 2
# Of so few people's ratings with holes the likelihood can have two hills (one team of 5 in 50, of 7 in 1,000).
_FEW_PEOPLE = 7


@dataclass(frozen=True)
class Found:
    """What REML found: parts (teams, 6), NaN where undetermined, and how, per team.

    settled: the steps came to rest. at_border: they did so where a variance is negative, or a covariance about
    as large as its variances allow, or the likelihood is larger there than where they came to rest.
    """

    parts: Array
    settled: Mask
    at_border: Mask

    @property
    def components(self) -> Components:
        """The parts by their names, each (teams,)."""
        return unstack(self.parts)

    @property
    def is_reml(self) -> Mask:
        """At rest, inside: these estimates are of the largest restricted likelihood."""
        return self.settled & ~self.at_border


def reml(x: Array) -> Found:
    """The parts of variance of x (teams, n, n) with holes: MINQUE again and again, weighted by the step before.

    At rest inside the space of admissible parts this is restricted maximum likelihood. Otherwise an estimate may
    be negative, as in the closed form; the weights are then kept at the border (`feasible`). A team that does
    not come to rest keeps the result of one step, which is unbiased too, unless a direct maximisation finds the
    largest likelihood inside (`direct`); the same is asked of few people.
    Reference: Searle, Casella & McCulloch (1992), chapter 11; Anderson (1965), J. ACM 12, for the extrapolation.
    Checked: as `minque`; one more step changes nothing; equal to a direct maximisation by scipy, 1e-6, at n = 5 to
    12 with 5 to 25 % of holes, wherever neither `at_border` nor unsettled is said.
    """
    chunks = [_chunk(x[at : at + _CHUNK]) for at in range(0, len(x), _CHUNK)]
    return Found(
        np.concatenate([chunk.parts for chunk in chunks]),
        np.concatenate([chunk.settled for chunk in chunks]),
        np.concatenate([chunk.at_border for chunk in chunks]),
    )


def _chunk(x: Array) -> Found:
    there = observed(x)
    where, cells = pattern(there), centred(x, there)[1]
    ratings = where.split(cells)
    parts = step(where, np.broadcast_to(stack(START), (len(x), 6)), ratings, ratings)
    settled = _iterate(where, ratings, parts)
    at_border = _clipped(parts) > _BORDER
    doubtful = np.flatnonzero(
        ~np.isnan(parts).any(axis=-1)
        & (~settled | (x.shape[-1] <= _FEW_PEOPLE))
        & (cells != 0).any(axis=(-2, -1))
    )
    if len(doubtful):
        _look_for_more(
            where.take(doubtful), chosen(ratings, doubtful), doubtful, Found(parts, settled, at_border)
        )
    return Found(parts, settled, at_border)


def _look_for_more(where: Pattern, ratings: Kinds, teams: NDArray[np.intp], found: Found) -> None:
    """Put in, for these teams, what a direct maximisation finds: a higher hill, or that the border is higher."""
    best = highest(where, ratings, found.parts[teams], ~found.is_reml[teams])
    better = teams[best.higher & best.inside]
    found.parts[better] = best.parts[best.higher & best.inside]
    found.settled[better], found.at_border[better] = True, False
    found.at_border[teams[best.higher & ~best.inside]] = True


def _iterate(where: Pattern, ratings: Kinds, parts: Array) -> Mask:
    """Step until the weights no longer change; puts what is found into `parts`, and says for whom, (teams,)."""
    settled = np.zeros(len(parts), dtype=bool)
    moving = np.flatnonzero(~np.isnan(parts).any(axis=-1))
    weights, memory = feasible(parts[moving]), _Memory()
    where, ratings = where.take(moving), chosen(ratings, moving)
    for _ in range(_MAXIMUM_STEPS if len(moving) else 0):
        found = step(where, weights, ratings, ratings)
        following = feasible(found)
        rest = np.abs(following - weights).max(axis=-1) <= _SETTLED
        parts[moving[rest]], settled[moving[rest]] = found[rest], True
        if rest.all():
            break
        on = ~rest
        if rest.any():
            moving, where, ratings = moving[on], where.take(on), chosen(ratings, on)
            memory.keep(on)
        weights = memory.following(weights[on], following[on])
    return settled


@dataclass
class _Memory:
    """The last steps of each team, from which the next is extrapolated (Anderson's method)."""

    weights: list[Array] = field(default_factory=list)
    led_to: list[Array] = field(default_factory=list)

    def keep(self, teams: Chosen) -> None:
        self.weights = [one[teams] for one in self.weights]
        self.led_to = [one[teams] for one in self.led_to]

    def following(self, weights: Array, led_to: Array) -> Array:
        """Where to go from `weights`, which a plain step leads on to `led_to`."""
        change, result = led_to - weights, led_to
        if self.weights:
            earlier = list(zip(self.weights, self.led_to, strict=True))
            changes = np.stack([change - (end - begin) for begin, end in earlier], axis=-1)
            ends = np.stack([led_to - end for _, end in earlier], axis=-1)
            normal = changes.mT @ changes
            size = np.trace(normal, axis1=-2, axis2=-1)[..., None, None]
            normal = normal + (1e-12 * size + np.finfo(float).tiny) * np.eye(normal.shape[-1])
            mix = np.linalg.solve(normal, changes.mT @ change[..., None])
            near = np.abs(change).max(axis=-1) < _NEAR
            result = np.where(near[..., None], feasible(led_to - (ends @ mix)[..., 0]), led_to)
        self.weights = [*self.weights, weights][-_REMEMBERED:]
        self.led_to = [*self.led_to, led_to][-_REMEMBERED:]
        return result


def feasible(parts: Array) -> Array:
    """The nearest weights (..., 6), in shares of all variance, with which V is positive definite; or START.

    No negative variance; the pairs keep 2 % of all, σ_ab at most .95 and σ_gg at most .9 of what their
    variances allow.
    """
    perceiver, target, crossed, crossed_too, relationship, dyadic = np.moveaxis(parts, -1, 0)
    perceiver, target = np.maximum(perceiver, 0.0), np.maximum(target, 0.0)
    total = perceiver + target + np.maximum(relationship, 0.0)
    relationship = np.maximum(relationship, 0.02 * total)
    limit = 0.95 * np.sqrt(perceiver * target)
    both = np.clip((crossed + crossed_too) / 2, -limit, limit)
    most = 0.9 * relationship
    weights = np.stack([perceiver, target, both, both, relationship, np.clip(dyadic, -most, most)], axis=-1)
    some = (total > 0)[..., None]
    return np.where(some, weights / np.where(some, total[..., None], 1.0), stack(START))


def _clipped(parts: Array) -> Array:
    """How far the parts lie outside of what `feasible` allows, in shares of all variance, (teams,)."""
    total = np.maximum(parts[..., [0, 1, 4]], 0.0).sum(axis=-1, keepdims=True)
    shares = parts / np.where(total > 0, total, 1.0)
    return np.where(total[..., 0] > 0, np.abs(feasible(parts) - shares).max(axis=-1), 0.0)
