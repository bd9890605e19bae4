"""Named: whom a participant's promise named as those who will see their answers. It is what is compared, not clocks."""

from __future__ import annotations

from django.db import models

from .organisations import Organisation
from .participants import Participant
from .roles import Role


class Named(models.Model):
    """Written with the promise and never afterwards; a role that is taken away takes its names with it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="named")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="named_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "role"], name="one_name_per_role")]

    def __str__(self) -> str:
        return f"{self.role} to {self.participant}"
