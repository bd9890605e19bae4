"""One scale's ratings of one team, or of very many: what they are about, person by person and pair by pair."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from assessments.measurement.round_robin.cells import Array, check_square, holes
from assessments.measurement.round_robin.design import Leak
from assessments.measurement.round_robin.estimates import Estimates, estimate
from assessments.measurement.round_robin.f_tests import f_tests
from assessments.measurement.round_robin.parts import covariance_parts, known, variance_parts
from assessments.measurement.round_robin.results import (
    FTest,
    FTests,
    MeanSquares,
    Persons,
    Reliability,
    RoundRobin,
)


def analyse(x: ArrayLike) -> RoundRobin:
    """What are one team's ratings on one scale about: who rates, who is rated, or what is special to the two?

    x: (n, n) row rater, column rated, any unit, NaN where a rating is missing; the diagonal is ignored; n ≥
    4.
    Missing: without holes the closed form, with holes REML on what is there; nothing is filled in.
    Errors: NotDefined below four people, or where too few ratings link them.
    Reference: Warner, Kenny & Stoto (1979); Kenny (1994); Bond & Lashley (1996).
    Checked: TripleR 1.5.4 on 7 teams of 4 to 20, estimates, shares, correlations, standard errors, t,
    effects and reliabilities, 1e-9; relabelling, shifting, scaling and transposing by hypothesis; truth
    recovered in simulation.
    """
    return analyse_many([x])[0]


def analyse_many(teams: Sequence[ArrayLike]) -> list[RoundRobin]:
    """The same for many teams, in their order; all teams of one size are worked on at once.

    Errors: NotDefined if any of the teams has too few ratings.
    """
    squares = [check_square(np.asarray(team, dtype=float)) for team in teams]
    results: dict[int, RoundRobin] = {}
    for indices in _alike(squares):
        estimates = estimate(np.stack([squares[index] for index in indices]))
        results.update(zip(indices, round_robins(estimates), strict=True))
    return [results[index] for index in range(len(squares))]


def round_robins(estimates: Estimates) -> list[RoundRobin]:
    """A stack's estimates as one RoundRobin per team."""
    parts, errors, found = estimates.parts, estimates.errors, estimates.effects
    perceiver, target, relationship = variance_parts(
        (parts.perceiver, parts.target, parts.relationship),
        (errors.perceiver, errors.target, errors.relationship),
    )
    columns = zip(
        holes(estimates.x).tolist(),
        estimates.fits,
        found.mean.tolist(),
        perceiver,
        target,
        relationship,
        covariance_parts(parts.perceiver_target, errors.perceiver_target, parts.perceiver, parts.target),
        covariance_parts(parts.dyadic, errors.dyadic, parts.relationship, parts.relationship),
        _squares(estimates),
        _reliabilities(estimates),
        _tests(estimates),
        persons(estimates, parts.perceiver, parts.target),
        found.relationship,
        strict=True,
    )
    return [RoundRobin(estimates.design.n, gone, *rest) for gone, *rest in columns]


def persons(estimates: Estimates, perceiver: Array, target: Array) -> list[Persons]:
    """Every person's effects, raw and shrunk; perceiver, target (teams,) are the variances that count as true."""
    found, parts, allowed = estimates.effects, estimates.parts, estimates.design
    pairs = (estimates.products.pair_mean[..., None], estimates.products.pair_difference[..., None])
    columns = (
        found.perceiver,
        found.target,
        found.perceiver * _shrinkage(perceiver, parts.perceiver, allowed.each_perceiver, pairs),
        found.target * _shrinkage(target, parts.target, allowed.each_target, pairs),
    )
    return [Persons(*one) for one in zip(*columns, strict=True)]


def _shrinkage(true: Array, variance: Array, leak: Leak, pairs: tuple[Array, Array]) -> Array:
    """How much of one person's effect to believe: true variance over all, with the noise of that very person."""
    true = np.maximum(true, 0.0)[..., None]
    everything = np.maximum(variance[..., None], true) + leak.of(*pairs)
    return np.where(true > 0, true / np.where(true > 0, everything, 1.0), 0.0)


def _squares(estimates: Estimates) -> list[MeanSquares]:
    products, allowed = estimates.products, estimates.design
    columns = (
        products.perceiver,
        products.target,
        products.perceiver_target,
        products.pair_mean,
        products.pair_difference,
        np.minimum(allowed.df_perceiver, allowed.df_target),
        allowed.df_pair_mean,
        allowed.df_pair_difference,
        allowed.perceiver.mean,
        allowed.perceiver.difference,
        allowed.target.mean,
        allowed.target.difference,
    )
    rows = np.stack(np.broadcast_arrays(*columns), axis=-1).tolist()
    return [MeanSquares(*row) for row in rows]


def _reliabilities(estimates: Estimates) -> list[Reliability]:
    columns = [
        reliability(estimates.parts.perceiver, estimates.products.perceiver),
        reliability(estimates.parts.target, estimates.products.target),
    ]
    return [Reliability(*row) for row in zip(*columns, strict=True)]


def reliability(true: Array, square: Array) -> list[float | None]:
    """The share of a mean square (teams,) that is no noise; None where the variance is negative or nothing varies."""
    defined = (true >= 0) & (square > 0)
    return [
        known(share) for share in np.where(defined, true / np.where(defined, square, 1.0), np.nan).tolist()
    ]


def _tests(estimates: Estimates) -> list[FTests]:
    found = f_tests(estimates.products, estimates.design)
    teams = np.stack([found.f, found.df1, found.df2, found.p], axis=-1).tolist()
    return [FTests(*(FTest(_finite(f), df1, df2, known(p)) for f, df1, df2, p in team)) for team in teams]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _alike(squares: Sequence[Array]) -> list[list[int]]:
    """Places of the teams that can be worked on at once: of one size, and all complete or all with holes."""
    groups: dict[tuple[int, bool], list[int]] = {}
    for index, square in enumerate(squares):
        groups.setdefault((len(square), bool(holes(square))), []).append(index)
    return list(groups.values())
