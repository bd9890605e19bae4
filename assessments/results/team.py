"""The team as a whole: means and spread, from enough people or not at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..measurement import disclosure
from ..measurement.disclosure import Withheld
from ..models import Round
from . import ratings, words


@dataclass(frozen=True)
class ScaleLevel:
    """Mean of all ratings on one scale, and the middle half of them, 0..100."""

    name: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class TeamLevel:
    people: int
    scales: tuple[ScaleLevel, ...]


def for_round(round: Round) -> TeamLevel | Withheld:
    return of_said(round, ratings.of_round(round))


@dataclass(frozen=True)
class TeamPage:
    """The level, or `why` there is none and how many people (`need`) it would take."""

    level: TeamLevel | None
    why: str
    need: int | None


def page(round: Round) -> TeamPage:
    found = for_round(round)
    if isinstance(found, Withheld):
        return TeamPage(level=None, why=words.why(found), need=found.need)
    return TeamPage(level=found, why="", need=None)


def of_said(round: Round, said: ratings.Said) -> TeamLevel | Withheld:
    """The level that these ratings of the round make."""
    scored = ~np.isnan(said.trust) & ~np.isnan(said.purpose)
    refused = withheld(round, said, scored)
    if refused:
        return refused
    scales = (_level("trust", said.trust[scored]), _level("purpose", said.purpose[scored]))
    return TeamLevel(people=len(np.unique(said.rater[scored])), scales=scales)


def withheld(round: Round, said: ratings.Said, counted: NDArray[np.bool_]) -> Withheld | None:
    """May a figure made of these ratings (R,) be shown? Who gave them counts, and whom they are about."""
    return disclosure.team_level(
        len(np.unique(said.rater[counted])),
        closed=round.is_closed,
        promised=promised(round),
        rated=len(np.unique(said.about[counted])),
    )


def promised(round: Round) -> bool:
    """`round` comes with `promised_to_reader`, from `Round.objects.with_promise_to`."""
    return bool(round.promised_to_reader)  # type: ignore[attr-defined]


def _level(key: str, scores: NDArray[np.float64]) -> ScaleLevel:
    low, high = np.quantile(scores, (0.25, 0.75))
    return ScaleLevel(words.scale(key), float(scores.mean()), float(low), float(high))
