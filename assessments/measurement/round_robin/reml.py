"""Parts of variance from incomplete ratings: MINQUE, one step, and iterated to REML.

The model of the ratings y that are there, with Z_a and Z_b marking raters and rated and S exchanging the
two ratings of a pair: V = σ_a² Z_a Z_a′ + σ_b² Z_b Z_b′ + σ_ab (Z_a Z_b′ + Z_b Z_a′) + σ_g² I + σ_gg S.
With P = V⁻¹ − V⁻¹1(1′V⁻¹1)⁻¹1′V⁻¹ the parts θ solve Σ_l tr(P V_k P V_l) θ_l = y′ P V_k P y. Nothing of size
ratings × ratings is ever built: I and S mix a rating only with the one returned, everything else has rank
2n + 1, so that P = R⁻¹ − R⁻¹ Z T Z′ R⁻¹ and each trace is one of small matrices.
"""

from dataclasses import astuple, dataclass
from itertools import product

import numpy as np

from assessments.measurement.round_robin.cells import (
    Array,
    Mask,
    PairOperator,
    exchange,
    gather,
    identity,
    observed,
    spread,
)
from assessments.measurement.round_robin.effects import centred
from assessments.measurement.round_robin.variance import Components

# The weights of the first step. The person parts count as half of the pairs': near what ratings of people show.
START = Components(*(np.asarray(part) for part in (1.0, 1.0, 0.0, 0.0, 2.0, 0.0)))

_SIDES = (
    (0, 0),
    (1, 1),
    (0, 1),
    (1, 0),
)  # which Z, perceivers' 0 or targets' 1, stands left and right in V_k
_MAXIMUM_STEPS = 50
_DETERMINED = 1e-9  # smallest eigenvalue of the scaled equations that still tells the parts apart
_SETTLED = 1e-9  # in shares of all variance


def minque(x: Array, y: Array, weights: Components = START) -> Components:
    """What are the parts of variance of x, or of covariance of x and y, when ratings are missing? One step.

    x, y: (..., n, n) ratings of the same people, NaN where missing; only ratings that both have count. Pass
    x twice for its variances. weights: the parts that V is built from, any positive definite ones; they
    decide how precise the estimates are, never what they are on average.
    Missing: the point of it. Somebody who rated nobody is still a target.
    NaN where the ratings do not determine the parts, as when none was returned.
    Reference: Rao (1971), J. Multivariate Analysis 1; for round robins Bond & Malloy (2018) and Nestler
    (2016).
    Checked: equal to the closed form on complete ratings from any weights, 1e-9; to the same formula with V
    written out, 1e-9; in simulation unbiased with 10 % and 20 % of holes and with two who rate nobody.
    """
    there = observed(x) & observed(y)
    model = _model(there, weights)
    left, right = (_project(model, centred(one, there)[1]) for one in (x, y))
    return _unstack(_solve(_traces(model), _forms(left, right)))


def reml(x: Array) -> Components:
    """The parts of variance of x (teams, n, n) with holes: MINQUE again and again, weighted by the step before.

    At convergence this is restricted maximum likelihood, except that an estimate may be negative, as in the
    closed form; the weights are then kept at the border (`feasible`). A team that does not settle keeps the
    result of one step, which is unbiased too.
    Reference: Searle, Casella & McCulloch (1992), chapter 11.
    Checked: as `minque`; and the restricted likelihood is largest there, its gradient 0 to 1e-4.
    """
    estimates = _stack(minque(x, x))
    moving = np.flatnonzero(~np.isnan(estimates).any(axis=-1))
    weights = feasible(_unstack(estimates[moving]))
    for _ in range(_MAXIMUM_STEPS if len(moving) else 0):
        step = minque(x[moving], x[moving], weights)
        following = feasible(step)
        settled = _settled(weights, following)
        estimates[moving[settled]] = _stack(step)[settled]
        weights, moving = _unstack(_stack(following)[~settled]), moving[~settled]
        if not len(moving):
            break
    return _unstack(estimates)


def feasible(parts: Components) -> Components:
    """The nearest weights, in shares of all variance, with which V is positive definite; START without variance.

    No negative variance; the pairs keep 2 % of all, σ_ab at most .95 and σ_gg at most .9 of what their
    variances allow.
    """
    perceiver, target = np.maximum(parts.perceiver, 0.0), np.maximum(parts.target, 0.0)
    total = perceiver + target + np.maximum(parts.relationship, 0.0)
    relationship = np.maximum(parts.relationship, 0.02 * total)
    limit = 0.95 * np.sqrt(perceiver * target)
    crossed = np.clip((parts.perceiver_target + parts.target_perceiver) / 2, -limit, limit)
    dyadic = np.clip(parts.dyadic, -0.9 * relationship, 0.9 * relationship)
    weights = _stack(Components(perceiver, target, crossed, crossed, relationship, dyadic))
    some = (total > 0)[..., None]
    return _unstack(np.where(some, weights / np.where(some, total[..., None], 1.0), _stack(START)))


@dataclass(frozen=True)
class _Model:
    """V of one pattern of ratings taken apart: R⁻¹, G = Z′R⁻¹Z, and T with P = R⁻¹ − R⁻¹ZTZ′R⁻¹."""

    there: Mask
    inverse: PairOperator
    g: Array
    t: Array


def _model(there: Mask, weights: Components) -> _Model:
    inverse = _inverse(there, weights)
    g = inverse.gram()
    return _Model(there, inverse, g, _inner(g, weights))


