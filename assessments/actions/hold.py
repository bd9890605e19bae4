"""What an action holds until it is done: the row on which all wait who would decide the same.

From above to below, so that no two wait for each other: the organisation, the cohort, the round, its participants.
"""

from __future__ import annotations

from ..models import Cohort, Organisation, Round


def organisation(pk: int) -> Organisation:
    """Who plays which part in it and which names are taken: what is found free stays free."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=pk)


def cohort(pk: int) -> Cohort:
    """Who facilitates it, and which rounds it has: a role is given and taken before a promise names it, or after."""
    return Cohort.objects.select_for_update(no_key=True).get(pk=pk)


def round(pk: int) -> Round:
    """Its stage, its audience and its roster."""
    return Round.objects.select_for_update(no_key=True).get(pk=pk)
