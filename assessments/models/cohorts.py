"""Cohort: a leadership team. Leader: a person in an organisation. Membership: that one belongs to the other."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..files.roster import Person
from ..files.text import same
from .fields import AddressField, NameField, PublicIdField, TimeZoneField
from .organisations import Organisation, Part
from .people import User


class CohortQuerySet(models.QuerySet["Cohort"]):
    def facilitated_by(self, user: User) -> CohortQuerySet:
        return self.filter(roles__user=user, roles__kind=Part.FACILITATOR)

    def set_up_by(self, user: User) -> CohortQuerySet:
        """To which a facilitator may add leaders without an admin."""
        return self.facilitated_by(user).filter(organisation__facilitators_may_set_up=True)

    def administered_by(self, user: User) -> CohortQuerySet:
        return self.filter(organisation__in=Organisation.objects.administered_by(user))


class Cohort(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cohorts")
    public_id = PublicIdField()
    name = NameField(_("name"))
    time_zone = TimeZoneField(_("time zone"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="one_cohort_per_name",
                violation_error_message=_("There is already a cohort of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin: what its mails say of dates is said in this zone."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    def known(self, people: Sequence[Person]) -> list[Leader | None]:
        """Who each of a list is already: by their address in the organisation; without one by their name, among those
        of this cohort who have none either."""
        addresses = [person.email for person in people if person.email]
        by_address = {one.email: one for one in self.organisation.leaders.filter(email__in=addresses)}
        by_name = {same(one.name): one for one in Leader.objects.in_cohort(self).filter(email="")}
        return [
            by_address.get(person.email) if person.email else by_name.get(same(person.name))
            for person in people
        ]


class LeaderQuerySet(models.QuerySet["Leader"]):
    def administered_by(self, user: User) -> LeaderQuerySet:
        return self.filter(organisation__in=Organisation.objects.administered_by(user))

    def in_cohort(self, cohort: Cohort) -> LeaderQuerySet:
        return self.filter(memberships__cohort=cohort, memberships__left_at=None)


class Leader(models.Model):
    """A person of the organisation. With an e-mail address they can sign in; imported people may have none."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="leaders")
    public_id = PublicIdField()
    name = NameField(_("name"))
    title = NameField(_("job title"), blank=True)
    email = AddressField(_("e-mail address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="leaders"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=~Q(email=""),
                name="one_leader_per_email",
                violation_error_message=_("Somebody in this organisation already has this e-mail address."),
            ),
            models.UniqueConstraint(fields=["organisation", "user"], name="one_leader_per_user"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Leaving keeps the row, so that past rounds can still be read as they were."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="memberships")
    leader = models.ForeignKey(Leader, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "leader"], condition=Q(left_at=None), name="one_current_membership"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=models.F("joined_at")),
                name="membership_left_after_joined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} in {self.cohort}"
