"""Event: one line of the audit. It says who did what to what and when, and never holds a rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from .organisations import Organisation

if TYPE_CHECKING:
    from .participants import Participant
    from .people import User


class Event(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    participant = models.ForeignKey(
        "assessments.Participant", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    public_id = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "-at"], name="event_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.public_id}"

    @property
    def who(self) -> User | Participant | None:
        """A leader acts as a participant, whether they signed in or opened their link."""
        return self.participant or self.by
