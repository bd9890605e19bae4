"""Two people at once who give and take roles or add the same person; as in test_races.py, with and without guards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from assessments.actions import cohorts, participation, roles
from assessments.models import Leader, Role, Round, User
from assessments.models.cohorts import CohortQuerySet
from assessments.models.organisations import OrganisationQuerySet

from ..people import LONG_AGO, NOW, Cast, participant
from .together import AT_ITS_END, Both, both, on_sqlite, unlocked

pytestmark = pytest.mark.django_db(transaction=True)

READS_ROLES, READS_USER = 'FROM "assessments_role"', 'FROM "assessments_user"'
READS_ADMINS = '"assessments_role"."kind" = '
READS_LEADERS = 'FROM "assessments_leader"'
MAKES_ROLE = 'INSERT INTO "assessments_role"'
READS_COHORTS = 'FROM "assessments_cohort"'
NO_LOCK_ON_ORGANISATION = (OrganisationQuerySet, "select_for_update", lambda rows, **_: rows)


def two_admins(cast: Cast) -> tuple[Both, set[str]]:
    kim = roles.make_admin(
        by=cast.olu, organisation=cast.organisation, email="kim@harbour.example", name="Kim Ek", now=NOW
    )
    olu = Role.objects.get(user=cast.olu)
    met = both(
        lambda: roles.take(by=cast.olu, role=kim),
        lambda: roles.take(by=kim.user, role=olu),
        first_stops_after=READS_ADMINS,
        second_stops_after=READS_ADMINS,
    )
    admins = cast.organisation.roles.filter(kind="admin").select_related("user")
    return met, {str(role.user) for role in admins}


def test_two_admins_who_remove_each_other_leave_one(cast: Cast) -> None:
    met, admins = two_admins(cast)
    assert (met.overtook, met.first, type(met.second)) == (False, None, roles.LastAdmin)
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
        lambda: roles.make_admin(by=None, organisation=cast.organisation, email=email, now=NOW),
        lambda: roles.make_facilitator(by=None, cohort=cast.cohort, email=email, now=NOW),
        first_stops_after=MAKES_ROLE,
        second_stops_after=AT_ITS_END,
    )
    return met, set(cast.nobody.roles.values_list("kind", flat=True))


def test_nobody_is_given_two_parts_at_once(cast: Cast) -> None:
    met, parts = two_parts(cast)
    assert (met.overtook, type(met.second), parts) == (False, roles.TwoParts, {"admin"})


def test_without_the_lock_somebody_is_given_both_parts(cast: Cast, monkeypatch: Any) -> None:
    """Nor does the database's own rule see a row that another transaction has not yet brought to its end."""
    with unlocked(monkeypatch, NO_LOCK_ON_ORGANISATION):
        met, parts = two_parts(cast)
    if on_sqlite:
        assert (type(met.second), parts) == (OperationalError, {"admin"})
    else:
        assert (met.overtook, parts) == (True, {"admin", "facilitator"})


# --- somebody who joins a cohort, and is made its facilitator --------------------------------------------------------


def joining_and_facilitating(cast: Cast) -> tuple[Both, set[str]]:
    kim = cohorts.add_leader(
        by=None, organisation=cast.organisation, name="Kim Ek", email="kim@harbour.example"
    )
    met = both(
        lambda: cohorts.join(by=None, cohort=cast.cohort, leader=kim, now=NOW),
        lambda: roles.make_facilitator(by=None, cohort=cast.cohort, email=kim.email, now=NOW),
        first_stops_after='INSERT INTO "assessments_membership"',
        second_stops_after=AT_ITS_END,
    )
    sides = {"leads"} if Leader.objects.in_cohort(cast.cohort).contains(kim) else set()
    return met, sides | set(Role.objects.filter(user=kim.user).values_list("kind", flat=True))


def test_nobody_joins_a_cohort_and_is_made_its_facilitator_at_once(cast: Cast) -> None:
    met, sides = joining_and_facilitating(cast)
    assert (met.overtook, type(met.second), sides) == (False, roles.BothSides, {"leads"})


def test_without_the_lock_somebody_is_on_both_sides(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_ORGANISATION):
        met, sides = joining_and_facilitating(cast)
    if on_sqlite:
        assert (type(met.second), sides) == (OperationalError, {"leads"})
    else:
        assert (met.overtook, sides) == (True, {"leads", "facilitator"})


# --- one cohort, made twice -------------------------------------------------------------------------------------------


def one_cohort_twice(cast: Cast) -> Both:
    def create() -> str:
        return cohorts.create(by=None, organisation=cast.organisation, name="Crew").name

    return both(create, create, first_stops_after=READS_COHORTS, second_stops_after=READS_COHORTS)


