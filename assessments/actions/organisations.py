"""Organisations and who may do what in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from ..measurement.instrument import DEFAULT
from ..models import Cohort, Leader, Organisation, Role, User
from . import audit, instruments, roles


class NameTaken(Exception):
    """Names of organisations are unique on a site; whose it is, is not said."""


class LastAdmin(Exception):
    """An organisation without an admin could never be changed again."""


class LeadsHere(Exception):
    """A leader of the cohort cannot facilitate it: they would read what their colleagues say of them."""


class TwoParts(Exception):
    """Admins never see a rating, so nobody is admin and facilitator of the same organisation."""


@transaction.atomic
def create(*, by: User | None, name: str, simulated: bool = False) -> Organisation:
    """A new organisation owns its copy of the default instrument: nothing of it is shared with another."""
    organisation = Organisation.objects.create(name=name, simulated=simulated)
    instruments.add(organisation=organisation, definition=DEFAULT)
    audit.record(organisation=organisation, by=by, verb="created", about=organisation)
    return organisation


@transaction.atomic
def rename(*, by: User, organisation: Organisation, name: str) -> Organisation:
    """Raises NameTaken."""
    organisation.name = name
    try:
        with transaction.atomic():
            organisation.save(update_fields=["name"])
    except IntegrityError as error:
        raise NameTaken from error
    audit.record(organisation=organisation, by=by, verb="renamed", about=organisation)
    return organisation


@transaction.atomic
def let_facilitators_set_up(*, by: User, organisation: Organisation, allowed: bool) -> None:
    """Whether facilitators make cohorts and add leaders without an admin."""
    changed = Organisation.objects.filter(pk=organisation.pk).exclude(facilitators_may_set_up=allowed)
    if changed.update(facilitators_may_set_up=allowed):
        verb = "let facilitators set up" if allowed else "kept setting up to admins"
        audit.record(organisation=organisation, by=by, verb=verb, about=organisation)


@transaction.atomic
def make_admin(
    *, by: User | None, organisation: Organisation, email: str, now: datetime, name: str = ""
) -> Role:
    """Raises TwoParts."""
    user = _free_of(Role.Kind.FACILITATOR, organisation, account_for(email=email, name=name))
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
    """Raises TwoParts and LeadsHere. Rounds whose leaders were promised something before stay closed to the new one."""
    user = _free_of(Role.Kind.ADMIN, cohort.organisation, account_for(email=email, name=name))
    roles.hold(cohort=cohort.pk)
    if Leader.objects.in_cohort(cohort).filter(user=user).exists():
        raise LeadsHere
    role, is_new = Role.objects.get_or_create(
        organisation=cohort.organisation,
        user=user,
        kind=Role.Kind.FACILITATOR,
        cohort=cohort,
        defaults={"given_at": now, "name": name or str(user)},
    )
    if is_new:
        audit.record(
            organisation=cohort.organisation, by=by, verb="made facilitator", about=cohort, detail=user.email
        )
    return role


@transaction.atomic
def take_role(*, by: User, role: Role) -> None:
    """Raises LastAdmin. The organisation is locked, or two admins could remove each other at once."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=role.organisation_id)
    if role.cohort_id:
        roles.hold(cohort=role.cohort_id)
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


def _free_of(kind: Role.Kind, organisation: Organisation, user: User) -> User:
    """Under the organisation's lock, or two admins could give one person both parts at once."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if organisation.roles.filter(user=user, kind=kind).exists():
        raise TwoParts
    return user


def account_for(*, email: str, name: str = "") -> User:
    """One account per address, over all organisations; what it may see still hangs on roles and rosters alone."""
    user, _ = User.objects.get_or_create(
        email=email, defaults={"name": name, "password": make_password(None)}
    )
    return user


def accounts_for(names: Mapping[str, str]) -> dict[str, User]:
    """The same for many at once: by address, the account that is there or a new one of this name."""
    User.objects.bulk_create(
        (User(email=email, name=name, password=make_password(None)) for email, name in names.items()),
        ignore_conflicts=True,
    )
    return {user.email: user for user in User.objects.filter(email__in=names)}
