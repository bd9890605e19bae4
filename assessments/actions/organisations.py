"""Organisations: made and renamed."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from ..measurement.instrument import DEFAULT
from ..models import Organisation, User
from . import audit, instruments


class NameTaken(Exception):
    """Names of organisations are unique on a site; whose it is, is not said."""


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
