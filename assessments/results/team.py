"""The team as a whole: means and spread, from enough people or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from ..models import Participant, Round
from ..promise import rules
from ..promise.look import Look
from ..promise.withheld import Withheld
from . import _ratings, words
from .looks import facilitators_look, leaders_look


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


@dataclass(frozen=True)
class TeamPage:
    """The level, or `why` there is none and how many people (`need`) it would take."""

    level: TeamLevel | None
    why: str
    need: int | None


def for_round(round: Round) -> TeamLevel | Withheld:
    """As its facilitator may see it."""
    return of_said(facilitators_look(round), _ratings.of_round(round))


def for_leader(me: Participant, now: datetime) -> TeamLevel | Withheld:
    """As somebody on the roster may see it."""
    return of_said(leaders_look(me, now), _ratings.of_round(me.round))


def page(found: TeamLevel | Withheld) -> TeamPage:
    if isinstance(found, Withheld):
        return TeamPage(level=None, why=words.why(found), need=found.need)
    return TeamPage(level=found, why="", need=None)


def of_said(look: Look, said: _ratings.Said) -> TeamLevel | Withheld:
    """The level that these ratings make."""
    scored = ~np.isnan(said.trust) & ~np.isnan(said.purpose)
    refused = withheld(look, said, scored)
    if refused:
        return refused
    scales = (_level("trust", said.trust[scored]), _level("purpose", said.purpose[scored]))
    return TeamLevel(people=len(np.unique(said.rater[scored])), scales=scales)


def withheld(look: Look, said: _ratings.Said, counted: NDArray[np.bool_]) -> Withheld | None:
    """May a figure made of these ratings (R,) be shown? Who gave them counts, and whom they are about."""
    return rules.team_level(
        look,
        answered=len(np.unique(said.rater[counted])),
        rated=len(np.unique(said.about[counted])),
        floor=rules.TEAM_FLOOR,
    )


def _level(key: str, scores: NDArray[np.float64]) -> ScaleLevel:
    low, high = np.quantile(scores, (0.25, 0.75))
    return ScaleLevel(words.scale(key), float(scores.mean()), float(low), float(high))
