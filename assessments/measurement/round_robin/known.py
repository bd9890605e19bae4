"""What of a round robin is known at its team's size: in place of everything else stands an `Unknown` and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assessments.measurement import knowable
from assessments.measurement.knowable import Cause, Detail, Unknown
from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.results import (
    Bivariate,
    Fit,
    FTests,
    Latent,
    Part,
    Pooled,
    PooledLatent,
    Reliability,
    RoundRobin,
)
from assessments.measurement.round_robin.shares import Shares, shares


@dataclass(frozen=True)
class Reciprocity:
    """Are generous raters rated well, and is special regard returned? Correlations, None where one is undefined."""

    generalized: float | None
    dyadic: float | None


@dataclass(frozen=True, eq=False)
class PersonEffects:
    """One effect per person, (n,): `shrunk` is what to show of a person, `raw` what other programs report."""

    raw: Array
    shrunk: Array


@dataclass(frozen=True, eq=False)
class KnownRoundRobin:
    """A team's round robin on one scale as far as it is known; fields as in RoundRobin.

    parts: the five parts in full, by their names in RoundRobin.
    """

    n: int
    holes: int
    fit: Fit
    mean: float
    shares: Shares | Unknown
    parts: Mapping[str, Part] | Unknown
    reciprocity: Reciprocity | Unknown
    reliability: Reliability | Unknown
    tests: FTests | Unknown
    perceiver_effects: PersonEffects | Unknown
    target_effects: PersonEffects | Unknown
    relationship: Array | Unknown


PARTS = (
    "perceiver_variance",
    "target_variance",
    "relationship_variance",
    "perceiver_target_covariance",
    "dyadic_covariance",
)


def known(result: RoundRobin) -> KnownRoundRobin:
    """What of a closed round's result is known? docs/method.md, "What is known at which size".

    Below 6 people no share, at 6 and 7 rough shares, from 8 everything; nothing with more holes than the size
    allows; persons only where they can be told apart.
    Checked: every size to 12, every number of holes: nothing that a rule of knowable.py leaves unknown is left in
    the value.
    """
    in_full = knowable.tests(result.n, result.holes)
    return KnownRoundRobin(
        n=result.n,
        holes=result.holes,
        fit=result.fit,
        mean=result.mean,
        shares=_shares(result),
        parts=in_full or _parts(result),
        reciprocity=in_full or _reciprocity(result),
        reliability=in_full or result.reliability,
        tests=in_full or result.tests,
        perceiver_effects=_effects(result, "perceiver"),
        target_effects=_effects(result, "target"),
        relationship=_relationship(result),
    )


def everything(result: RoundRobin) -> KnownRoundRobin:
    """The result as if everything were known: for checking against other programs, never for a page."""
    return KnownRoundRobin(
        n=result.n,
        holes=result.holes,
        fit=result.fit,
        mean=result.mean,
        shares=_share_values(result, rough=False),
        parts=_parts(result),
        reciprocity=_reciprocity(result),
        reliability=result.reliability,
        tests=result.tests,
        perceiver_effects=_person_effects(result, "perceiver"),
        target_effects=_person_effects(result, "target"),
        relationship=result.relationship,
    )


def covariances(result: Bivariate | Latent) -> Unknown | None:
    """Is an analysis of two scales or of two parcels known? As tests are."""
    return knowable.tests(result.n, result.holes)


def pooled(result: Pooled | PooledLatent) -> Unknown | None:
    """Are pooled parts known? As tests of one team with as many degrees of freedom: from 7 over all teams."""
    return knowable.tests(result.people - result.teams + 1, holes=0)


def _parts(result: RoundRobin) -> dict[str, Part]:
    return {name: getattr(result, name) for name in PARTS}


def _reciprocity(result: RoundRobin) -> Reciprocity:
    return Reciprocity(result.generalized_reciprocity, result.dyadic_reciprocity)


def _shares(result: RoundRobin) -> Shares | Unknown:
    detail = knowable.variance_shares(result.n, result.holes)
    return detail if isinstance(detail, Unknown) else _share_values(result, rough=detail is Detail.ROUGH)


def _share_values(result: RoundRobin, rough: bool) -> Shares | Unknown:
    return shares(result, rough=rough) or Unknown(Cause.NO_VARIANCE)


def _effects(result: RoundRobin, side: str) -> PersonEffects | Unknown:
    reliability: float | None = getattr(result.reliability, side)
    variance: Part = getattr(result, f"{side}_variance")
    sure = np.nan if reliability is None else reliability
    unknown = knowable.person_effect(result.n, result.holes, sure, variance.raw)
    return unknown or _person_effects(result, side)


def _person_effects(result: RoundRobin, side: str) -> PersonEffects:
    return PersonEffects(getattr(result.persons, side), getattr(result.persons, f"{side}_shrunk"))


def _relationship(result: RoundRobin) -> Array | Unknown:
    if unknown := knowable.tests(result.n, result.holes):
        return unknown
    return result.relationship if result.relationship_variance.raw > 0 else Unknown(Cause.NO_VARIANCE)
