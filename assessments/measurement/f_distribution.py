"""Tail probabilities of the F and t distributions, so that the tests of this floor need nothing but numpy."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

_TINY = 1e-300  # stands in for a zero denominator in the continued fraction
_ROUNDING = 4e-15  # a few units in the last place: nearer, the last steps only trade rounding errors
_MAXIMUM_STEPS = (
    10_000  # the fraction needs about √max(a, b) steps; this is far beyond any team's degrees of freedom
)

_log_gamma = np.frompyfunc(math.lgamma, 1, 1)


def incomplete_beta(a: ArrayLike, b: ArrayLike, x: ArrayLike) -> Array:
    """The regularised incomplete beta function I_x(a, b), elementwise, for a, b > 0 and x from 0 to 1.

    Evaluated as a continued fraction by Lentz's method, on the side of the mean where it converges fast,
    using I_x(a, b) = 1 − I_{1−x}(b, a). NaN in gives NaN out.
    Reference: DiDonato & Morris (1992), ACM Trans. Math. Softw. 18, equation 9; DLMF 8.17.22.
    Checked: scipy.special.betainc on a grid of a, b from .5 to 2,000, 1e-11 relative.
    """
    a, b, x = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (a, b, x)))
    swap = x > (a + 1) / (a + b + 2)
    first, second, at = np.where(swap, b, a), np.where(swap, a, b), np.where(swap, 1 - x, x)
    part = _front(first, second, at) * _continued_fraction(first, second, at)
    return np.where(swap, 1 - part, part)


def f_tail(f: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Array:
    """How probable is a ratio of `f` or more of two equal variances? P(F ≥ f), elementwise.

    `f` without sign or units; df1 and df2 > 0, fractions allowed (Satterthwaite). f ≤ 0 gives 1, infinity
    0, NaN NaN.
    Checked: scipy.stats.f.sf, a grid and 200,000 random ratios, 1e-10 relative.
    """
    f, df1, df2 = (np.asarray(value, dtype=float) for value in (f, df1, df2))
    ratio = np.maximum(f, 0.0)
    with np.errstate(invalid="ignore"):
        x = np.where(np.isinf(ratio), 0.0, df2 / (df2 + df1 * ratio))
    return incomplete_beta(df2 / 2, df1 / 2, x)


def t_tail(t: ArrayLike, df: ArrayLike) -> Array:
    """How probable is a t at least this far from 0, on either side? P(|T| ≥ |t|), elementwise.

    NaN in, NaN out.
    Checked: scipy.stats.t.sf, 1e-11 relative.
    """
    return f_tail(np.square(np.asarray(t, dtype=float)), 1.0, df)


def t_quantile(level: float, df: float) -> float:
    """Within which t does a share `level` of the distribution lie? P(|T| ≤ t) = level; 1.96 for .95, many df.

    Newton's method from 0: the tail is convex there, so every step stays on the near side and none
    overshoots.
    Checked: scipy.stats.t.ppf, 1e-10 relative.
    """
    t, step = 0.0, math.inf
    while step > 1e-13 * t:
        step = (float(t_tail(t, df)) - (1 - level)) / (2 * _t_density(t, df))
        t += step
    return t


def _t_density(t: float, df: float) -> float:
    log_scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log_scale - (df + 1) / 2 * math.log1p(t * t / df))


def _front(a: Array, b: Array, x: Array) -> Array:
    """x^a (1−x)^b / (a B(a, b)), in logarithms so that large degrees of freedom do not overflow."""
    log_beta = np.asarray(_log_gamma(a) + _log_gamma(b) - _log_gamma(a + b), dtype=float)
    with np.errstate(divide="ignore"):
        return np.exp(a * np.log(x) + b * np.log1p(-x) - log_beta) / a


def _continued_fraction(a: Array, b: Array, x: Array) -> Array:
    """1 / (1 + d1 / (1 + d2 / …)) by Lentz's method, two terms a step, until nothing changes."""
    d = _away_from_zero(1 - (a + b) * x / (a + 1))
    c, d = np.ones_like(d), 1 / d
    value = d
    for m in range(1, _MAXIMUM_STEPS):
        c, d = _step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), c, d)
        value = value * c * d
        c, d = _step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), c, d)
        value = value * c * d
        if not np.any(np.abs(c * d - 1) > _ROUNDING):
            return value
    raise ArithmeticError("the incomplete beta function did not converge")


def _step(term: Array, c: Array, d: Array) -> tuple[Array, Array]:
    return _away_from_zero(1 + term / c), 1 / _away_from_zero(1 + term * d)


def _away_from_zero(x: Array) -> Array:
    return np.where(np.abs(x) < _TINY, _TINY, x)
