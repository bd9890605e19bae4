"""Organisation: the tenant. Part: what somebody may play in one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import NameField, PublicIdField
from .people import User


class Part(models.TextChoices):
    ADMIN = "admin", _("Admin")
    FACILITATOR = "facilitator", _("Facilitator")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def administered_by(self, user: User) -> OrganisationQuerySet:
        return self.filter(roles__user=user, roles__kind=Part.ADMIN)

    def set_up_by(self, user: User) -> OrganisationQuerySet:
        """Where a facilitator may make cohorts and add leaders without an admin."""
        facilitated = self.filter(roles__user=user, roles__kind=Part.FACILITATOR)
        return facilitated.filter(facilitators_may_set_up=True).distinct()  # once, of however many cohorts


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
