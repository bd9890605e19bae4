"""Cohorts and the leaders in them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from ..files import text
from ..models import Cohort, Leader, Membership, Organisation, Participant, User
from . import audit, hold, roles, telling
from .accounts import account_for


class Taken(Exception):
    """The organisation has a cohort of this name, or a leader with this address, by now."""


@transaction.atomic
def create(*, by: User | None, organisation: Organisation, name: str) -> Cohort:
    """Raises Taken."""
    hold.organisation(organisation.pk)
    if organisation.cohorts.filter(name=name).exists():
        raise Taken
    cohort = Cohort.objects.create(organisation=organisation, name=name)
    audit.record(organisation=organisation, by=by, verb="created", about=cohort)
    return cohort


@transaction.atomic
def rename(*, by: User, cohort: Cohort, name: str) -> Cohort:
    """Raises Taken."""
    hold.organisation(cohort.organisation_id)
    if cohort.organisation.cohorts.filter(name=name).exclude(pk=cohort.pk).exists():
        raise Taken
    cohort.name = name
    cohort.save(update_fields=["name"])
    audit.record(organisation=cohort.organisation, by=by, verb="renamed", about=cohort)
    return cohort


@transaction.atomic
def add_leader(
    *, by: User | None, organisation: Organisation, name: str, title: str = "", email: str = ""
) -> Leader:
    """Raises Taken. With an address the leader can sign in at once, by a code sent there."""
    hold.organisation(organisation.pk)
    _free(organisation, email)
    user = account_for(email=email, name=name) if email else None
    leader = Leader.objects.create(organisation=organisation, name=name, title=title, email=email, user=user)
    audit.record(organisation=organisation, by=by, verb="added", about=leader)
    return leader


@transaction.atomic
def change_leader(*, by: User, leader: Leader, name: str, title: str, email: str, now: datetime) -> Leader:
    """Raises Taken and BothSides. A new address is a new account, for the rounds that open from now on, and both
    addresses are told."""
    hold.organisation(leader.organisation_id)
    _free(leader.organisation, email, but=leader)
    leader.name, leader.title = name, title
    before, after = leader.email, text.address(email)
    if after != before:
        leader.email = after
        leader.user = account_for(email=email, name=name) if email else None
        roles.may_lead(accounts=[leader.user_id], cohorts=leader.memberships.values("cohort"))
        _let_in(leader)
        telling.tell_both_addresses(leader=leader, before=before, now=now)
    leader.save()
    readdressed = f"{before or '–'} → {after or '–'}" if after != before else ""
    audit.record(organisation=leader.organisation, by=by, verb="changed", about=leader, detail=readdressed)
    return leader


@transaction.atomic
def join(*, by: User | None, cohort: Cohort, leader: Leader, now: datetime) -> Membership:
    """Raises BothSides."""
    hold.organisation(cohort.organisation_id)
    roles.may_lead(accounts=[leader.user_id], cohorts=[cohort.pk])
    membership, created = Membership.objects.get_or_create(
        organisation=cohort.organisation,
        cohort=cohort,
        leader=leader,
        left_at=None,
        defaults={"joined_at": now},
    )
    if created:
        audit.record(organisation=cohort.organisation, by=by, verb="joined", about=leader, detail=cohort.name)
    return membership


@transaction.atomic
def leave(*, by: User, cohort: Cohort, leader: Leader, now: datetime) -> None:
    """Rounds that have begun keep the leader on their roster."""
    left = Membership.objects.filter(cohort=cohort, leader=leader, left_at=None).update(
        left_at=Greatest("joined_at", Value(now))  # by whatever clock, nobody leaves before they came
    )
    if left:
        audit.record(organisation=cohort.organisation, by=by, verb="left", about=leader, detail=cohort.name)


def _let_in(leader: Leader) -> None:
    """Into open rounds on whose roster they stood without an account. Where an account stood, it stays: whoever has
    the new address must not read or change what was said under the old one, and nobody answers for two."""
    waiting = Participant.objects.filter(leader=leader, account=None, promise="", may_answer=True)
    waiting.exclude(round__participants__account=leader.user).update(account=leader.user)


def _free(organisation: Organisation, email: str, but: Leader | None = None) -> None:
    others = organisation.leaders.exclude(pk=but.pk) if but else organisation.leaders
    if email and others.filter(email=email).exists():
        raise Taken
