"""Who may do what: the lock under which it is given, taken, and named in a promise."""

from __future__ import annotations

from ..models import Cohort


def hold(*, cohort: int) -> None:
    """Holds who facilitates a cohort until the end: a role is given and taken before a promise is made, or after it."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort)
