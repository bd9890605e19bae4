"""A facilitator sets up a team without an admin: a cohort and its leaders; and the admin's say in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.actions import setting_up
from assessments.files.roster import Person
from assessments.models import Cohort, Event, Leader, Organisation, Role, User

from ..people import NOW, Cast
from .page import Page
from .test_leader import signed_in

LINES = "Dee Park, dee@harbour.example, Legal\nAda Okafor, ADA@harbour.example\nEli Roth"


@pytest.fixture
def fay(cast: Cast) -> Client:
    return signed_in(cast.fay)


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("leaders", kwargs={"cohort": cast.cohort.public_id})


def names(cohort: Cohort) -> list[str]:
    return list(Leader.objects.in_cohort(cohort).values_list("name", flat=True))


def counts() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Cohort, Leader, Role, User, Event))


def test_a_team_from_nothing(cast: Cast, fay: Client) -> None:
    assert reverse("set_up") in Page(fay.get(reverse("cohorts"))).links
    made = fay.post(reverse("set_up"), {"organisation": cast.organisation.public_id, "name": "Plant"})
    cohort = Cohort.objects.get(name="Plant")
    assert made["Location"] == reverse("leaders", kwargs={"cohort": cohort.public_id})
    role = Role.objects.get(cohort=cohort)
    assert (role.user, role.kind, role.name) == (
        cast.fay,
        "facilitator",
        Role.objects.get(cohort=cast.cohort).name,
    )
    shown = Page(fay.post(made["Location"], {"lines": LINES}))
    assert shown.h1 == "Add 3 leaders?"
    assert names(cohort) == []
    done = fay.post(made["Location"], {"lines": shown.hidden["lines"][0], "confirmed": "yes"}, follow=True)
    assert "3 leaders are added." in Page(done).text
    assert names(cohort) == ["Ada Okafor", "Dee Park", "Eli Roth"]
    dee = Leader.objects.get(name="Dee Park")
    assert (dee.email, dee.title, dee.user and dee.user.email) == (
        "dee@harbour.example",
        "Legal",
        "dee@harbour.example",
    )


def test_a_list_is_shown_as_it_was_understood(cast: Cast, fay: Client, address: str) -> None:
    before = counts()
    page = Page(fay.post(address, {"lines": LINES + "\nBen Larsen, another@harbour.example"}))
    assert page.rows == [
        ["Name", "E-mail address", "Job title", "What happens"],
        ["Dee Park", "dee@harbour.example", "Legal", "is added"],
        ["Ada Okafor", "ada@harbour.example", "", "is in the team already"],
        ["Eli Roth", "–", "", "is added"],
        ["Ben Larsen", "another@harbour.example", "", "is added Another leader has this name."],
    ]
    assert "1 has no e-mail address" in page.text
    assert counts() == before


def test_twice_changes_nothing(cast: Cast, fay: Client, address: str) -> None:
    confirmed = {"lines": LINES, "confirmed": "yes"}
    fay.post(address, confirmed)
    before = counts()
    again = fay.post(address, confirmed, follow=True)
    assert "Everybody on the list is in the team already. Nothing was changed." in Page(again).text
    assert counts() == before


def test_somebody_of_the_organisation_joins_as_who_they_are(cast: Cast, fay: Client) -> None:
    other = setting_up.make_cohort(by=cast.fay, organisation=cast.organisation, name="Plant", now=NOW)
    page = reverse("leaders", kwargs={"cohort": other.public_id})
    lines = {"lines": "A. Okafor, ada@harbour.example"}
    assert (
        Page(fay.post(page, lines)).rows[1][3] == "is in the organisation, and joins the team (as Ada Okafor)"
    )
    before = Leader.objects.count()
    fay.post(page, lines | {"confirmed": "yes"})
    assert (names(other), Leader.objects.count()) == (["Ada Okafor"], before)


def test_a_file_is_read_as_pasted_lines_are(fay: Client, address: str) -> None:
    file = SimpleUploadedFile("who.csv", b"\xef\xbb\xbfName;E-Mail\nZo\xc3\xab;zoe@harbour.example\n")
    assert Page(fay.post(address, {"file": file})).rows[1][:2] == ["Zoë", "zoe@harbour.example"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"save": "yes"}, "Names and e-mail addresses: Name at least one leader."),
        ({"lines": "x, @"}, "Names and e-mail addresses: Line 1: “@” is not an e-mail address."),
        ({"lines": "x\0"}, "Names and e-mail addresses: Null characters are not allowed."),
        (
            {"lines": "Fay, fay@harbour.example", "confirmed": "yes"},
            "One of these addresses is a facilitator’s",
        ),
    ],
)
def test_a_list_that_cannot_be_taken_is_refused_whole(
    cast: Cast, fay: Client, address: str, typed: dict[str, Any], said: str
) -> None:
    before = counts()
    refused = fay.post(address, typed)
    assert (refused.status_code, counts()) == (422, before)
    assert said in " ".join(Page(refused).alerts)


def test_nothing_half_done_where_one_of_a_list_is_refused(cast: Cast, fay: Client, address: str) -> None:
    before = counts()
    lines = "New One, new@harbour.example\nFay, fay@harbour.example"
    assert fay.post(address, {"lines": lines, "confirmed": "yes"}).status_code == 422
    assert counts() == before


def test_an_admin_keeps_it_to_admins(cast: Cast, fay: Client, address: str) -> None:
    olu = signed_in(cast.olu)
    page = reverse("let_set_up", kwargs={"organisation": cast.organisation.public_id})
    shown = reverse("organisation", kwargs={"organisation": cast.organisation.public_id})
    assert "Facilitators may set up cohorts" in Page(olu.get(shown)).text
    for _ in range(2):
        olu.post(page, {"allowed": "no"})
    assert "Only admins set up cohorts" in Page(olu.get(shown)).text
    assert Event.objects.filter(by=cast.olu, verb="kept setting up to admins").count() == 1
    before = counts()
    assert fay.get(address).status_code == 404
    assert "keeps this to its admins" in Page(fay.get(reverse("set_up"))).text
    typed = {"organisation": cast.organisation.public_id, "name": "Plant"}
    assert fay.post(reverse("set_up"), typed).status_code == 422
    for late in (
        lambda: setting_up.make_cohort(by=cast.fay, organisation=cast.organisation, name="Plant", now=NOW),
        lambda: setting_up.add_leaders(by=cast.fay, cohort=cast.cohort, people=[Person(1, "X")], now=NOW),
    ):
        with pytest.raises(setting_up.MayNotSetUp):
            late()
    assert counts() == before


def test_the_admins_see_what_facilitators_set_up(cast: Cast, fay: Client, address: str) -> None:
    fay.post(reverse("set_up"), {"organisation": cast.organisation.public_id, "name": "Plant"})
    fay.post(address, {"lines": LINES, "confirmed": "yes"})
    shown = reverse("organisation", kwargs={"organisation": cast.organisation.public_id})
    text = Page(signed_in(cast.olu).get(shown)).text
    for line in (
        "set up the team Plant",
        "put into the team Dee Park → Board",
        "put into the team Eli Roth → Board",
    ):
        assert line in text


def test_nothing_is_set_up_elsewhere(cast: Cast, fay: Client) -> None:
    elsewhere = Organisation.objects.get(name="Elsewhere")
    before = counts()
    assert (
        fay.post(reverse("set_up"), {"organisation": elsewhere.public_id, "name": "Plant"}).status_code == 422
    )
    assert signed_in(cast.ada).post(reverse("set_up"), {"name": "Plant"}).status_code == 422
    assert counts() == before


def test_a_name_that_is_there_is_refused(cast: Cast, fay: Client) -> None:
    refused = fay.post(
        reverse("set_up"), {"organisation": cast.organisation.public_id, "name": "Bo\u200bard"}
    )
    assert "There is already a cohort of this name." in Page(refused).text
