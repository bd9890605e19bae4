"""Everything that the command says about a file, as plain values: what --json prints and the text is written from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessments.measurement import knowable
from assessments.measurement.instrument import DEFAULT
from assessments.measurement.pairs import Noise
from assessments.measurement.quality import team_patterns
from assessments.measurement.reliability import scale_noise, scale_reliability
from assessments.measurement.round_robin import (
    Bivariate,
    Latent,
    NotDefined,
    RoundRobin,
    analyse,
    analyse_many,
    analyse_parcels,
    analyse_two,
    pool,
    pool_parcels,
    pool_two,
)
from assessments.measurement.scoring import scale_scores
from assessments.research.arguments import Request
from assessments.research.pairs_report import pairs_report
from assessments.research.ratings_file import Array, TeamRatings
from assessments.research.round_robin_report import (
    bivariate_report,
    latent_report,
    pooled_bivariate_report,
    pooled_latent_report,
    pooled_report,
    scale_report,
)
from assessments.research.values import Report, number
from assessments.research.why import FOUR_PEOPLE, ONE_TEAM

Result = TypeVar("Result")
Undefined = str  # in place of a result: why there is none


@dataclass(frozen=True, eq=False)
class Analysed:
    """One team with its scores 0..100, its round robins per scale and its bivariate ones per two scales."""

    team: TeamRatings
    scores: dict[str, Array]
    means: dict[str, Array]
    alone: dict[str, RoundRobin | Undefined]
    parcels: dict[str, Latent | Undefined]
    together: dict[tuple[str, str], Bivariate | Undefined]


def report(teams: Sequence[TeamRatings], request: Request) -> Report:
    """What the ratings say: `teams`, `pooled` and `reliability`, as described in docs/method.md."""
    noise = {scale: _noise(teams, scale, request) for scale in request.scales}
    analysed = _analyse(teams, request)
    return {
        "teams": {one.team.name: _team(one, noise, request) for one in analysed},
        "pooled": _pooled(analysed, request),
        "reliability": {scale: _reliability(teams, scale, noise[scale]) for scale in request.scales},
    }


def _analyse(teams: Sequence[TeamRatings], request: Request) -> list[Analysed]:
    scores = [{scale: _scores(team, scale, request) for scale in request.scales} for team in teams]
    width = request.high - request.low
    means = [{scale: request.low + width * score / 100 for scale, score in own.items()} for own in scores]
    alone = {scale: _all_defined([own[scale] for own in means]) for scale in request.scales}
    return [
        Analysed(
            team,
            scores[at],
            means[at],
            {scale: results[at] for scale, results in alone.items()},
            {scale: _parcels(team, scale) for scale, items in request.scales.items() if len(items) > 1},
            {two: _defined(analyse_two, *(means[at][one] for one in two)) for two in _twos(request)},
        )
        for at, team in enumerate(teams)
    ]


def _scores(team: TeamRatings, scale: str, request: Request) -> Array:
    return scale_scores(team.answers[scale] - request.low + 1, request.points)


def _twos(request: Request) -> list[tuple[str, str]]:
    return list(combinations(request.scales, 2))


def _all_defined(squares: Sequence[Array]) -> list[RoundRobin | Undefined]:
    """All teams at once; one by one where one of them has too few ratings, to see which."""
    enough = [at for at, square in enumerate(squares) if len(square) >= 4]
    results: list[RoundRobin | Undefined] = [FOUR_PEOPLE] * len(squares)
    try:
        for at, result in zip(enough, analyse_many([squares[at] for at in enough]), strict=True):
            results[at] = result
    except NotDefined:
        return [_defined(analyse, square) for square in squares]
    return results


def _defined(analysis: Callable[..., Result], *squares: Array) -> Result | Undefined:
    try:
        return analysis(*squares)
    except NotDefined as error:
        return str(error)


def _team(one: Analysed, noise: dict[str, Noise], request: Request) -> Report:
    cube = np.concatenate([one.team.answers[scale] for scale in request.scales], axis=-1)
    return {
        "n": len(one.team.people),
        "pairs": pairs_report(one.team, one.scores, noise),
        "patterns": [
            {"rater": one.team.people[rater], "patterns": [str(pattern) for pattern in found]}
            for rater, found in team_patterns(cube, points=request.points).items()
        ],
        "round_robin": _undefined_apart(one.alone, lambda scale, result: _scale(one, scale, result, request)),
        "bivariate": [
            {
                "scales": list(two),
                **_or_why(result, lambda found: bivariate_report(found, request.unrestricted)),
            }
            for two, result in one.together.items()
        ],
    }


def _scale(one: Analysed, scale: str, result: RoundRobin, request: Request) -> Report:
    entry = scale_report(result, one.team.people, request.unrestricted)
    if scale not in one.parcels:
        return entry
    found = one.parcels[scale]
    parcels = {"why": found} if isinstance(found, str) else latent_report(found, request.unrestricted)
    return {**entry, "parcels": parcels}


def _parcels(team: TeamRatings, scale: str) -> Latent | Undefined:
    """The scale as two parcels: every other item, from the first and from the second."""
    items = team.answers[scale]
    return _defined(analyse_parcels, *(_half(items[..., start::2]) for start in (0, 1)))


def _half(items: Array) -> Array:
    """The mean of a parcel's items (n, n, k), NaN where one is missing."""
    return items.mean(axis=-1)


