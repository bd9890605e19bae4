"""Who may do what: roles given and taken, and nobody on two sides."""

from __future__ import annotations

import pytest

from assessments.actions import accounts, roles
from assessments.models import Event, Organisation, Role, User

from ..people import NOW, Cast
from .trail import lines_of


def parts(organisation: Organisation) -> set[tuple[str, str]]:
    return {(str(role.user), role.kind) for role in organisation.roles.select_related("user")}


def test_make_admin(cast: Cast) -> None:
    left = lines_of(
        lambda: roles.make_admin(
            by=cast.olu, organisation=cast.organisation, email="Kim@harbour.example", name="Kim Ek", now=NOW
        )
    )
    assert left == [("made admin", "organisation", "kim@harbour.example", "Olu Balogun")]
    assert parts(cast.organisation) == {
        ("Olu Balogun", "admin"),
        ("Fay Andersen", "facilitator"),
        ("Kim Ek", "admin"),
    }
    kim = User.objects.get(email="kim@harbour.example")
    assert not kim.has_usable_password()  # signs in by a code sent to the address


def test_make_facilitator(cast: Cast) -> None:
    left = lines_of(
        lambda: roles.make_facilitator(by=cast.olu, cohort=cast.cohort, email=cast.nobody.email, now=NOW)
    )
    assert left == [("made facilitator", "cohort", "nobody@harbour.example", "Olu Balogun")]
    role = Role.objects.get(user=cast.nobody)
    assert (role.kind, role.cohort, role.organisation) == ("facilitator", cast.cohort, cast.organisation)
    assert role.given_at == NOW


def test_a_role_given_twice_is_one(cast: Cast) -> None:
    before = Role.objects.get(user=cast.olu)
    again = roles.make_admin(
        by=cast.olu, organisation=cast.organisation, email=" OLU@harbour.example ", now=NOW
    )
    assert (again.pk, again.given_at) == (before.pk, before.given_at)
    fay = Role.objects.get(user=cast.fay)
    again = roles.make_facilitator(by=cast.olu, cohort=cast.cohort, email=cast.fay.email, now=NOW)
    assert (again.pk, again.given_at) == (fay.pk, fay.given_at)


def test_nobody_is_admin_and_facilitator_of_one_organisation(cast: Cast) -> None:
    before, events = parts(cast.organisation), Event.objects.count()
    with pytest.raises(roles.TwoParts):
        roles.make_admin(by=cast.olu, organisation=cast.organisation, email=cast.fay.email, now=NOW)
    with pytest.raises(roles.TwoParts):
        roles.make_facilitator(by=cast.olu, cohort=cast.cohort, email=cast.olu.email, now=NOW)
    assert (parts(cast.organisation), Event.objects.count()) == (before, events)


def test_two_parts_in_two_organisations_are_fine(cast: Cast) -> None:
    roles.make_admin(by=cast.zoe, organisation=cast.farther, email=cast.fay.email, now=NOW)
    assert parts(cast.farther) == {("Zoe Quist", "admin"), ("Fay Andersen", "admin")}


def test_the_last_admin_stays(cast: Cast) -> None:
    olu = Role.objects.get(user=cast.olu)
    events = Event.objects.count()
    with pytest.raises(roles.LastAdmin):
        roles.take(by=cast.olu, role=olu)
    assert (Role.objects.get(user=cast.olu), Event.objects.count()) == (olu, events)


def test_an_admin_who_is_not_the_last_can_go(cast: Cast) -> None:
    kim = roles.make_admin(
        by=cast.olu, organisation=cast.organisation, email="kim@harbour.example", name="Kim Ek", now=NOW
    )
    left = lines_of(lambda: roles.take(by=kim.user, role=Role.objects.get(user=cast.olu)))
    assert left == [("took role admin", "organisation", "olu@harbour.example", "Kim Ek")]
    assert parts(cast.organisation) == {("Kim Ek", "admin"), ("Fay Andersen", "facilitator")}
    with pytest.raises(roles.LastAdmin):
        roles.take(by=kim.user, role=kim)


def test_a_cohort_may_lose_its_only_facilitator(cast: Cast) -> None:
    left = lines_of(lambda: roles.take(by=cast.olu, role=Role.objects.get(user=cast.fay)))
    assert left == [("took role facilitator", "cohort", "fay@harbour.example", "Olu Balogun")]
    assert parts(cast.organisation) == {("Olu Balogun", "admin")}


def test_account_for_finds_who_is_there(cast: Cast) -> None:
    before = User.objects.count()
    assert accounts.account_for(email=" ADA@Harbour.example ") == cast.ada
    assert User.objects.count() == before
    new = accounts.account_for(email=" Kim@Harbour.Example ", name="Kim Ek")
    assert (new.email, new.name, User.objects.count()) == ("kim@harbour.example", "Kim Ek", before + 1)
