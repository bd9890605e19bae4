"""Round: one administration of an instrument to a cohort."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..promise.audience import WIDTH, widens
from ..promise.audience import Audience as Promised
from ..promise.stage import Stage
from .cohorts import Cohort
from .fields import NameField, PublicIdField
from .instruments import Instrument
from .organisations import Organisation
from .people import User
from .roles import Role, RoleQuerySet
from .sql import NamedByAll

# The texts of templates/parts/promise/: a change of what they promise is a new version (a test holds their checksums).
PROMISE_VERSION = 3


MOST_DAYS_BEFORE = 60


def validate_days_before(days: Any) -> None:
    """Whole days, each once: two reminders on one day are one."""
    if not isinstance(days, list) or len(days) != len(set(map(str, days))):
        raise ValidationError(_("Each reminder has its own day."), code="reminders")
    if not all(type(day) is int and 0 <= day <= MOST_DAYS_BEFORE for day in days):
        raise ValidationError(
            _("A reminder comes 0 to %(most)s whole days before the round closes."),
            params={"most": MOST_DAYS_BEFORE},
            code="reminders",
        )


class RoundQuerySet(models.QuerySet["Round"]):
    def facilitated_by(self, user: User) -> RoundQuerySet:
        return self.filter(cohort__in=Cohort.objects.facilitated_by(user))

    def with_promise_to(self, user: User) -> RoundQuerySet:
        """Adds whether the user is a facilitator of the cohort whom every promise so far has named.

        Whoever is given the role later was not part of that promise, and sees the rounds after it.
        """
        there = NamedByAll(OuterRef("pk"), models.F("pk"))
        on_the_roster = Round.objects.filter(pk=OuterRef("pk"), participants__account=user)
        roles = Role.objects.filter(there, user=user, kind=Role.Kind.FACILITATOR, cohort=OuterRef("cohort"))
        promised = Exists(roles) & ~Exists(on_the_roster)
        return self.annotate(promised_to_reader=promised)

    def with_completion(self) -> RoundQuerySet:
        """Of those who have not withdrawn."""
        there = Q(participants__withdrawn_at=None)
        finished = models.Count("participants", filter=there & Q(participants__finished_at__isnull=False))
        counted = self.annotate(people=models.Count("participants", filter=there), finished=finished)
        return counted.order_by("-opened_at", "-pk")  # grouping drops the order of the table

    def read_whole(self) -> RoundQuerySet:
        return self.select_related("cohort", "instrument", "organisation")


class Round(models.Model):
    class Status(models.TextChoices):
        DRAFT = Stage.DRAFT.value, _("Draft")
        OPEN = Stage.OPEN.value, _("Open")
        CLOSED = Stage.CLOSED.value, _("Closed")
        RELEASED = Stage.RELEASED.value, _("Released")

    class Audience(models.TextChoices):
        FACILITATOR_ONLY = Promised.FACILITATOR_ONLY.value, _("Facilitator only")
        REVEAL_TOGETHER = Promised.REVEAL_TOGETHER.value, _("Reveal together")
        OPEN_TO_PAIR = Promised.OPEN_TO_PAIR.value, _("Open to the pair")
        TEAM_ONLY = Promised.TEAM_ONLY.value, _("Team only")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rounds")
    public_id = PublicIdField()
    cohort = models.ForeignKey(Cohort, on_delete=models.RESTRICT, related_name="rounds")
    instrument = models.ForeignKey(Instrument, on_delete=models.RESTRICT, related_name="rounds")
    name = NameField(_("name"))
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    audience = models.CharField(
        _("who sees what"), max_length=20, choices=Audience, default=Audience.FACILITATOR_ONLY
    )
    # What is planned, for the clock to bring about; nothing here says that it has happened.
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    release_on = models.DateField(_("leaders see their results from"), null=True, blank=True)
    reminders = models.JSONField(
        _("reminders, in days before it closes"),
        default=list,
        blank=True,
        validators=[validate_days_before],
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    content = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="A fingerprint of the ratings that came from a file, so that they come in once.",
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "name"],
                name="one_round_per_name",
                violation_error_message=_("This cohort already has a round of this name."),
            ),
            models.UniqueConstraint(
                fields=["cohort", "content"], condition=~Q(content=""), name="one_round_per_content"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[audience.value for audience in Promised]), name="round_audience"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", opened_at=None, closed_at=None, released_at=None)
                | Q(status="open", opened_at__isnull=False, closed_at=None, released_at=None)
                | Q(status="closed", opened_at__isnull=False, closed_at__isnull=False, released_at=None)
                | Q(
                    status="released",
                    opened_at__isnull=False,
                    closed_at__isnull=False,
                    released_at__isnull=False,
                ),
                name="round_status_and_times",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=models.F("opens_at")),
                name="round_closes_after_it_opens",
                violation_error_message=_("The round has to close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def promised_facilitators(self) -> RoleQuerySet:
        """Whom the promise of everybody in it has named; before the first, all there are."""
        named = NamedByAll(models.Value(self.pk), models.F("pk"))
        return Role.objects.facilitating(self.cohort_id).filter(named)

    @property
    def promise_version(self) -> str:
        """What a participant who reads the promise today was shown."""
        return f"{self.audience}/{PROMISE_VERSION}"

    @property
    def is_open(self) -> bool:
        return self.status == Stage.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == Stage.CLOSED

    @property
    def has_results(self) -> bool:
        return Stage(self.status).has_results

    def is_out(self, now: datetime) -> bool:
        """Leaders see their results: released, or the day has come that they were promised at the latest."""
        if not self.has_results:
            return False
        promised = self.release_on is not None and self.release_on <= timezone.localdate(
            now, self.cohort.zone
        )
        return self.status == self.Status.RELEASED or promised

    @property
    def stricter_audiences(self) -> list[str]:
        """What the promise may still be changed to, the narrowest first."""
        today = Promised(self.audience)
        return [one.value for one in WIDTH if one is not today and not widens(today, one)]
