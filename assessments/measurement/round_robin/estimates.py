"""The parts of variance of a stack of teams of one size, by closed form or by REML, with all that led to them."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.round_robin.cells import Array, Mask, NotDefined, NotLinked, holes, observed
from assessments.measurement.round_robin.design import Design, complete_design, design, least_squares
from assessments.measurement.round_robin.effects import Effects, effects, incomplete_effects
from assessments.measurement.round_robin.minque import minque, stack, unstack
from assessments.measurement.round_robin.reml import Found, feasible, reml
from assessments.measurement.round_robin.results import Fit, Method
from assessments.measurement.round_robin.variance import (
    Components,
    MeanProducts,
    components,
    expected_products,
    mean_products,
    settled,
    squared_errors,
)

COMPLETE = Fit("closed form", settled=True, at_border=False)


@dataclass(frozen=True)
class Covariances:
    """Parts of covariance of two variables, their squared standard errors, and the mean products behind them."""

    method: Method
    design: Design
    products: MeanProducts
    parts: Components
    errors: Components


@dataclass(frozen=True)
class Estimates:
    """One variable of (teams, n, n) ratings: effects, mean squares, parts of variance and their squared errors.

    fits: how the parts of each team were estimated.
    """

    x: Array
    fits: list[Fit]
    effects: Effects
    design: Design
    products: MeanProducts
    parts: Components
    errors: Components

    @property
    def is_complete(self) -> bool:
        """No rating is missing in any of the teams."""
        return _complete(self.x)


def estimate(x: Array) -> Estimates:
    """The parts of variance of ratings x (teams, n, n), either all complete or all with holes (NaN).

    Errors: NotDefined where ratings do not determine the parts, NotLinked where they fall into parts.
    """
    if _complete(x):
        return _closed_form(x)
    there = observed(x)
    solve = _linked(there)
    allowed, found = design(there, solve), reml(x)
    parts = settled(found.components)
    _check_determined(parts)
    products = expected_products(parts, allowed)
    errors = squared_errors(products, products, products, allowed)
    return Estimates(x, _fits(found), incomplete_effects(x, solve), allowed, products, parts, errors)


def covary(first: Estimates, second: Estimates) -> Covariances:
    """The parts of covariance of two variables of the same teams.

    With holes in either, MINQUE on the ratings that both have, weighted by the mean of the two variables'
    parts.
    Errors: NotDefined where they are not of the same people, or share too few ratings; NotLinked as above.
    """
    if first.x.shape != second.x.shape:
        raise NotDefined("two scales can be compared only for the same people")
    complete = first.is_complete and second.is_complete
    if complete:
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
    return Covariances("closed form" if complete else "MINQUE", allowed, products, parts, errors)


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
    return Estimates(x, [COMPLETE] * len(x), found, allowed, products, parts, errors)


def _between(first: Components, second: Components) -> Components:
    return unstack((feasible(stack(first)) + feasible(stack(second))) / 2)


def _fits(found: Found) -> list[Fit]:
    columns = zip(found.is_reml.tolist(), found.settled.tolist(), found.at_border.tolist(), strict=True)
    return [Fit("REML" if is_reml else "MINQUE", *how) for is_reml, *how in columns]
