"""A facilitator's cohorts, each with its rounds."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Cohort, Round, User


@dataclass(frozen=True)
class CohortRounds:
    cohort: Cohort
    rounds: tuple[Round, ...]

    @property
    def open_round(self) -> Round | None:
        return next((round for round in self.rounds if round.is_open), None)


def facilitated_by(user: User) -> list[CohortRounds]:
    rounds: dict[int, list[Round]] = {}
    for round in Round.objects.facilitated_by(user).with_completion():
        rounds.setdefault(round.cohort_id, []).append(round)
    cohorts = Cohort.objects.facilitated_by(user).select_related("organisation")
    return [CohortRounds(cohort, tuple(rounds.get(cohort.pk, ()))) for cohort in cohorts]
