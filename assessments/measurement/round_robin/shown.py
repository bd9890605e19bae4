"""What of a round robin a reader may see: in place of everything else stands a `Withheld` with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assessments.measurement import disclosure
from assessments.measurement.disclosure import Audience, Detail, Reader, Reason, Withheld
from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.results import (
    Bivariate,
    FTests,
    Latent,
    Method,
    Part,
    Pooled,
    Reliability,
    RoundRobin,
)


@dataclass(frozen=True)
class Shares:
    """How much of the ratings' variance is the rater's, the rated person's, and special to the two; they sum to 1.

    A part estimated below zero has a share of 0. rough: from six or seven people; say so, and round to
    tenths.
    """

    perceiver: float
    target: float
    relationship: float
    rough: bool


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
class ShownRoundRobin:
    """A team's round robin on one scale as far as a reader may see it; fields as in RoundRobin.

    parts: the five parts in full, by their names in RoundRobin.
    """

    n: int
    holes: int
    method: Method
    mean: float | Withheld
    shares: Shares | Withheld
    parts: Mapping[str, Part] | Withheld
    reciprocity: Reciprocity | Withheld
    reliability: Reliability | Withheld
    tests: FTests | Withheld
    perceiver_effects: PersonEffects | Withheld
    target_effects: PersonEffects | Withheld
    relationship: Array | Withheld


PARTS = (
    "perceiver_variance",
    "target_variance",
    "relationship_variance",
    "perceiver_target_covariance",
    "dyadic_covariance",
)


def shown(
    result: RoundRobin, reader: Reader, audience: Audience = Audience.FACILITATOR_ONLY
) -> ShownRoundRobin:
    """What of a closed round's result may this reader see? docs/method.md, "What is shown at which size".

    Below 6 people no share, at 6 and 7 rough shares, from 8 everything about the team; nothing with more
    holes than the size allows; persons and pairs by name for facilitators only, persons only where they can
    be told apart.
    Checked: every size to 12, every number of holes, every reader and audience: nothing withheld by a rule of
    disclosure.py is left in the value.
    """
    in_full = disclosure.tests(result.n, result.holes)
    return ShownRoundRobin(
        n=result.n,
        holes=result.holes,
        method=result.method,
        mean=_mean(result),
        shares=_shares(result),
        parts=in_full or _parts(result),
        reciprocity=in_full or _reciprocity(result),
        reliability=in_full or result.reliability,
        tests=in_full or result.tests,
        perceiver_effects=_effects(result, "perceiver", reader, audience),
        target_effects=_effects(result, "target", reader, audience),
        relationship=_relationship(result, reader, audience),
    )


def everything(result: RoundRobin) -> ShownRoundRobin:
    """The result as if no rule of disclosure held: for checking against other programs, never for a page."""
    return ShownRoundRobin(
        n=result.n,
        holes=result.holes,
        method=result.method,
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


def may_show_covariances(result: Bivariate | Latent) -> Withheld | None:
    """May an analysis of two scales or of two parcels be shown? As tests may."""
    return disclosure.tests(result.n, result.holes)


def may_show_pooled(result: Pooled) -> Withheld | None:
    """May pooled parts be shown? As tests of one team with as many degrees of freedom: from 7 over all teams."""
    return disclosure.tests(result.people - result.teams + 1, holes=0)


def _mean(result: RoundRobin) -> float | Withheld:
    said = ~np.isnan(result.relationship) & ~np.eye(result.n, dtype=bool)
    answered = int(said.any(axis=1).sum())
    return disclosure.team_level(answered, closed=True) or result.mean


def _parts(result: RoundRobin) -> dict[str, Part]:
    return {name: getattr(result, name) for name in PARTS}


def _reciprocity(result: RoundRobin) -> Reciprocity:
    return Reciprocity(result.generalized_reciprocity, result.dyadic_reciprocity)


def _shares(result: RoundRobin) -> Shares | Withheld:
    detail = disclosure.variance_shares(result.n, result.holes)
    return detail if isinstance(detail, Withheld) else _share_values(result, rough=detail is Detail.ROUGH)


def _share_values(result: RoundRobin, rough: bool) -> Shares | Withheld:
    parts = (result.perceiver_variance, result.target_variance, result.relationship_variance)
    if all(part.standardised is None for part in parts):
        return Withheld(Reason.NO_VARIANCE)
    perceiver, target, relationship = (part.standardised or 0.0 for part in parts)
    return Shares(perceiver, target, relationship, rough)


def _effects(result: RoundRobin, side: str, reader: Reader, audience: Audience) -> PersonEffects | Withheld:
    reliability: float | None = getattr(result.reliability, side)
    variance: Part = getattr(result, f"{side}_variance")
    known = np.nan if reliability is None else reliability
    refused = disclosure.person_effect(reader, result.n, result.holes, known, variance.raw, audience)
    return refused or _person_effects(result, side)


def _person_effects(result: RoundRobin, side: str) -> PersonEffects:
    return PersonEffects(getattr(result.persons, side), getattr(result.persons, f"{side}_shrunk"))


def _relationship(result: RoundRobin, reader: Reader, audience: Audience) -> Array | Withheld:
    refused = disclosure.may_see_pairs(reader, audience, closed=True)
    refused = refused or disclosure.tests(result.n, result.holes)
    if refused:
        return refused
    return result.relationship if result.relationship_variance.raw > 0 else Withheld(Reason.NO_VARIANCE)
