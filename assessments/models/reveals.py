"""Reveal: one participant asks to see, and perhaps to show, the pair with a colleague. Both have to ask."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .organisations import Organisation
from .participants import Participant


class RevealQuerySet(models.QuerySet["Reveal"]):
    def around(self, participant: Participant) -> RevealQuerySet:
        """What this one has asked, and what was asked of them: for who tells only what both have agreed."""
        return self.filter(Q(participant=participant) | Q(colleague=participant))

    def between(self, one: Participant, other: Participant) -> RevealQuerySet:
        return self.around(one).filter(Q(participant=other) | Q(colleague=other))


class Reveal(models.Model):
    """There is a row once somebody has asked, and none before: who declines does nothing, and leaves no trace of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reveals")
    colleague = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    shown_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when they agree to show the pair to the team in the room."
    )

    objects = RevealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "colleague"], name="one_reveal_per_colleague"),
            models.CheckConstraint(
                condition=~Q(participant=F("colleague")), name="nobody_reveals_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(shown_at=None) | Q(shown_at__gte=F("asked_at")), name="shown_after_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} and {self.colleague}"