def test_one_cohort_made_twice_at_once_is_one_and_a_refusal(cast: Cast) -> None:
    met = one_cohort_twice(cast)
    assert (met.overtook, met.first, type(met.second)) == (False, "Crew", cohorts.Taken)


def test_without_the_lock_the_second_cohort_is_an_error_without_words(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_ORGANISATION):
        met = one_cohort_twice(cast)
    assert (met.overtook, met.first) == (True, "Crew")
    assert type(met.second) is (OperationalError if on_sqlite else IntegrityError)


# --- a promise that names its facilitators, and a role that is given or taken meanwhile -----------------------------


NO_LOCK_ON_COHORT = (CohortQuerySet, "select_for_update", lambda rows, **_: rows)
NAMES = 'INSERT INTO "assessments_named"'


def confirming(cast: Cast) -> Callable[[], set[str]]:
    """Ben confirms a page that named Fay; whom his promise then named."""
    ben, fay = participant(cast.open, "Ben"), cast.fay.roles.get()

    def confirm() -> set[str]:
        participation.read_promise(by=ben, version=cast.open.promise_version, named=[fay.public_id], now=NOW)
        return {one.role.name for one in ben.named.select_related("role")}

    return confirm


def giving(cast: Cast) -> Callable[[], Role]:
    def give() -> Role:
        return roles.make_facilitator(
            by=None, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=LONG_AGO
        )

    return give


def nobody_has_read(cast: Cast) -> None:
    for one in cast.open.participants.exclude(promise=""):
        one.named.all().delete()
    cast.open.participants.update(promise="", promised_at=None)


def confirmed_then_given(cast: Cast) -> Both:
    nobody_has_read(cast)
    return both(confirming(cast), giving(cast), first_stops_after=NAMES, second_stops_after=AT_ITS_END)


def given_then_confirmed(cast: Cast) -> Both:
    nobody_has_read(cast)
    return both(
        giving(cast),
        confirming(cast),
        first_stops_after='INSERT INTO "assessments_role"',
        second_stops_after=AT_ITS_END,
    )


def sees(cast: Cast, name: str) -> bool:
    user = User.objects.get(name=name)
    return Round.objects.with_promise_to(user).get(pk=cast.open.pk).promised_to_reader  # type: ignore[attr-defined]


def test_a_role_given_while_a_promise_is_confirmed_was_promised_to_nobody(cast: Cast) -> None:
    met = confirmed_then_given(cast)
    assert (met.overtook, met.first, met.second.name) == (False, {"Fay Andersen"}, "Max Ito")
    assert (sees(cast, "Fay Andersen"), sees(cast, "Max Ito")) == (True, False)


def test_a_promise_confirmed_while_a_role_is_given_has_to_be_read_anew(cast: Cast) -> None:
    met = given_then_confirmed(cast)
    assert (met.overtook, type(met.second)) == (False, participation.PromiseChanged)
    assert (sees(cast, "Fay Andersen"), sees(cast, "Max Ito")) == (True, True)


@pytest.mark.parametrize("order", [confirmed_then_given, given_then_confirmed])
def test_without_the_lock_a_standing_role_is_neither_named_nor_refused(
    cast: Cast, monkeypatch: Any, order: Callable[[Cast], Both]
) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_COHORT):
        met = order(cast)
    if on_sqlite:
        assert OperationalError in {type(met.first), type(met.second)}
    else:
        assert met.overtook
        assert participation.PromiseChanged not in {type(met.first), type(met.second)}
        assert {one.role.name for one in participant(cast.open, "Ben").named.all()} == {"Fay Andersen"}
        assert Role.objects.filter(name="Max Ito").exists()
        assert not sees(cast, "Max Ito")  # even so, nobody sees what they were not promised to see


def taken_while_confirmed(cast: Cast) -> Both:
    fay = cast.fay.roles.get()
    return both(
        confirming(cast),
        lambda: roles.take(by=cast.olu, role=fay),
        first_stops_after=READS_ROLES,
        second_stops_after=AT_ITS_END,
    )


def test_a_role_taken_while_a_promise_is_confirmed_waits(cast: Cast) -> None:
    met = taken_while_confirmed(cast)
    assert (met.overtook, met.first, met.second) == (False, {"Fay Andersen"}, None)
    assert not Role.objects.filter(user=cast.fay).exists()


def test_without_the_lock_a_promise_names_who_is_gone(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_COHORT):
        met = taken_while_confirmed(cast)
    assert met.overtook
    assert isinstance(met.first, OperationalError if on_sqlite else IntegrityError)


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
