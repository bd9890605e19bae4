"""One scale as two parcels of items: what both share is stable, the rest is error, apart from relationship."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assessments.measurement.round_robin.analysis import persons, reliability
from assessments.measurement.round_robin.cells import Array, check_square, holes
from assessments.measurement.round_robin.estimates import Covariances, Estimates, covary, estimate
from assessments.measurement.round_robin.parts import covariance_parts, positive_sum, variance_parts
from assessments.measurement.round_robin.results import Latent, LatentReliability, Part, Unstable


def analyse_parcels(x: ArrayLike, y: ArrayLike) -> Latent:
    """What is one scale about, error aside? With one score per rating, error would count as relationship.

    x, y: (n, n) means of two halves of the scale's items, as for `analyse`. Stable parts are covariances of
    the two; error is what each has beyond them, on average, a negative kind of it counting as 0.
    Missing: as in `analyse_two`; effects of persons and pairs are of the mean of both parcels.
    Errors: NotDefined as in `analyse_two`.
    Reference: Kenny (1994), chapter 2; Schönbrodt, Back & Schmukle (2012), Behavior Research Methods 44.
    Checked: TripleR 1.5.4 on 7 teams of 4 to 20, 1e-9, but for the persons' reliabilities: TripleR takes the
    perceiver-target covariance where the dyadic one belongs; with that put back ours equal its, 1e-9.
    """
    first, second = (estimate(check_square(one)[None]) for one in (x, y))
    whole, shared = estimate((first.x + second.x) / 2), covary(first, second)
    unstable = _unstable(first, second, shared)
    stable = shared.parts
    return Latent(
        n=whole.design.n,
        holes=int(holes(whole.x)[0]),
        method=shared.method,
        mean=float(whole.effects.mean[0]),
        **_parts(shared, error_of(unstable)),
        unstable=Unstable(*(float(part[0]) for part in unstable)),
        reliability=LatentReliability(
            *reliability(stable.perceiver, whole.products.perceiver),
            *reliability(stable.target, whole.products.target),
            *reliability(stable.relationship, stable.relationship + unstable.relationship / 2),
        ),
        persons=persons(whole, stable.perceiver, stable.target)[0],
        relationship=whole.effects.relationship[0],
    )


class UnstableParts(NamedTuple):
    """What a single parcel's parts hold beyond what both share, averaged over the two, each (1,)."""

    perceiver: Array
    target: Array
    relationship: Array
    dyadic: Array


def error_of(unstable: UnstableParts) -> Array:
    """The variance that is error, (1,): what each parcel has of its own, a negative kind of it counting as 0."""
    return positive_sum((unstable.perceiver, unstable.target, unstable.relationship))


def _unstable(first: Estimates, second: Estimates, shared: Covariances) -> UnstableParts:
    kinds = (
        (getattr(first.parts, kind) + getattr(second.parts, kind)) / 2 - getattr(shared.parts, kind)
        for kind in UnstableParts._fields
    )
    return UnstableParts(*kinds)


def _parts(shared: Covariances, error: Array) -> dict[str, Part]:
    """The fields of Latent that are parts."""
    stable, errors = shared.parts, shared.errors
    variances = (stable.perceiver, stable.target, stable.relationship)
    perceiver, target, relationship = variance_parts(
        variances, (errors.perceiver, errors.target, errors.relationship), rest=error
    )
    rest = error_part(error, positive_sum(variances))
    crossed = covariance_parts(
        (stable.perceiver_target + stable.target_perceiver) / 2,
        (errors.perceiver_target + errors.target_perceiver) / 2,
        stable.perceiver,
        stable.target,
    )
    dyadic = covariance_parts(stable.dyadic, errors.dyadic, stable.relationship, stable.relationship)
    return {
        "perceiver_variance": perceiver[0],
        "target_variance": target[0],
        "relationship_variance": relationship[0],
        "error_variance": rest,
        "perceiver_target_covariance": crossed[0],
        "dyadic_covariance": dyadic[0],
    }


def error_part(error: Array, stable: Array) -> Part:
    """Error as a share of all variance, both (1,); no standard error is known for it."""
    (parts,) = variance_parts((error,), (np.array([math.nan]),), rest=stable)
    return parts[0]
