"""The parts of variance of a stack of teams of one size, by closed form or by REML, with all that led to them."""

from dataclasses import astuple, dataclass

import numpy as np

from assessments.measurement.round_robin.cells import Array, Mask, NotDefined, NotLinked, holes, observed
from assessments.measurement.round_robin.design import Design, complete_design, design, least_squares
from assessments.measurement.round_robin.effects import Effects, effects, incomplete_effects
from assessments.measurement.round_robin.reml import feasible, minque, reml
from assessments.measurement.round_robin.results import Method
from assessments.measurement.round_robin.variance import (
    Components,
    MeanProducts,
    components,
    expected_products,
    mean_products,
    settled,
    squared_errors,
)


@dataclass(frozen=True)
class Covariances:
    """Parts of covariance of two variables, their squared standard errors, and the mean products behind them."""

    design: Design
    products: MeanProducts
    parts: Components
    errors: Components


@dataclass(frozen=True)
class Estimates:
    """One variable of (teams, n, n) ratings: effects, mean squares, parts of variance and their squared errors."""

    x: Array
    method: Method
    effects: Effects
    design: Design
    products: MeanProducts
    parts: Components
    errors: Components


def estimate(x: Array) -> Estimates:
    """The parts of variance of ratings x (teams, n, n), either all complete or all with holes (NaN).

    Errors: NotDefined where ratings do not determine the parts, NotLinked where they fall into parts.
    """
    if _complete(x):
        return _closed_form(x)
    there = observed(x)
    solve = _linked(there)
    allowed, parts = design(there, solve), settled(reml(x))
    _check_determined(parts)
    products = expected_products(parts, allowed)
    errors = squared_errors(products, products, products, allowed)
    return Estimates(x, "REML", incomplete_effects(x, solve), allowed, products, parts, errors)


def covary(first: Estimates, second: Estimates) -> Covariances:
    """The parts of covariance of two variables of the same teams.

    With holes in either, MINQUE on the ratings that both have, weighted by the mean of the two variables'
    parts.
    Errors: NotDefined where they are not of the same people, or share too few ratings; NotLinked as above.
    """
    if first.x.shape != second.x.shape:
        raise NotDefined("two scales can be compared only for the same people")
    if first.method == second.method == "closed form":
        allowed = first.design
        products = mean_products(first.effects, second.effects)
        parts = components(products, allowed)
    else:
        there = observed(first.x) & observed(second.x)
        allowed = design(there, _linked(there))
        parts = minque(first.x, second.x, _between(first.parts, second.parts))
        _check_determined(parts)
        products = expected_products(parts, allowed)
    errors = squared_errors(first.products, second.products, products, allowed)
    return Covariances(allowed, products, parts, errors)


def _linked(there: Mask) -> Array:
    """`least_squares` of patterns of which each holds together."""
    solve = least_squares(there)
    if np.isnan(solve[there.any(axis=(-2, -1))]).any():
        raise NotLinked("the ratings fall into parts that do not rate each other")
    return solve


def _check_determined(parts: Components) -> None:
    if np.isnan(parts.relationship).any():
        raise NotDefined("too few ratings to tell perceivers, targets and pairs apart")


def _complete(x: Array) -> bool:
    return not holes(x).any()


def _closed_form(x: Array) -> Estimates:
    found, allowed = effects(x), complete_design(x.shape[-1])
    products = mean_products(found, found)
    errors = squared_errors(products, products, products, allowed)
    parts = settled(components(products, allowed))
    return Estimates(x, "closed form", found, allowed, products, parts, errors)


def _between(first: Components, second: Components) -> Components:
    one, other = astuple(feasible(first)), astuple(feasible(second))
    return Components(*((a + b) / 2 for a, b in zip(one, other, strict=True)))
