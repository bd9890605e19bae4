"""Participant: a leader on a round's frozen roster. Whoever answers is one, with an account or by a link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from .cohorts import Leader
from .fields import PublicIdField
from .organisations import Organisation
from .people import User
from .rounds import Round


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, reader: User | Participant) -> ParticipantQuerySet:
        """A participant is one, of one round. A user has those on whose rosters their account stood: an address
        given to a leader later opens nothing of a round that had begun."""
        if isinstance(reader, Participant):
            return self.filter(pk=reader.pk)
        return self.filter(account=reader)

    def promised_by(self, moment: Any) -> ParticipantQuerySet:
        return self.filter(promised_at__lte=moment)

    def with_progress(self) -> ParticipantQuerySet:
        """How far each has come: counts, never content."""
        whole = models.Count("ratings_given", filter=Q(ratings_given__whole=True))
        begun = models.Count("ratings_given", filter=Q(ratings_given__answered_at__isnull=False))
        counted = self.annotate(colleagues=models.Count("ratings_given"), whole=whole, begun=begun)
        return counted.order_by("position")  # grouping drops the order of the table


class Participant(models.Model):
    """`name`, `title` and `account` are as they were when the roster was frozen: a round is read as it happened, and
    by whom it was promised to."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participants")
    leader = models.ForeignKey(Leader, on_delete=models.RESTRICT, related_name="participations")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    first_name = models.CharField(
        max_length=120, help_text="The whole name where two on the roster share the first."
    )
    title = models.CharField(max_length=120, blank=True)
    may_answer = models.BooleanField(default=True)
    promise = models.CharField(max_length=40, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "leader"], name="one_participant_per_leader"),
            models.UniqueConstraint(fields=["round", "account"], name="one_participant_per_account"),
            models.UniqueConstraint(fields=["round", "position"], name="one_participant_per_position"),
            models.CheckConstraint(
                condition=Q(promise="", promised_at=None) | (~Q(promise="") & Q(promised_at__isnull=False)),
                name="promise_shown_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """First letters of the first and last name; a number, as in imported files, stays whole."""
        words = self.name.split() or ["?"]
        if words[0].isdecimal():
            return words[0]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
