"""Are perceivers, targets, or reciprocity more than chance in one small team? Ratios of mean squares."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.f_distribution import f_tail
from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.design import Design, Leak
from assessments.measurement.round_robin.variance import MeanProducts


@dataclass(frozen=True)
class Ratios:
    """F, degrees of freedom and p-values, each (..., 3): perceiver, target, dyadic; NaN where undefined."""

    f: Array
    df1: Array
    df2: Array
    p: Array


def f_tests(products: MeanProducts, design: Design) -> Ratios:
    """Would mean squares as far from noise as these turn up by chance?

    Perceivers: F = A/(D/(2(n − 2)) + E/(2n)), the noise on Satterthwaite's degrees of freedom; targets
    alike with B. One-sided, as a variance cannot be negative. Dyadic reciprocity: F = D/E, two-sided, as
    regard may be returned or reversed. With holes the leaks, the mean squares and the degrees of freedom
    are those of the design. The t-tests of the standard errors cannot reach significance for persons at n ≤
    6: hence these.
    Reference: Satterthwaite (1946), Biometrics 2; Bond & Lashley (1996).
    Checked: size between .035 and .065 in simulation at n = 6, 8 and 10; tails equal to scipy's.
    """
    d, e = products.pair_mean, products.pair_difference
    perceiver = _against_noise(products.perceiver, design.df_perceiver, design.perceiver, d, e, design)
    target = _against_noise(products.target, design.df_target, design.target, d, e, design)
    pair_df = design.returned * design.df_pair_mean, design.returned * design.df_pair_difference
    dyadic = _ratio(d, e, *pair_df)
    stacks = [
        np.stack(np.broadcast_arrays(*three), axis=-1)
        for three in zip(perceiver, target, dyadic, strict=True)
    ]
    f, df1, df2 = np.broadcast_arrays(*stacks)
    tail = _tail(f, df1, df2)
    tail[..., 2] = 2 * np.minimum(tail[..., 2], 1 - tail[..., 2])
    return Ratios(f, df1, df2, tail)


def _against_noise(
    square: Array, df: Array, leak: Leak, d: Array, e: Array, design: Design
) -> tuple[Array, Array, Array]:
    noise = leak.of(d, e)
    spread = (leak.mean * d) ** 2 / design.df_pair_mean + (
        leak.difference * e
    ) ** 2 / design.df_pair_difference
    with np.errstate(divide="ignore", invalid="ignore"):
        return _ratio(square, noise, df, noise**2 / spread)


def _ratio(square: Array, noise: Array, df1: Array, df2: Array) -> tuple[Array, Array, Array]:
    """Infinite where there is no noise at all, undefined where there is nothing at all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return square / noise, df1, np.where(noise > 0, df2, 1.0)


def _tail(f: Array, df1: Array, df2: Array) -> Array:
    defined = (df1 > 0) & (df2 > 0) & ~np.isnan(f)
    return np.where(defined, f_tail(f, np.where(defined, df1, 1.0), np.where(defined, df2, 1.0)), np.nan)
