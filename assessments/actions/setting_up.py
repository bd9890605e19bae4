"""A facilitator sets up without an admin: a cohort, and the leaders in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ..files.roster import Person
from ..models import Cohort, Leader, Membership, Organisation, Role, User
from . import audit, cohorts, hold, roles
from .accounts import accounts_for


class MayNotSetUp(Exception):
    """The organisation keeps this to its admins, or this is not one of its facilitators, by now."""


@dataclass(frozen=True)
class Added:
    """`new` to the organisation, `joined` from it, `there` in the cohort before."""

    new: int
    joined: int
    there: int


@transaction.atomic
def make_cohort(*, by: User, organisation: Organisation, name: str, now: datetime) -> Cohort:
    """Raises MayNotSetUp and cohorts.Taken. Who makes it facilitates it."""
    _may_set_up(by, organisation)
    cohort = cohorts.create(by=by, organisation=organisation, name=name)
    known_as = organisation.roles.filter(user=by, kind=Role.Kind.FACILITATOR).first()
    Role.objects.create(
        organisation=organisation,
        user=by,
        kind=Role.Kind.FACILITATOR,
        cohort=cohort,
        given_at=now,
        name=known_as.name if known_as else str(by),
    )
    audit.record(organisation=organisation, by=by, verb="made facilitator", about=cohort, detail=by.email)
    return cohort


@transaction.atomic
def add_leaders(*, by: User, cohort: Cohort, people: Sequence[Person], now: datetime) -> Added:
    """All or nobody; who is there already stays as they are. Raises MayNotSetUp and roles.BothSides."""
    _may_set_up(by, cohort.organisation)
    if cohort.roles.filter(user__email__in=[person.email for person in people if person.email]).exists():
        raise roles.BothSides
    there = {leader.pk for leader in Leader.objects.in_cohort(cohort)}
    known = cohort.known(people)
    new = _new_leaders(cohort, [person for person, one in zip(people, known, strict=True) if one is None])
    joined = [one for one in known if one is not None and one.pk not in there]
    Membership.objects.bulk_create(
        Membership(organisation=cohort.organisation, cohort=cohort, leader=leader, joined_at=now)
        for leader in [*new, *joined]
    )
    for verb, leaders in (("added", new), ("joined", [*new, *joined])):
        for leader in leaders:
            audit.record(organisation=cohort.organisation, by=by, verb=verb, about=leader, detail=cohort.name)
    return Added(len(new), len(joined), len(people) - len(new) - len(joined))


def _new_leaders(cohort: Cohort, people: Sequence[Person]) -> list[Leader]:
    accounts = accounts_for({person.email: person.name for person in people if person.email})
    return Leader.objects.bulk_create(
        Leader(
            organisation=cohort.organisation,
            name=person.name,
            title=person.title,
            email=person.email,
            user=accounts.get(person.email),
        )
        for person in people
    )


def _may_set_up(by: User, organisation: Organisation) -> None:
    """Under the organisation's lock: an admin may change it at this moment."""
    hold.organisation(organisation.pk)
    if not Organisation.objects.set_up_by(by).filter(pk=organisation.pk).exists():
        raise MayNotSetUp
