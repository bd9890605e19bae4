"""What was said about a team's practices, round by round: one statement, one row a participant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ..measurement import practices as measured
from ..measurement.instrument import Scale
from ..models import PracticeAnswers, Round
from ..promise.rules import TEAM_FLOOR
from ..promise.stage import Stage

Floats = NDArray[np.float64]
Row = tuple[int, str, str, int, int, dict[str, float | None], dict[str, int | str]]


@dataclass(frozen=True, eq=False)
class Heard:
    """One round: by leader, whoever answered; `scores` and `answers` are as the rows hold them."""

    round_id: int
    name: str
    version: tuple[str, int]
    leaders: tuple[int, ...]
    scores: tuple[dict[str, float | None], ...]
    answers: tuple[dict[str, int | str], ...]

    def scores_of(self, keys: Sequence[str]) -> Floats:
        """(n, p), NaN where there is none."""
        table = [[one.get(key) for key in keys] for one in self.scores]
        return np.array(table, dtype=float).reshape(len(self.leaders), len(keys))

    def answers_to(self, practice: Scale) -> Floats:
        """(n, k) points, NaN where an item has none."""
        keys = [item.key for item in practice.items]
        table = [[_point(one.get(key)) for key in keys] for one in self.answers]
        return np.array(table, dtype=float).reshape(len(self.leaders), len(keys))


@dataclass(frozen=True, eq=False)
class Counted:
    """The one set of people of whom a round's figures are made, and the practices that all of them answered."""

    heard: Heard
    rows: NDArray[np.bool_]
    keys: tuple[str, ...]

    @property
    def leaders(self) -> frozenset[int]:
        return frozenset(np.array(self.heard.leaders, dtype=int)[self.rows].tolist())

    def scores_of(self, key: str) -> Floats:
        return self.heard.scores_of([key])[self.rows, 0]

    def of_leaders(self, leaders: Iterable[int], keys: Sequence[str]) -> Floats:
        """(m, p) in the order of the leaders, all of whom are counted."""
        places = [self.heard.leaders.index(leader) for leader in leaders]
        return self.heard.scores_of(keys)[places]


def counted(heard: Heard) -> Counted:
    keys = sorted({key for one in heard.scores for key in one})
    rows, chosen = measured.one_set(heard.scores_of(keys), TEAM_FLOOR)
    return Counted(heard, rows, tuple(key for key, is_in in zip(keys, chosen, strict=True) if is_in))


def until(round: Round) -> list[Heard]:
    """Of the cohort's rounds with results, up to this one, in the order in which they closed. What somebody said who
    has left the round is kept apart."""
    if not Stage(round.status).has_results:
        return []
    of_cohort = PracticeAnswers.objects.filter(
        organisation=round.organisation_id,
        participant__round__cohort=round.cohort_id,
        participant__round__status__in=[Round.Status.CLOSED, Round.Status.RELEASED],
        participant__round__closed_at__lte=round.closed_at,
        participant__withdrawn_at=None,
        answered_at__isnull=False,
    )
    rows = of_cohort.order_by(
        "participant__round__closed_at", "participant__round", "participant__position"
    ).values_list(
        "participant__round",
        "participant__round__name",
        "participant__round__instrument__key",
        "participant__round__instrument__version",
        "participant__leader",
        "scores",
        "answers",
    )
    return [_heard(list(of_one)) for _, of_one in groupby(rows, key=lambda row: row[0])]


def _heard(rows: Sequence[Row]) -> Heard:
    round_id, name, key, version, *_ = rows[0]
    leaders, scores, answers = zip(*((row[4], row[5], row[6]) for row in rows), strict=True)
    return Heard(round_id, name, (key, version), leaders, scores, answers)


def _point(given: int | str | None) -> float:
    return given if isinstance(given, int) else np.nan
