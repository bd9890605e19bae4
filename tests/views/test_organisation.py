"""The admin's pages: cohorts, people and roles; what is wrong is said in words, at its place, with nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import cohorts, roles
from assessments.models import Event, Leader, Organisation, Role, User

from .. import people
from ..people import NOW, SAID, Cast, leader
from .page import Page
from .test_leader import signed_in

ATTENTION = "One thing needs your attention "


@pytest.fixture
def olu(cast: Cast) -> Client:
    return signed_in(cast.olu)


def at(page: str, of: Any) -> str:
    kind = {"Organisation": "organisation", "Cohort": "cohort", "Leader": "leader", "Role": "role"}
    return reverse(page, kwargs={kind[type(of).__name__]: of.public_id})


def refused(client: Client, address: str, **typed: str) -> tuple[list[str], dict[str, list[str]]]:
    """What a refused form says and still holds; nothing has changed."""
    before = Event.objects.count()
    done = client.post(address, typed)
    assert (done.status_code, Event.objects.count()) == (422, before)
    page = Page(done)
    return page.alerts, {name: value for name, value in page.controls.items() if name in typed}


# --- what is there ----------------------------------------------------------------------------------------------------


def test_my_organisations(cast: Cast, olu: Client) -> None:
    page = Page(olu.get(reverse("organisations")))
    assert page.links[at("organisation", cast.organisation)] == "Harbour"
    assert "1 cohort, 3 people" in page.text
    empty = Page(signed_in(cast.fay).get(reverse("organisations")))
    assert "You are not an admin of any organisation." in empty.text


def test_an_organisation(cast: Cast, olu: Client) -> None:
    page = Page(olu.get(at("organisation", cast.organisation)))
    assert page.h1 == "Harbour"
    assert page.rows == [
        ["Name", "Job title", "E-mail address", "Cohorts"],
        ["Ada Okafor", "Director", "ada@harbour.example", "1"],
        ["Ben Larsen", "Director", "ben@harbour.example", "1"],
        ["Cleo Martin", "Director", "cleo@harbour.example", "1"],
    ]
    assert page.links[at("cohort", cast.cohort)] == "Board"
    assert "Olu Balogun olu@harbour.example · Admin" in page.text
    assert "Fay Andersen fay@harbour.example · Facilitator · Board" in page.text


def test_lists_are_in_the_order_of_names(cast: Cast, olu: Client) -> None:
    """Added last, and first in the alphabet."""
    cohorts.create(by=None, organisation=cast.organisation, name="Audit")
    cohorts.add_leader(by=None, organisation=cast.organisation, name="Aaron Ek")
    roles.make_admin(
        by=None, organisation=Organisation.objects.create(name="Anchor"), email=cast.olu.email, now=NOW
    )
    page = Page(olu.get(at("organisation", cast.organisation)))
    assert [row[0] for row in page.rows[1:]] == ["Aaron Ek", "Ada Okafor", "Ben Larsen", "Cleo Martin"]
    assert [words for address, words in page.links.items() if "/members/" in address] == ["Audit", "Board"]
    theirs = Page(olu.get(reverse("organisations"))).found["h2"]
    assert theirs == ["Anchor", "Harbour"]


def test_an_admin_sees_no_rating_anywhere(cast: Cast, olu: Client) -> None:
    """The scores of the closed round stand on no page that an admin can open."""
    scores = {f"{100 * (point - 1) / 6:.0f}" for said in SAID.values() for point in said} - {"0"}
    assert scores == {"17", "33", "50", "67", "83", "100"}
    spectrum = Page(signed_in(cast.fay).get(reverse("spectrum", kwargs={"round": cast.closed.public_id})))
    assert "100" in spectrum.text
    ada = leader("Ada Okafor")
    pages = [at("organisation", cast.organisation), at("cohort", cast.cohort), at("change_leader", ada)]
    for page in pages:
        text = Page(olu.get(page)).text
        assert scores & set(text.split()) == set()
        assert people.ADA_ABOUT_BEN not in text


# --- cohorts and people -----------------------------------------------------------------------------------------------


def test_add_and_rename_a_cohort(cast: Cast, olu: Client) -> None:
    done = olu.post(at("add_cohort", cast.organisation), {"name": " Crew "})
    crew = cast.organisation.cohorts.get(name="Crew")
    assert (done.status_code, done.url) == (302, at("cohort", crew))
    assert olu.post(at("rename_cohort", crew), {"name": "Deck"}).url == at("cohort", crew)
    assert Page(olu.get(at("cohort", crew))).h1 == "Deck"


def test_rename_the_organisation(cast: Cast, olu: Client) -> None:
    assert olu.post(at("rename_organisation", cast.organisation), {"name": "Haven"}).status_code == 302
    assert Organisation.objects.get(pk=cast.organisation.pk).name == "Haven"
    kept = olu.post(at("rename_organisation", cast.organisation), {"name": "Haven"})
    assert kept.status_code == 302  # its own name is no other's


def test_a_name_that_is_taken_is_said_in_words(cast: Cast, olu: Client) -> None:
    crew = cohorts.create(by=None, organisation=cast.organisation, name="Crew")
    taken = ATTENTION + "There is already a cohort of this name."
    assert refused(olu, at("add_cohort", cast.organisation), name="Board") == ([taken], {"name": ["Board"]})
    assert refused(olu, at("rename_cohort", crew), name="Board") == ([taken], {"name": ["Board"]})
    (said,), kept = refused(olu, at("rename_organisation", cast.organisation), name="Elsewhere")
    assert (said, kept) == (
        ATTENTION
        + "Name: This name cannot be used. Please choose another.",  # whose it is, is not ours to say
        {"name": ["Elsewhere"]},
    )


def test_a_refused_name_changes_no_heading(cast: Cast, olu: Client) -> None:
    """The page still says what is being renamed."""
    crew = cohorts.create(by=None, organisation=cast.organisation, name="Crew")
    back = Page(olu.post(at("rename_organisation", cast.organisation), {"name": "Elsewhere"}))
    assert "Harbour" in back.links[at("organisation", cast.organisation)]
    back = Page(olu.post(at("rename_cohort", crew), {"name": "Board"}))
    assert "Crew" in back.links[at("cohort", crew)]


def test_add_a_person(cast: Cast, olu: Client) -> None:
    done = olu.post(
        at("add_leader", cast.organisation),
        {"name": "Kim Ek", "title": "Chief", "email": "Kim@harbour.example"},
        follow=True,
    )
    kim = Leader.objects.get(name="Kim Ek")
    assert done.redirect_chain == [(at("organisation", cast.organisation), 302)]
    assert Page(done).found["status"] == ["Kim Ek is added."]
    assert (kim.title, kim.email, kim.organisation) == ("Chief", "kim@harbour.example", cast.organisation)
    assert olu.post(at("add_leader", cast.organisation), {"name": "No Mail"}).status_code == 302
    assert olu.post(at("add_leader", cast.organisation), {"name": "No Mail Either"}).status_code == 302


def test_a_person_who_cannot_be_added_says_why(cast: Cast, olu: Client) -> None:
    address = at("add_leader", cast.organisation)
    alerts, kept = refused(olu, address, name="", title="Chief", email="kim@harbour.example")
    assert alerts == [ATTENTION + "Name: This field is required."]
    assert kept == {"name": [""], "title": ["Chief"], "email": ["kim@harbour.example"]}
    alerts, kept = refused(olu, address, name="Kim Ek", email="kim at harbour")
    assert alerts == [ATTENTION + "E-mail address: Enter a valid email address."]
    alerts, kept = refused(olu, address, name="Kim Ek", email="ADA@harbour.example")
    assert kept == {"name": ["Kim Ek"], "email": ["ADA@harbour.example"]}
    assert "one_leader_per_email" not in alerts[0]
    assert "address" in alerts[0].removeprefix(ATTENTION)


def test_change_a_person(cast: Cast, olu: Client) -> None:
    ada = leader("Ada Okafor")
    address = at("change_leader", ada)
    shown = Page(olu.get(address)).controls
    assert shown == {"name": ["Ada Okafor"], "title": ["Director"], "email": ["ada@harbour.example"]}
    olu.post(address, {"name": "Ada Obi", "title": "Chair", "email": "ada@new.example"})
    changed = Leader.objects.get(pk=ada.pk)
    assert (changed.name, changed.title, changed.email) == ("Ada Obi", "Chair", "ada@new.example")
    assert changed.user == User.objects.get(email="ada@new.example")
    mine = reverse("colleagues", kwargs={"round": cast.open.public_id})
    assert [signed_in(one).get(mine).status_code for one in (cast.ada, changed.user)] == [200, 404]


def test_a_change_that_is_refused_changes_nothing(cast: Cast, olu: Client) -> None:
    ada = leader("Ada Okafor")
    alerts, kept = refused(
        olu, at("change_leader", ada), name="Ada Obi", title="", email="ben@harbour.example"
    )
    assert (len(alerts), kept["name"]) == (1, ["Ada Obi"])
    assert "one_leader_per_email" not in alerts[0]
    assert Leader.objects.get(pk=ada.pk).name == "Ada Okafor"


def test_members(cast: Cast, olu: Client) -> None:
    kim = cohorts.add_leader(by=None, organisation=cast.organisation, name="Kim Ek")
    address = at("cohort", cast.cohort)
    assert olu.post(address, {"leader": kim.public_id}).url == address
    assert [str(one) for one in Leader.objects.in_cohort(cast.cohort)][-1] == "Kim Ek"
    leave = reverse("leave", kwargs={"cohort": cast.cohort.public_id, "leader": kim.public_id})
    assert olu.post(leave).url == address
    assert kim not in Leader.objects.in_cohort(cast.cohort)
    assert olu.post(leave).status_code == 404


def test_nobody_of_elsewhere_becomes_a_member(cast: Cast, olu: Client) -> None:
    for stranger in (leader("Yan Novak"), leader("Ada Okafor")):  # Ada is in it already
        done = olu.post(at("cohort", cast.cohort), {"leader": stranger.public_id})
        assert done.status_code == 422
    assert Leader.objects.in_cohort(cast.cohort).count() == 3


# --- roles ------------------------------------------------------------------------------------------------------------


def test_add_an_admin_and_a_facilitator(cast: Cast, olu: Client) -> None:
    new = {"email": "kim@harbour.example", "name": "Kim Ek"}
    assert olu.post(at("add_admin", cast.organisation), new).url == at("organisation", cast.organisation)
    other = {"email": "max@harbour.example", "name": "Max Ito"}
    assert olu.post(at("add_facilitator", cast.cohort), other).url == at("cohort", cast.cohort)
    roles = cast.organisation.roles.select_related("user")
    assert {(str(role.user), role.kind) for role in roles} == {
        ("Olu Balogun", "admin"),
        ("Kim Ek", "admin"),
        ("Fay Andersen", "facilitator"),
        ("Max Ito", "facilitator"),
    }


def test_two_parts_are_refused_in_words(cast: Cast, olu: Client) -> None:
    why = (
        "E-mail address: Nobody can be admin and facilitator of one organisation: admins never see a rating."
    )
    fay = {"email": "fay@harbour.example", "name": "Fay Andersen"}
    assert refused(olu, at("add_admin", cast.organisation), **fay)[0] == [ATTENTION + why]
    himself = {"email": "olu@harbour.example", "name": "Olu Balogun"}
    alerts, kept = refused(olu, at("add_facilitator", cast.cohort), **himself)
    assert (alerts, kept) == ([ATTENTION + why], {name: [value] for name, value in himself.items()})


def test_the_last_admin_is_told_to_add_another(cast: Cast, olu: Client) -> None:
    done = olu.post(at("take_role", Role.objects.get(user=cast.olu)), follow=True)
    assert Role.objects.filter(user=cast.olu).exists()
    assert Page(done).alerts == ["An organisation needs an admin. Add another one first."]


def test_an_admin_who_goes_is_led_out(cast: Cast, olu: Client) -> None:
    roles.make_admin(
        by=cast.olu, organisation=cast.organisation, email="kim@harbour.example", name="Kim Ek", now=NOW
    )
    done = olu.post(at("take_role", Role.objects.get(user=cast.olu)), follow=True)
    assert done.status_code == 200
    assert olu.get(at("organisation", cast.organisation)).status_code == 404


def test_take_a_facilitator_out(cast: Cast, olu: Client) -> None:
    assert olu.post(at("take_role", Role.objects.get(user=cast.fay))).url == at("cohort", cast.cohort)
    closed = reverse("spectrum", kwargs={"round": cast.closed.public_id})
    assert signed_in(cast.fay).get(closed).status_code == 404
