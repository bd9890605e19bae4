"""Round robins for the report: one team on one scale, two scales together, and all teams pooled."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import product
from typing import Any

from assessments.measurement.knowable import Unknown
from assessments.measurement.round_robin import (
    Bivariate,
    FTest,
    FTests,
    KnownRoundRobin,
    Latent,
    PersonEffects,
    Pooled,
    PooledBivariate,
    PooledLatent,
    RoundRobin,
    Shares,
    everything,
    known,
)
from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.known import PARTS, covariances, pooled
from assessments.research.values import Fields, Report, number, part, shown
from assessments.research.why import UNDEFINED, why

COVARIANCES = {
    "perceiver_covariance": "perceivers",
    "target_covariance": "targets",
    "perceiver_target_covariance": "perceiver_target",
    "target_perceiver_covariance": "target_perceiver",
    "intrapersonal_covariance": "intrapersonal",
    "interpersonal_covariance": "interpersonal",
}
SIDES = ("perceiver", "target")


def scale_report(result: RoundRobin, people: Sequence[str], unrestricted: bool) -> Report:
    """One team on one scale: what is known at this size, or everything."""
    visible = everything(result) if unrestricted else known(result)
    report = shown(
        {
            "mean": (visible.mean, float),
            "shares": (visible.shares, _shares),
            **{name: _part(visible, name) for name in PARTS},
            "reciprocity": (visible.reciprocity, vars),
            "reliability": (visible.reliability, vars),
            "tests": (visible.tests, _tests),
            "persons": (_persons(visible, people), list),
            "dyads": (visible.relationship, lambda square: _dyads(square, people)),
        }
    )
    return {"n": result.n, "holes": result.holes, **asdict(result.fit), **report}


def _part(visible: KnownRoundRobin, name: str) -> tuple[Any, Any]:
    return (visible.parts, part) if isinstance(visible.parts, Unknown) else (visible.parts[name], part)


def _shares(found: Shares) -> Report:
    """Each share with its interval; and whether they are rough."""
    sides = ("perceiver", "target", "relationship")
    return {**{side: asdict(getattr(found, side)) for side in sides}, "rough": found.rough}


def _tests(tests: FTests) -> Report:
    return {name: _test(getattr(tests, name)) for name in (*SIDES, "dyadic")}


def _test(test: FTest) -> Report:
    entry = {name: number(getattr(test, name)) for name in ("f", "df1", "df2", "p")}
    return entry if test.p is not None else {**entry, "why": UNDEFINED}


def _persons(visible: KnownRoundRobin, people: Sequence[str]) -> list[Report] | Unknown:
    """A person's two effects; one that is not known is None and says why, both leave the list unknown."""
    sides = {side: getattr(visible, f"{side}_effects") for side in SIDES}
    unknown = [value for value in sides.values() if isinstance(value, Unknown)]
    if len(unknown) == len(sides):
        return unknown[0]
    return [{"id": person, **_person(sides, place)} for place, person in enumerate(people)]


def _person(sides: dict[str, PersonEffects | Unknown], place: int) -> Report:
    entry: Report = {}
    for side, effects in sides.items():
        if isinstance(effects, Unknown):
            entry |= {side: None, "why": {side: why(effects)}}
        else:
            entry |= {side: number(effects.raw[place]), f"{side}_shrunk": number(effects.shrunk[place])}
    return entry


def _dyads(square: Array, people: Sequence[str]) -> list[Report]:
    places = product(range(len(people)), repeat=2)
    return [
        {"rater": people[i], "about": people[j], "relationship": number(square[i, j])}
        for i, j in places
        if i != j and number(square[i, j]) is not None
    ]


def bivariate_report(result: Bivariate, unrestricted: bool) -> Report:
    """Two scales of one team."""
    unknown = None if unrestricted else covariances(result)
    report = shown({key: (unknown or getattr(result, name), part) for key, name in COVARIANCES.items()})
    return {"holes": result.holes, "method": result.method, **report}


def latent_report(result: Latent, unrestricted: bool) -> Report:
    """One scale as two parcels of its items."""
    return {"method": result.method, **_parcels(result, None if unrestricted else covariances(result))}


def pooled_latent_report(result: PooledLatent, unrestricted: bool) -> Report:
    """The same of all teams."""
    counts = {"teams": result.teams, "people": result.people}
    return {**counts, **_parcels(result, None if unrestricted else pooled(result))}


def _parcels(result: Latent | PooledLatent, unknown: Unknown | None) -> Report:
    fields: Fields = {name: (unknown or getattr(result, name), part) for name in PARTS}
    error = (
        unknown or result.error_variance,
        lambda own: {"estimate": own.estimate, "standardised": own.standardised},
    )
    reliability = (unknown or result.reliability, vars)
    return shown({**fields, "error_variance": error, "reliability": reliability})


def pooled_report(result: Pooled, unrestricted: bool) -> Report:
    """All teams on one scale."""
    unknown = None if unrestricted else pooled(result)
    fields: Fields = {name: (unknown or getattr(result, name), part) for name in PARTS}
    reliability = (unknown or result.reliability, vars)
    counts = {"teams": result.teams, "people": result.people}
    return {**counts, **shown({**fields, "reliability": reliability}), "team_variance": result.team_variance}


def pooled_bivariate_report(result: PooledBivariate, unrestricted: bool) -> Report:
    """Two scales of all teams."""
    unknown = None if unrestricted else pooled(result.first)
    fields: Fields = {key: (unknown or getattr(result, name), part) for key, name in COVARIANCES.items()}
    return {"teams": result.teams, **shown(fields)}
