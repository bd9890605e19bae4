"""Participant: a leader on a round's frozen roster. Whoever answers is one, with an account or by a link."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from .cohorts import Leader
from .fields import NameField, PublicIdField
from .organisations import Organisation
from .people import User
from .rounds import Round

# In place of a promise: the answers came with a file, and were given before anybody here could promise anything.
FROM_A_FILE = "from a file"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, reader: User | Participant) -> ParticipantQuerySet:
        """A participant is one, of one round. A user has those on whose rosters their account stood: an address
        given to a leader later opens nothing of a round that had begun."""
        if isinstance(reader, Participant):
            return self.filter(pk=reader.pk)
        return self.filter(account=reader)

    def staying(self) -> ParticipantQuerySet:
        return self.filter(withdrawn_at=None)

    def with_progress(self) -> ParticipantQuerySet:
        """How far each has come: counts and a word, never content. `practised` is None where nothing is asked of it."""
        asked = Q(ratings_given__apart=False)
        counted = self.annotate(
            colleagues=models.Count("ratings_given", filter=asked),
            whole=models.Count("ratings_given", filter=asked & Q(ratings_given__whole=True)),
            begun=models.Count("ratings_given", filter=asked & Q(ratings_given__answered_at__isnull=False)),
            practised=models.F("practice_answers__whole"),
        )
        return counted.annotate(state=_state()).order_by("position")  # grouping drops the order of the table


def _nothing_left_open() -> Q:
    practices = Q(practice_answers=None) | Q(practice_answers__whole=True)
    return Q(colleagues__gt=0, whole=models.F("colleagues")) & practices


def _state() -> Case:
    """The first that holds; `begun` is the count of colleagues about whom they have said anything, `whole` of those
    about whom nothing is left open. Who has left nothing open is complete, whether they said so or not."""
    state = Participant.State
    return Case(
        When(withdrawn_at__isnull=False, then=Value(state.WITHDRAWN)),
        When(_nothing_left_open(), then=Value(state.COMPLETE)),
        When(finished_at__isnull=False, then=Value(state.GAPS)),
        When(more_time_until__isnull=False, may_answer=True, then=Value(state.MORE_TIME)),
        When(begun__gt=0, then=Value(state.BEGUN)),
        When(promised_at__isnull=False, then=Value(state.READ)),
        default=Value(state.INVITED),
        output_field=models.CharField(),
    )


class Participant(models.Model):
    """`name`, `title` and `account` are as they were when the roster was frozen: a round is read as it happened, and
    by whom it was promised to."""

    class State(models.TextChoices):
        INVITED = "invited", _("Not begun")
        READ = "read", _("Has read who sees what")
        BEGUN = "begun", _("Incomplete")
        COMPLETE = "complete", _("Complete")
        GAPS = "gaps", _("Complete with gaps")
        MORE_TIME = "more_time", _("Has more time")
        WITHDRAWN = "withdrawn", _("Has left the round")

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
    name = NameField()
    first_name = models.CharField(
        max_length=120, help_text="The whole name where two on the roster share the first."
    )
    title = NameField(blank=True)
    may_answer = models.BooleanField(default=True)
    more_time_until = models.DateTimeField(null=True, blank=True)
    joined_late = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(may_answer=False), name="who_has_withdrawn_answers_no_more"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_word(self) -> str:
        """Of one that came with its progress."""
        return str(self.State(self.state).label)  # type: ignore[attr-defined]

    @property
    def was_promised_less(self) -> bool:
        """Who sees what has become stricter since they read it."""
        return bool(self.promise) and self.promise.split("/")[0] != self.round.audience

    @property
    def initials(self) -> str:
        """First letters of the first and last name; a number, as in imported files, stays whole."""
        words = self.name.split() or ["?"]
        if words[0].isdecimal():
            return words[0]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
