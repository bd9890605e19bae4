"""PracticeAnswers: what one participant says about the team's practices, in one row with the scores that follow."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q

from ..measurement.instrument import Instrument
from .organisations import Organisation
from .participants import Participant
from .ratings import Answer, scored


class NotAPractice(ValueError):
    """An answer to something that is not asked about the team; a form never lets it through."""


class PracticeAnswersQuerySet(models.QuerySet["PracticeAnswers"]):
    def locked(self) -> PracticeAnswersQuerySet:
        """Locks answers and participant, in one statement: as Rating.objects.locked does, and for its reasons."""
        whole = self.select_related("participant")
        return whole.select_for_update(of=("self", "participant"), no_key=True)


class PracticeAnswers(models.Model):
    """Made for every participant when the round opens, if its instrument asks about practices; empty until answered."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="practice_answers")
    answers = models.JSONField(default=dict, help_text="Item key to a point from 1, or to why there is none.")
    scores = models.JSONField(default=dict, help_text="Practice key to 0..100, or to null.")
    whole = models.BooleanField(default=False, help_text="Nothing on the page is left open.")
    version = models.PositiveIntegerField(default=0, help_text="How often it was written.")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeAnswersQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=0, answered_at=None, whole=False)
                | Q(version__gt=0, answered_at__isnull=False),
                name="practices_written_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} about the team"

    def say(self, answers: Mapping[str, Answer], instrument: Instrument) -> None:
        """Adds answers to what was said before, and scores every practice anew; raises NotAPractice."""
        keys = {item.key for practice in instrument.practices for item in practice.items}
        strange = answers.keys() - keys
        if strange:
            raise NotAPractice(", ".join(sorted(strange)))
        self.answers = {**self.answers, **answers}
        self.whole = keys <= self.answers.keys()
        self.scores = {
            practice.key: scored(self.answers, practice, instrument.points)
            for practice in instrument.practices
        }
