"""Two people at once who give and take roles or add the same person; as in test_races.py, with and without guards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from assessments.actions import cohorts, organisations
from assessments.models import Leader, Role, User
from assessments.models.organisations import OrganisationQuerySet

from ..people import NOW, Cast
from .together import Both, both, on_sqlite, unlocked

pytestmark = pytest.mark.django_db(transaction=True)

READS_ROLES, READS_USER = 'FROM "assessments_role"', 'FROM "assessments_user"'
READS_ADMINS = '"assessments_role"."kind" = '
READS_LEADERS = 'FROM "assessments_leader"'
NO_LOCK_ON_ORGANISATION = (OrganisationQuerySet, "select_for_update", lambda rows, **_: rows)


def two_admins(cast: Cast) -> tuple[Both, set[str]]:
    kim = organisations.make_admin(
        by=cast.olu, organisation=cast.organisation, email="kim@harbour.example", name="Kim Ek", now=NOW
    )
    olu = Role.objects.get(user=cast.olu)
    met = both(
        lambda: organisations.take_role(by=cast.olu, role=kim),
        lambda: organisations.take_role(by=kim.user, role=olu),
        first_stops_after=READS_ADMINS,
        second_stops_after=READS_ADMINS,
    )
    admins = cast.organisation.roles.filter(kind="admin").select_related("user")
    return met, {str(role.user) for role in admins}


def test_two_admins_who_remove_each_other_leave_one(cast: Cast) -> None:
    met, admins = two_admins(cast)
    assert (met.overtook, met.first, type(met.second)) == (False, None, organisations.LastAdmin)
    assert admins == {"Olu Balogun"}


def test_without_the_lock_no_admin_is_left(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_ORGANISATION):
        met, admins = two_admins(cast)
    assert (met.overtook, met.first) == (True, None)
    if on_sqlite:
        assert (type(met.second), admins) == (OperationalError, {"Olu Balogun"})
    else:
        assert (met.second, admins) == (None, set())


def two_parts(cast: Cast) -> tuple[Both, set[str]]:
    email = cast.nobody.email
    met = both(
        lambda: organisations.make_admin(by=None, organisation=cast.organisation, email=email, now=NOW),
        lambda: organisations.make_facilitator(by=None, cohort=cast.cohort, email=email, now=NOW),
        first_stops_after=READS_ROLES,
        second_stops_after=READS_ROLES,
    )
    return met, set(cast.nobody.roles.values_list("kind", flat=True))


def test_nobody_is_given_two_parts_at_once(cast: Cast) -> None:
    met, parts = two_parts(cast)
    assert (met.overtook, type(met.second), parts) == (False, organisations.TwoParts, {"admin"})


def test_without_the_lock_somebody_is_given_both_parts(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_ORGANISATION):
        met, parts = two_parts(cast)
    assert met.overtook
    if on_sqlite:
        assert (type(met.second), parts) == (OperationalError, {"admin"})
    else:
        assert parts == {"admin", "facilitator"}


def one_person_twice(cast: Cast) -> Both:
    def add() -> Leader:
        return cohorts.add_leader(
            by=None, organisation=cast.organisation, name="Kim Ek", email="kim@harbour.example"
        )

    return both(add, add, first_stops_after=READS_LEADERS, second_stops_after=READS_LEADERS)


def test_one_person_added_twice_at_once_is_one(cast: Cast) -> None:
    met = one_person_twice(cast)
    assert (met.overtook, met.first.name, type(met.second)) == (False, "Kim Ek", cohorts.Taken)
    assert Leader.objects.filter(name="Kim Ek").count() == 1


def test_without_the_lock_only_the_constraints_hold(cast: Cast, monkeypatch: Any) -> None:
    """One person, but an error that nobody has words for."""
    with unlocked(monkeypatch, NO_LOCK_ON_ORGANISATION):
        met = one_person_twice(cast)
    assert (met.overtook, met.first.name) == (True, "Kim Ek")
    assert type(met.second) is (OperationalError if on_sqlite else IntegrityError)
    assert Leader.objects.filter(name="Kim Ek").count() == 1


def test_one_new_address_given_twice_at_once_is_one_account(cast: Cast) -> None:
    def adding(organisation: Any) -> Callable[[], User | None]:
        def add() -> User | None:
            return cohorts.add_leader(
                by=None, organisation=organisation, name="Kim Ek", email="kim@harbour.example"
            ).user

        return add

    met = both(
        adding(cast.organisation),
        adding(cast.farther),
        first_stops_after=READS_USER,
        second_stops_after=READS_USER,
    )
    kim = User.objects.get(email="kim@harbour.example")
    assert (met.first, met.second) == (kim, kim)
