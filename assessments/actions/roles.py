"""Who may do what: roles are given and taken, and nobody stands on two sides.

A leader of a cohort does not facilitate it: they would read what their colleagues say of them. An admin facilitates
nothing in the organisation: admins never see a rating. Both are asked here alone, whatever is about to be done, with
the organisation held; the database says the same of what stands in it (migration 0002).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ..models import Cohort, Leader, Organisation, Role, User
from . import audit, hold
from .accounts import account_for


class LastAdmin(Exception):
    """An organisation without an admin could never be changed again."""


class BothSides(Exception):
    """Nobody leads in a cohort and facilitates it."""


class TwoParts(Exception):
    """Nobody is admin and facilitator of the same organisation."""


@transaction.atomic
def make_admin(
    *, by: User | None, organisation: Organisation, email: str, now: datetime, name: str = ""
) -> Role:
    """Raises TwoParts."""
    hold.organisation(organisation.pk)
    user = account_for(email=email, name=name)
    if organisation.roles.filter(user=user, kind=Role.Kind.FACILITATOR).exists():
        raise TwoParts
    role, is_new = Role.objects.get_or_create(
        organisation=organisation,
        user=user,
        kind=Role.Kind.ADMIN,
        defaults={"given_at": now, "name": name or str(user)},
    )
    if is_new:
        audit.record(
            organisation=organisation, by=by, verb="made admin", about=organisation, detail=user.email
        )
    return role


@transaction.atomic
def make_facilitator(*, by: User | None, cohort: Cohort, email: str, now: datetime, name: str = "") -> Role:
    """Raises TwoParts and BothSides. Rounds whose leaders were promised something before stay closed to the new one."""
    organisation = hold.organisation(cohort.organisation_id)
    hold.cohort(cohort.pk)
    user = account_for(email=email, name=name)
    if organisation.roles.filter(user=user, kind=Role.Kind.ADMIN).exists():
        raise TwoParts
    if Leader.objects.in_cohort(cohort).filter(user=user).exists():
        raise BothSides
    role, is_new = Role.objects.get_or_create(
        organisation=organisation,
        user=user,
        kind=Role.Kind.FACILITATOR,
        cohort=cohort,
        defaults={"given_at": now, "name": name or str(user)},
    )
    if is_new:
        audit.record(
            organisation=organisation, by=by, verb="made facilitator", about=cohort, detail=user.email
        )
    return role


@transaction.atomic
def take(*, by: User, role: Role) -> None:
    """Raises LastAdmin. The organisation is held, or two admins could remove each other at once."""
    organisation = hold.organisation(role.organisation_id)
    if role.cohort_id:
        hold.cohort(role.cohort_id)
    if not organisation.roles.filter(pk=role.pk).exists():
        return  # a second click
    admins = organisation.roles.filter(kind=Role.Kind.ADMIN)
    if role.kind == Role.Kind.ADMIN and not admins.exclude(pk=role.pk).exists():
        raise LastAdmin
    about = role.cohort or organisation
    role.delete()
    audit.record(
        organisation=organisation, by=by, verb=f"took role {role.kind}", about=about, detail=role.user.email
    )


def may_lead(*, accounts: Collection[int | None], cohorts: Collection[int] | QuerySet[Any]) -> None:
    """Raises BothSides if one of the accounts, which lead in these cohorts or are about to, facilitates one of them."""
    sides = Role.objects.filter(user__in=[one for one in accounts if one], cohort__in=cohorts)
    if sides.filter(kind=Role.Kind.FACILITATOR).exists():
        raise BothSides