def _inverse(there: Mask, weights: Components) -> PairOperator:
    """R⁻¹ for R = σ_g² I + σ_gg S: of 2 × 2 blocks where a rating is returned, of single variances elsewhere."""
    relationship, dyadic = (part[..., None, None] for part in (weights.relationship, weights.dyadic))
    determinant = relationship**2 - dyadic**2
    both = there & there.mT
    alone = np.where(there, 1 / relationship, 0.0)
    same = np.where(both, relationship / determinant, alone)
    return PairOperator(same, np.where(both, -dyadic / determinant, 0.0))


def _inner(g: Array, weights: Components) -> Array:
    """T: (Σ⁻¹ + G)⁻¹ of the persons' parts, also where Σ is singular, and then the mean as a fixed effect."""
    m = g.shape[-1] - 1
    sigma = _persons(weights, m // 2)
    persons = np.linalg.solve(
        np.eye(m) + sigma @ g[..., :m, :m], np.broadcast_to(sigma, g[..., :m, :m].shape)
    )
    to_mean = g[..., :m, m:]
    contrast = np.concatenate([-persons @ to_mean, np.ones((*g.shape[:-2], 1, 1))], axis=-2)
    information = g[..., m:, m:] - to_mean.mT @ persons @ to_mean
    t = contrast @ contrast.mT / np.where(information > 0, information, np.inf)
    t[..., :m, :m] += persons
    return t


def _persons(weights: Components, n: int) -> Array:
    """Σ: the covariance of all perceiver and target effects, (..., 2n, 2n)."""
    parts = (weights.perceiver, weights.perceiver_target, weights.target_perceiver, weights.target)
    a, c, c_back, b = (part[..., None, None] * np.eye(n) for part in parts)
    return np.block([[a, c], [c_back, b]])


def _project(model: _Model, x: Array) -> Array:
    """Py, as cells."""
    persons = (model.t @ gather(model.inverse(x))[..., None])[..., 0]
    return model.inverse(x - spread(persons, model.there))


def _forms(left: Array, right: Array) -> Array:
    """x′ P V_k P y for the six V_k, from the projected cells of x and y, (..., 6)."""
    sums = [(one.sum(axis=-1), one.sum(axis=-2)) for one in (left, right)]
    persons = [np.einsum("...i,...i->...", sums[0][a], sums[1][b]) for a, b in _SIDES]
    pairs = [np.einsum("...ij,...ij->...", left, other) for other in (right, right.mT)]
    return np.stack(persons + pairs, axis=-1)


def _traces(model: _Model) -> Array:
    """tr(P V_k P V_l′) for the six V_k, (..., 6, 6)."""
    fit = np.eye(model.g.shape[-1]) - model.t @ model.g
    projected = model.g @ fit  # Z′PZ
    pairs = (identity(model.there), exchange(model.there))
    squared = model.inverse @ model.inverse
    grams = [(pair @ squared).gram() for pair in pairs]
    spans = [gram @ fit for gram in grams]
    inner = [model.t @ gram for gram in grams]
    traces = np.empty((*model.g.shape[:-2], 6, 6))
    for (i, (a, b)), (j, (c, d)) in product(enumerate(_SIDES), repeat=2):
        traces[..., i, j] = _sum(_block(projected, c, a) * _block(projected, d, b))
    for (i, (a, b)), (j, span) in product(enumerate(_SIDES), enumerate(spans, start=4)):
        traces[..., i, j] = traces[..., j, i] = _sum(_side(fit, b) * _side(span, a))
    for i, j in product(range(2), repeat=2):
        both = pairs[i] @ pairs[j] @ squared
        mixed = _sum(model.t * (both @ model.inverse).gram())
        traces[..., 4 + i, 4 + j] = both.trace() - 2 * mixed + _sum(inner[i] * inner[j].mT)
    return traces


def _solve(traces: Array, forms: Array) -> Array:
    """θ, (..., 6); NaN where the traces, scaled to a diagonal of 1, are singular to _DETERMINED."""
    size = np.sqrt(np.diagonal(traces, axis1=-2, axis2=-1))
    scale = np.where(size > 0, size, 1.0)
    scaled = traces / (scale[..., :, None] * scale[..., None, :])
    determined = np.linalg.eigvalsh(scaled)[..., 0] > _DETERMINED
    solvable = np.where(determined[..., None, None], scaled, np.eye(6))
    theta = np.linalg.solve(solvable, (forms / scale)[..., None])[..., 0] / scale
    return np.where(determined[..., None], theta, np.nan)


def _block(matrix: Array, row: int, column: int) -> Array:
    n = (matrix.shape[-1] - 1) // 2
    return matrix[..., row * n : (row + 1) * n, column * n : (column + 1) * n]


def _side(matrix: Array, column: int) -> Array:
    """The columns of the perceivers (0) or of the targets (1)."""
    n = (matrix.shape[-1] - 1) // 2
    return matrix[..., :, column * n : (column + 1) * n]


def _sum(matrix: Array) -> Array:
    return matrix.sum(axis=(-2, -1))


def _settled(before: Components, after: Components) -> Mask:
    """Which teams' weights no longer change, (teams,)."""
    change = np.abs(_stack(after) - _stack(before)).max(axis=-1)
    return change <= _SETTLED


def _stack(parts: Components) -> Array:
    return np.stack(astuple(parts), axis=-1)


def _unstack(values: Array) -> Components:
    return Components(*np.moveaxis(values, -1, 0))
