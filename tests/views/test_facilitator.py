"""The facilitator's pages about running a round: opening it, who has finished, closing it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from assessments.models import Event, Round

from .. import people
from ..actions.together import both
from ..people import NOW, Cast
from .page import Page
from .test_leader import signed_in, to


def opening(of: Any) -> str:
    return reverse("open_round", kwargs={"cohort": of.public_id})


def test_my_cohorts(cast: Cast) -> None:
    page = Page(signed_in(cast.fay).get(reverse("cohorts")))
    assert (page.h1, page.found["h2"]) == ("My cohorts", ["Board"])
    rounds_there = [words for address, words in page.links.items() if address.startswith("/facilitate/")]
    assert rounds_there == ["Autumn", "Spring", "Spectrum →"]
    assert to("spectrum", cast.open) not in page.links
    assert "1 of 3 finished" in page.text


def test_no_cohort_says_what_comes_next(cast: Cast) -> None:
    assert (
        "An admin of your organisation makes you the facilitator"
        in Page(signed_in(cast.nobody).get(reverse("cohorts"))).text
    )


def test_open_a_round(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    page = Page(fay.get(opening(cast.cohort)))
    assert page.controls == {"name": [""], "audience": ["facilitator_only"]}
    assert "3 leaders will be on the roster." in page.text
    assert "Ada Okafor, Ben Larsen, Cleo Martin" in page.text
    done = fay.post(opening(cast.cohort), {"name": " Winter ", "audience": "team_only"})
    winter = Round.objects.get(name="Winter")
    assert (done.status_code, done.url) == (302, to("round", winter))
    assert (winter.audience, winter.cohort, winter.status) == ("team_only", cast.cohort, "open")
    assert winter.participants.count() == 3


def refused(cast: Cast, **typed: str) -> tuple[int, list[str], dict[str, list[str]]]:
    before = Round.objects.count()
    done = signed_in(cast.fay).post(opening(cast.cohort), typed)
    assert Round.objects.count() == before
    page = Page(done)
    return done.status_code, page.alerts, page.controls


def test_a_round_that_cannot_be_opened_says_why(cast: Cast) -> None:
    attention = "One thing needs your attention "
    status, alerts, kept = refused(cast, name="Spring", audience="team_only")
    assert (status, kept) == (422, {"name": ["Spring"], "audience": ["team_only"]})
    assert alerts == [attention + "This cohort already has a round of this name."]
    status, alerts, kept = refused(cast, name="", audience="team_only")
    assert (status, alerts) == (422, [attention + "Name: This field is required."])
    status, alerts, kept = refused(cast, name="Winter", audience="everyone")
    assert (status, kept["name"], len(alerts)) == (422, ["Winter"], 1)
    cast.cohort.memberships.update(left_at=NOW)
    status, alerts, kept = refused(cast, name="Winter", audience="team_only")
    assert (status, kept) == (422, {"name": ["Winter"], "audience": ["team_only"]})
    assert alerts == [
        attention + "A round needs at least two leaders. Ask an admin to add them to the cohort."
    ]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_opens_one_round_and_says_so(cast: Cast) -> None:
    """Both clicks find the name free; the second is told what the first has done."""
    clients = [signed_in(cast.fay), signed_in(cast.fay)]
    clicks = [
        lambda client=client: client.post(opening(cast.cohort), {"name": "Winter", "audience": "team_only"})
        for client in clients
    ]
    after_its_form = 'FROM "assessments_instrument"'
    met = both(*clicks, first_stops_after=after_its_form, second_stops_after=after_its_form)
    assert (met.overtook, Round.objects.filter(name="Winter").count()) == (True, 1)
    assert met.first.status_code == 302
    assert not isinstance(met.second, Exception), repr(met.second)
    assert met.second.status_code == 422


def test_who_has_finished(cast: Cast) -> None:
    page = Page(signed_in(cast.fay).get(to("round", cast.open)))
    assert page.rows == [
        ["Leader", "Where they are", "Colleagues answered", "Team as a whole"],
        ["Ada Okafor Director", "Incomplete", "1 / 2", "Open"],
        ["Ben Larsen Director", "Not begun", "0 / 2", "Open"],
        ["Cleo Martin Director", "✓ Complete", "2 / 2", "Answered"],
    ]
    assert "1 of 3 have finished." in page.text
    people.promised(cast.open, "Ben")
    row = Page(signed_in(cast.fay).get(to("round", cast.open))).rows[2]
    assert row == ["Ben Larsen Director", "Has read who sees what", "0 / 2", "Open"]


def test_while_a_round_is_open_its_page_holds_no_answer(cast: Cast) -> None:
    """The same page whatever Ada has said."""
    fay = signed_in(cast.fay)
    before = Page(fay.get(to("round", cast.open))).text
    people.say(cast.open, "Ada", "Ben", 1, 1, need=1, comment="Nothing of this.")
    assert Page(fay.get(to("round", cast.open))).text == before


def test_close_asks_first(cast: Cast) -> None:
    page = Page(signed_in(cast.fay).get(to("close", cast.open)))
    assert page.h1 == "Close this round?"
    assert "2 leaders have not finished: Ada Okafor, Ben Larsen." in page.text
    assert Round.objects.get(pk=cast.open.pk).is_open


def test_close(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    done = fay.post(to("close", cast.open), follow=True)
    page = Page(done)
    assert done.redirect_chain == [(to("round", cast.open), 302)]
    assert page.found["status"] == ["The round is closed. Here are its results."]
    assert page.links[to("spectrum", cast.open)] == "The spectrum"
    assert Round.objects.get(pk=cast.open.pk).is_closed
    events = Event.objects.count()
    again = Page(fay.post(to("close", cast.open), follow=True))
    assert again.found["status"] == ["This round was closed already."]
    assert Event.objects.count() == events


def test_a_closed_round_offers_no_closing(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    assert to("close", cast.closed) not in Page(fay.get(to("round", cast.closed))).links
    assert "Close the round" not in Page(fay.get(to("close", cast.closed))).found["button"]
