"""Organisation: the tenant. Role: what a user may do in one, as admin of all of it or facilitator of a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import NameField, PublicIdField
from .people import User
from .sql import NamedByAll

if TYPE_CHECKING:
    from .rounds import Round


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def administered_by(self, user: User) -> OrganisationQuerySet:
        return self.filter(pk__in=Role.objects.filter(user=user, kind=Role.Kind.ADMIN).values("organisation"))

    def set_up_by(self, user: User) -> OrganisationQuerySet:
        """Where a facilitator may make cohorts and add leaders without an admin."""
        facilitates = Role.objects.filter(user=user, kind=Role.Kind.FACILITATOR)
        return self.filter(facilitators_may_set_up=True, pk__in=facilitates.values("organisation"))


class Organisation(models.Model):
    public_id = PublicIdField()
    name = NameField(
        _("name"),
        unique=True,
        # Does not say that another organisation has it: that is not this reader's to know.
        error_messages={"unique": _("This name cannot be used. Please choose another.")},
    )
    simulated = models.BooleanField(default=False, help_text="Made by the demo; its people do not exist.")
    facilitators_may_set_up = models.BooleanField(
        _("facilitators may set up cohorts and add leaders"), default=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RoleQuerySet(models.QuerySet["Role"]):
    def promised_in(self, round: Round) -> RoleQuerySet:
        """The facilitators whom the promise of everybody in the round has named; before the first, all there are."""
        named = NamedByAll(models.Value(round.pk), models.F("pk"))
        return self.filter(named, cohort=round.cohort_id, kind=Role.Kind.FACILITATOR)


class Role(models.Model):
    """`name` is what this organisation calls the person: one account can have roles in several."""

    class Kind(models.TextChoices):
        ADMIN = "admin", _("Admin")
        FACILITATOR = "facilitator", _("Facilitator")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    public_id = PublicIdField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    name = NameField()
    kind = models.CharField(max_length=12, choices=Kind)
    cohort = models.ForeignKey(
        "assessments.Cohort", on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    given_at = models.DateTimeField()

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="admin", cohort=None) | Q(kind="facilitator", cohort__isnull=False),
                name="role_admin_of_all_facilitator_of_cohort",
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(kind="admin"), name="one_admin_role_per_user"
            ),
            models.UniqueConstraint(
                fields=["cohort", "user"],
                condition=Q(kind="facilitator"),
                name="one_facilitator_role_per_cohort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"