def _undefined_apart(
    results: dict[str, Result | Undefined], write: Callable[[str, Result], Report]
) -> Report:
    """Under "scales", by the names that users gave them, each result written; or None, its reason under "why"."""
    entries: Report = {
        name: None if isinstance(result, str) else write(name, result) for name, result in results.items()
    }
    reasons = {name: result for name, result in results.items() if isinstance(result, str)}
    return {"scales": entries, "why": reasons} if reasons else {"scales": entries}


def _or_why(result: Result | Undefined, write: Callable[[Result], Report]) -> Report:
    return {"why": result} if isinstance(result, str) else write(result)


def _pooled(analysed: Sequence[Analysed], request: Request) -> Report:
    alone = {scale: _usable([one.alone[scale] for one in analysed], request) for scale in request.scales}
    together = {two: _usable([one.together[two] for one in analysed], request) for two in _twos(request)}
    entries: dict[str, Report | Undefined] = {
        scale: _pooled_scale(analysed, scale, teams, request) if len(teams) > 1 else ONE_TEAM
        for scale, teams in alone.items()
    }
    pairs: list[Report] = [
        {"scales": list(two), **_or_why(_two_pooled(both, request), dict)} for two, both in together.items()
    ]
    return {**_undefined_apart(entries, lambda _, entry: entry), "bivariate": pairs}


def _two_pooled(both: Sequence[Bivariate], request: Request) -> Report | Undefined:
    return pooled_bivariate_report(pool_two(both), request.unrestricted) if len(both) > 1 else ONE_TEAM


def _pooled_scale(
    analysed: Sequence[Analysed], scale: str, teams: list[RoundRobin], request: Request
) -> Report:
    entry = pooled_report(pool(teams), request.unrestricted)
    parcels = _usable([one.parcels[scale] for one in analysed if scale in one.parcels], request)
    if len(parcels) < 2:
        return entry
    return {**entry, "parcels": pooled_latent_report(pool_parcels(parcels), request.unrestricted)}


Team = TypeVar("Team", RoundRobin, Bivariate, Latent)


def _usable(results: Sequence[Team | Undefined], request: Request) -> list[Team]:
    """The teams that count in a pooled result: of four or more, without more holes than their size allows."""
    return [
        result
        for result in results
        if not isinstance(result, str)
        and (request.unrestricted or result.holes <= knowable.holes_allowed(result.n))
    ]


def _noise(teams: Sequence[TeamRatings], scale: str, request: Request) -> Noise:
    answers, _ = _ratings(teams, scale)
    instrument = replace(DEFAULT, points=request.points, labels=())
    return scale_noise(answers - request.low + 1, instrument)


def _reliability(teams: Sequence[TeamRatings], scale: str, noise: Noise) -> Report:
    answers, raters = _ratings(teams, scale)
    found = scale_reliability(answers, raters)
    interval = [number(found.low), number(found.high)]
    entry: Report = {
        "alpha": number(found.alpha),
        "interval": None if None in interval else interval,
        "sem": number(found.sem),
        "ratings": found.ratings,
        "noise": {"sem": number(noise.sem), "default": noise.is_default},
    }
    undefined = "one item, fewer than two complete ratings, or no variance"
    return entry if entry["alpha"] is not None else {**entry, "why": undefined}


def _ratings(teams: Sequence[TeamRatings], scale: str) -> tuple[Array, NDArray[np.intp]]:
    """All teams' ratings of others (R, k), and who gave each (R,): a number per rater and team."""
    rows, raters, people = [], [], 0
    for team in teams:
        off = ~np.eye(len(team.people), dtype=bool)
        rows.append(team.answers[scale][off])
        raters.append(people + np.nonzero(off)[0])
        people += len(team.people)
    return np.concatenate(rows), np.concatenate(raters)
