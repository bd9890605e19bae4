"""What was shown to somebody stays with them: in no cache, under the name of this organisation only."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import cohorts, roles

from .. import people
from ..actions.trail import lines_of
from ..mail.post import delivered
from ..people import LONG_AGO, NOW, Cast, participant, rating
from ..test_access import ADDRESS, MAY_OPEN, as_reader
from .test_leader import signed_in, to
from .test_organisation import at

NOT_KEPT = {"max-age=0", "no-cache", "no-store", "must-revalidate", "private"}


def kept_by(reply: Any) -> set[str]:
    return set(reply.get("Cache-Control", "").split(", ")) - {""}


@pytest.mark.parametrize("page", MAY_OPEN)
def test_a_page_of_somebody_signed_in_is_kept_nowhere(cast: Cast, page: str) -> None:
    address = reverse(page, kwargs=ADDRESS[page](cast))
    replies = {who: as_reader(cast, who).get(address) for who in ("ada", "fay", "olu")}
    assert {who: kept_by(reply) for who, reply in replies.items()} == dict.fromkeys(replies, NOT_KEPT)


def test_neither_is_what_was_posted(cast: Cast) -> None:
    ada = signed_in(cast.ada)
    for page, sent in (("rate", {"T1": "9"}), ("answer", {"P1": "5"}), ("answer", {"P1": "9"})):
        assert kept_by(ada.post(to(page, rating(cast.open, "Ada", "Cleo")), sent)) == NOT_KEPT


def test_a_page_for_everybody_may_be_kept(db: None) -> None:
    assert kept_by(Client().get(reverse("method"))) == set()


def test_a_pair_beside_the_chart_is_no_page_and_a_cache_knows(cast: Cast) -> None:
    two = {name: participant(cast.closed, one).public_id for name, one in (("a", "Ada"), ("b", "Ben"))}
    address = reverse("pair", kwargs={"round": cast.closed.public_id} | two)
    fay = signed_in(cast.fay)
    for headers in ({}, {"HX-Request": "true"}):
        assert "HX-Request" in fay.get(address, headers=headers)["Vary"].split(", ")


# --- one account in two organisations ---------------------------------------------------------------------------------


def test_each_organisation_calls_a_person_by_the_name_it_gave(cast: Cast) -> None:
    """Fay is “Mrs Andersen-Holm” in the other: neither learns what the other calls her, nor may her account tell."""
    crew = people.cohort(cast.farther, "Crew of five", "Dan A", "Eva B")
    other = "F. Andersen-Holm"
    roles.make_facilitator(by=cast.zoe, cohort=crew, email=cast.fay.email, name=other, now=LONG_AGO)
    winter = people.open_round(crew, "Winter")
    pages = {
        "here": [
            (cast.olu, at("cohort", cast.cohort)),
            (cast.olu, at("organisation", cast.organisation)),
            (cast.ada, to("promise", cast.open)),
            (cast.ada, to("rate", rating(cast.open, "Ada", "Ben"))),
        ],
        "there": [
            (cast.zoe, at("cohort", crew)),
            (cast.zoe, at("organisation", cast.farther)),
            (people.user("Dan A"), to("promise", winter)),
        ],
    }
    said = {
        where: [
            [name in signed_in(user).get(page).content.decode() for name in ("Fay Andersen", other)]
            for user, page in asked
        ]
        for where, asked in pages.items()
    }
    assert said == {"here": [[True, False]] * 4, "there": [[False, True]] * 3}


def test_who_is_given_a_role_without_a_name_is_called_by_the_accounts(cast: Cast) -> None:
    role = roles.make_admin(by=None, organisation=cast.farther, email=cast.fay.email, now=NOW)
    assert (role.name, str(role)) == ("Fay Andersen", "Fay Andersen (admin)")


def test_a_second_click_takes_no_second_role(cast: Cast) -> None:
    """The second has found the role before the first took it."""
    found = [cast.fay.roles.get(), cast.fay.roles.get()]

    def click() -> None:
        roles.take(by=cast.olu, role=found.pop())

    assert [len(lines_of(click)), len(lines_of(click))] == [1, 0]


# --- a password that changed ------------------------------------------------------------------------------------------


def test_who_did_not_change_their_password_learns_that_somebody_did(cast: Cast) -> None:
    cast.ada.set_password("a long phrase of Ada's")
    cast.ada.save()
    ada = signed_in(cast.ada)
    new = {"oldpassword": "a long phrase of Ada's"} | dict.fromkeys(
        ("password1", "password2"), "another long phrase"
    )
    assert ada.post(reverse("account_change_password"), new).status_code == 302
    (told,) = delivered()
    assert (told.to, told.subject) == ([cast.ada.email], "Your password was changed")
    assert not re.search(r"Harbour|Board|Spring|Autumn|another long phrase", told.body)
    cohorts.leave(by=None, cohort=cast.cohort, leader=people.leader("Ada Okafor"), now=NOW)
    assert len(delivered()) == 1
