"""Mail: one e-mail to one address, from being asked for to being sent. MailText: what it says, sealed, until then.
MailWording: what an organisation says in mails of a kind, where it does not like ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import AddressField, PublicIdField
from .organisations import Organisation
from .participants import Participant
from .rounds import Round

LONGEST_SENDING = timedelta(minutes=15)  # far beyond every limit of its own: whoever claimed it is gone


class MailQuerySet(models.QuerySet["Mail"]):
    def claim(self, pk: int, now: datetime) -> Mail | None:
        """One statement, so that of many who ask for a waiting mail one gets it."""
        waiting = self.filter(pk=pk, state=Mail.State.WAITING)
        if not waiting.update(state=Mail.State.CLAIMED, claimed_at=now, tries=F("tries") + 1):
            return None
        return self.select_related("text").get(pk=pk)

    def of_round(self, round: Round) -> MailQuerySet:
        return self.filter(organisation=round.organisation_id, round=round)

    def ripe(self, now: datetime) -> MailQuerySet:
        """Waiting, and nobody is known to be about to send them."""
        return self.filter(Q(not_before__lte=now), state=Mail.State.WAITING)

    def abandoned(self, now: datetime) -> MailQuerySet:
        """Claimed by somebody who never came back: nobody knows whether they were sent."""
        return self.filter(state=Mail.State.CLAIMED, claimed_at__lt=now - LONGEST_SENDING)

    def stuck(self, now: datetime) -> MailQuerySet:
        """Those that nothing will send, or that were tried and wait for their next time."""
        given_up = Q(state__in=[Mail.State.FAILED, Mail.State.UNKNOWN])
        tried = Q(state=Mail.State.WAITING, tries__gt=0)
        return self.filter(given_up | tried | Q(pk__in=Mail.objects.abandoned(now).values("pk")))


class Mail(models.Model):
    """`key` says what it is for: there is one mail for each, so that nobody is told one thing twice."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        LOST_LINK = "lost_link", _("A new link")
        REMINDER = "reminder", _("Reminder")
        RELEASED = "released", _("Results can be read")
        FINISHED = "finished", _("Thanks for finishing")
        CHECK_IN = "check_in", _("Check-in")
        ADDRESS_CHANGED = "address_changed", _("The address was changed")
        SIGN_IN = "sign_in", _("Signing in")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        UNKNOWN = "unknown", _("Not known")

    class Why(models.TextChoices):
        UNREACHABLE = "unreachable", _("The mail server could not be reached.")
        LATER = "later", _("The mail server asked us to try again later.")
        REFUSED = "refused", _("The mail server refused it: the address may be wrong.")
        SIGN_IN = "sign_in", _("The mail server did not let this site in.")
        TOO_LATE = "too_late", _("It waited until what it said was no longer true.")
        BROKE_OFF = "broke_off", _("The connection broke off on the way: it may have arrived.")
        STOPPED = "stopped", _("This site stopped while sending: it may have arrived.")
        UNREADABLE = "unreadable", _("Its text can no longer be read.")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    public_id = PublicIdField()
    kind = models.CharField(max_length=20, choices=Kind)
    to = AddressField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="mails")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="From when a sweep may pick it up.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state__in=["waiting", "claimed"]), name="mail_not_sent_yet"
            ),
            models.Index(fields=["to", "made_at"], condition=Q(kind="sign_in"), name="mail_for_signing_in"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", claimed_at=None, sent_at=None)
                | Q(state__in=["claimed", "failed", "unknown"], claimed_at__isnull=False, sent_at=None)
                | Q(state="sent", claimed_at__isnull=False, sent_at__isnull=False),
                name="mail_state_and_times",
            ),
            models.CheckConstraint(
                condition=Q(kind="sign_in", organisation=None)
                | (~Q(kind="sign_in") & Q(organisation__isnull=False)),
                name="mail_of_an_organisation_but_for_signing_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    def mark(
        self, state: Mail.State, *, now: datetime, why: str = "", again_at: datetime | None = None
    ) -> None:
        """What became of it, said by whoever claimed it; who was taken for gone meanwhile may still say it was sent."""
        mine = Mail.objects.filter(pk=self.pk, claimed_at=self.claimed_at).exclude(state=Mail.State.SENT)
        mine.update(
            state=state,
            why=why,
            claimed_at=None if state == Mail.State.WAITING else self.claimed_at,
            sent_at=now if state == Mail.State.SENT else None,
            not_before=again_at or self.not_before,
        )


class MailText(models.Model):
    """Read with the site’s key alone, and erased once sent: it may hold a link or code that lets somebody in."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    mail = models.OneToOneField(Mail, on_delete=models.CASCADE, primary_key=True, related_name="text")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"Text of {self.mail_id}"


class MailWording(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mail_wordings")
    kind = models.CharField(max_length=20, choices=Mail.Kind)
    subject = models.CharField(max_length=150)
    opening = models.TextField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_wording_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"
