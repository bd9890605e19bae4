"""PracticeAnswers: what one participant says about the team's practices, in one row with the scores that follow."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from ..measurement.instrument import Instrument
from .organisations import Organisation
from .participants import Participant
from .people import User
from .ratings import Answer, scored
from .sheets import TAKEN_BACK, Sheet, Value


class NotAPractice(ValueError):
    """An answer to something that is not asked about the team; a form never lets it through."""


class PracticeAnswersQuerySet(models.QuerySet["PracticeAnswers"]):
    def of(self, reader: User | Participant) -> PracticeAnswersQuerySet:
        """Their own, of one round or of all on whose rosters their account stood."""
        return self.filter(participant__in=Participant.objects.of(reader))

    def locked(self) -> PracticeAnswersQuerySet:
        """Locks answers and participant, in one statement: as Rating.objects.locked does, and for its reasons."""
        whole = self.select_related("participant")
        return whole.select_for_update(of=("self", "participant"), no_key=True)


class PracticeAnswers(Sheet):
    """Made for every participant when the round opens, if its instrument asks about practices; empty until answered."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="practice_answers")
    answers = models.JSONField(default=dict, help_text="Item key to a point from 1, or to why there is none.")
    scores = models.JSONField(default=dict, help_text="Practice key to 0..100, or to null.")

    objects = PracticeAnswersQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=0, answered_at=None, whole=False) | Q(version__gt=0),
                name="practices_answered_with_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} about the team"

    def said(self) -> dict[str, Value]:
        return dict(self.answers)

    def say(self, answers: Mapping[str, Answer], instrument: Instrument) -> None:
        """Puts answers in their place, and scores every practice anew; raises NotAPractice."""
        keys = {item.key for practice in instrument.practices for item in practice.items}
        strange = answers.keys() - keys
        if strange:
            raise NotAPractice(", ".join(sorted(strange)))
        said = {**self.answers, **answers}
        self.answers = {key: value for key, value in said.items() if value != TAKEN_BACK}
        self.whole = keys <= self.answers.keys()
        self.scores = {
            practice.key: scored(self.answers, practice, instrument.points)
            for practice in instrument.practices
        }
