"""From effects to the parts of variance and covariance, with their standard errors: complete ratings."""

from dataclasses import astuple, dataclass

import numpy as np

from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.design import Design, Leak
from assessments.measurement.round_robin.effects import Effects, settle


@dataclass(frozen=True)
class MeanProducts:
    """Mean squares of one variable's effects (A, B, C, C, D, E of docs/method.md), or mean products of two's.

    perceiver, target: of the same effect in both variables; perceiver_target: the first variable's
    perceiver effects with the second's target effects; target_perceiver: the reverse; pair_mean: of (g_ij +
    g_ji)/2, doubled; pair_difference: of g_ij − g_ji, halved. All (...).
    """

    perceiver: Array
    target: Array
    perceiver_target: Array
    target_perceiver: Array
    pair_mean: Array
    pair_difference: Array


@dataclass(frozen=True)
class Components:
    """Parts of variance of one variable, or of covariance of two; all (...), in squared units of the ratings.

    One variable: perceiver σ_a², target σ_b², perceiver_target = target_perceiver σ_ab, relationship σ_g²,
    dyadic σ_gg. Two: fields as in MeanProducts; relationship within a person's view (intrapersonal), dyadic
    across the two (interpersonal).
    """

    perceiver: Array
    target: Array
    perceiver_target: Array
    target_perceiver: Array
    relationship: Array
    dyadic: Array


def mean_products(first: Effects, second: Effects) -> MeanProducts:
    """How do two variables' effects vary together, noise included? Pass one twice for its mean squares.

    Effects of complete ratings of the same n people.
    """
    n = first.perceiver.shape[-1]
    means = [_with_returned(one.relationship, sign=1) / 2 for one in (first, second)]
    differences = [_with_returned(one.relationship, sign=-1) for one in (first, second)]
    return MeanProducts(
        perceiver=_product(first.perceiver, second.perceiver) / (n - 1),
        target=_product(first.target, second.target) / (n - 1),
        perceiver_target=_product(first.perceiver, second.target) / (n - 1),
        target_perceiver=_product(first.target, second.perceiver) / (n - 1),
        pair_mean=_cell_product(*means) / (n * (n - 3) / 2),
        pair_difference=_cell_product(*differences) / (2 * (n - 1) * (n - 2)),
    )


def components(products: MeanProducts, design: Design) -> Components:
    """What of these mean products is not noise? Unbiased; a variance can come out negative.

    σ_g² = (D + E)/2, σ_gg = (D − E)/2; from each person product the leak of pairs is taken away.
    Reference: Warner, Kenny & Stoto (1979); Kenny (1994), appendix B.
    Checked: TripleR 1.5.4, one variable (20 teams) and two (7 teams), 1e-12.
    """
    d, e = products.pair_mean, products.pair_difference
    return Components(
        perceiver=products.perceiver - design.perceiver.of(d, e),
        target=products.target - design.target.of(d, e),
        perceiver_target=products.perceiver_target - design.crossed.of(d, e),
        target_perceiver=products.target_perceiver - design.crossed.of(d, e),
        relationship=(d + e) / 2,
        dyadic=(d - e) / 2,
    )


def expected_products(parts: Components, design: Design) -> MeanProducts:
    """The mean products that parts of variance lead to under a design: the inverse of `components`."""
    d, e = parts.relationship + parts.dyadic, parts.relationship - parts.dyadic
    return MeanProducts(
        perceiver=parts.perceiver + design.perceiver.of(d, e),
        target=parts.target + design.target.of(d, e),
        perceiver_target=parts.perceiver_target + design.crossed.of(d, e),
        target_perceiver=parts.target_perceiver + design.crossed.of(d, e),
        pair_mean=d,
        pair_difference=e,
    )


def squared_errors(
    first: MeanProducts, second: MeanProducts, both: MeanProducts, design: Design
) -> Components:
    """The squared standard error of each component: for one variable pass the same mean squares three times.

    first, second: each variable's mean squares; both: their mean products. One rule serves all: a mean
    product s_xy on ν degrees of freedom has the unbiased variance estimate [ν s_xx s_yy + (ν − 2)
    s_xy²]/[(ν + 2)(ν − 1)] (twice the square over ν + 2 when x is y), and person and pair products are
    independent. NaN where a product has one degree of freedom or less.
    Reference: Bond & Lashley (1996), Psychometrika 61; Lashley & Bond (1997), Psychological Methods 2.
    Checked: TripleR 1.5.4, one variable, two, and two parcels, 7 teams each, 1e-12.
    """
    pairs = _pair_errors(first, second, both, design, np.asarray(1.0))
    returned = _pair_errors(first, second, both, design, design.returned)
    return Components(
        perceiver=_product_error(first.perceiver, second.perceiver, both.perceiver, design.df_perceiver)
        + _leaked(design.perceiver, pairs),
        target=_product_error(first.target, second.target, both.target, design.df_target)
        + _leaked(design.target, pairs),
        perceiver_target=_product_error(
            first.perceiver, second.target, both.perceiver_target, design.df_crossed
        )
        + _leaked(design.crossed, pairs),
        target_perceiver=_product_error(
            first.target, second.perceiver, both.target_perceiver, design.df_crossed
        )
        + _leaked(design.crossed, pairs),
        relationship=(pairs[0] + pairs[1]) / 4,
        dyadic=(returned[0] + returned[1]) / 4,
    )


def _pair_errors(
    first: MeanProducts, second: MeanProducts, both: MeanProducts, design: Design, share: Array
) -> tuple[Array, Array]:
    """Squared errors of D and of E when only a share of the pairs' degrees of freedom counts."""
    mean = _product_error(first.pair_mean, second.pair_mean, both.pair_mean, share * design.df_pair_mean)
    difference = _product_error(
        first.pair_difference, second.pair_difference, both.pair_difference, share * design.df_pair_difference
    )
    return mean, difference


def _product_error(xx: Array, yy: Array, xy: Array, df: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        error = (df * xx * yy + (df - 2) * xy**2) / ((df + 2) * (df - 1))
    return np.where(df > 1, np.maximum(error, 0.0), np.nan)


def _leaked(leak: Leak, pairs: tuple[Array, Array]) -> Array:
    return leak.mean**2 * pairs[0] + leak.difference**2 * pairs[1]


def settled(parts: Components) -> Components:
    """The parts of one variable, exactly 0 where one is only rounding: a variance of 0 is not negative."""
    total = np.abs(parts.perceiver) + np.abs(parts.target) + np.abs(parts.relationship)
    return Components(*(settle(part, total) for part in astuple(parts)))


def _with_returned(relationship: Array, sign: int) -> Array:
    """g_ij + g_ji or g_ij − g_ji."""
    largest = np.abs(relationship).max(axis=(-2, -1), keepdims=True)
    return settle(relationship + sign * relationship.mT, largest)


def _product(x: Array, y: Array) -> Array:
    return np.einsum("...i,...i->...", x, y)


def _cell_product(x: Array, y: Array) -> Array:
    return np.einsum("...ij,...ij->...", x, y)
