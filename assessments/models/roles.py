"""Role: what a user may do in an organisation, as admin of all of it or as facilitator of a cohort."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .cohorts import Cohort
from .fields import NameField, PublicIdField
from .organisations import Organisation, Part


class RoleQuerySet(models.QuerySet["Role"]):
    def facilitating(self, cohort: int) -> RoleQuerySet:
        return self.filter(cohort=cohort, kind=Part.FACILITATOR)


class Role(models.Model):
    """`name` is what this organisation calls the person: one account can have roles in several."""

    Kind = Part

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    public_id = PublicIdField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    name = NameField()
    kind = models.CharField(max_length=12, choices=Part)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, null=True, blank=True, related_name="roles")
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
