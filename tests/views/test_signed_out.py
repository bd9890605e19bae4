"""A session that ends while a page is open, a page that says nothing new, and a page that came back spoiled."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import rounds
from assessments.models import Rating

from .. import people
from ..people import NOW, Cast, rating
from .page import Page
from .test_leader import ANSWERS, TYPED, row, seen, signed_in, to


@pytest.fixture
def ada(cast: Cast) -> Client:
    return signed_in(cast.ada)


def posted_signed_out(kept: Rating, ada: Client, **typed: str) -> Client:
    """Ada's page, sent without a script after her session ended."""
    page = Page(ada.get(to("rate", kept)))
    browser = Client()
    led = browser.post(to("rate", kept), page.hidden | page.controls | typed | {"go": "next"})
    assert (led.status_code, led.url) == (302, f"{reverse('account_login')}?next={to('rate', kept)}")
    return browser


def test_a_script_is_told(cast: Cast) -> None:
    signed_out = Client().post(to("answer", rating(cast.open, "Ada", "Cleo")), {"P1": "5"})
    why = {"why": "You have been signed out; this was not saved.", "sign_in": reverse("account_login")}
    assert (signed_out.status_code, signed_out.json()) == (401, why)


def test_what_was_said_is_there_after_signing_in(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    browser = posted_signed_out(kept, ada, T1="2", comment="Often.")
    assert row(kept) == before
    (warning,) = Page(browser.get(reverse("account_login"))).alerts
    assert warning == "You were signed out, so this is not saved yet. Sign in: it will be there again."
    ada.post(to("answer", kept), {"P4": "7"})  # said elsewhere meanwhile
    browser.force_login(cast.ada)
    page = Page(browser.get(to("rate", kept)))
    (again,) = page.alerts
    assert again.startswith("You were signed out before this was saved. Here it is again:")
    assert page.found["status"] == ["Not saved yet"]
    assert (page.controls["T1"], page.controls["comment"]) == (["2"], ["Often."])
    browser.post(to("rate", kept), page.hidden | page.controls | {"go": "next"})
    assert row(kept)["answers"] == before["answers"] | {"T1": 2, "P4": 7}
    assert row(kept)["comment"] == "Often."
    assert Page(browser.get(to("rate", kept))).alerts == []


def test_nobody_else_is_shown_it(cast: Cast, ada: Client) -> None:
    """Ben signs in next on the same browser, and after him Ada: it is gone with his session."""
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    browser = posted_signed_out(kept, ada, T1="2", comment=people.ADA_ABOUT_BEN)
    people.promised(cast.open, "Ben")
    browser.force_login(cast.ben)
    assert browser.session["held"]  # there is something that could leak
    assert browser.get(to("rate", kept)).status_code == 404
    pages = [to("rate", rating(cast.open, "Ben", "Cleo")), to("colleagues", cast.open), reverse("my_rounds")]
    theirs = [browser.get(page) for page in pages]
    assert [people.ADA_ABOUT_BEN in page.content.decode() for page in theirs] == [False] * 3
    assert Page(theirs[0]).controls == {"comment": [""]}
    browser.logout()
    browser.force_login(cast.ada)
    assert Page(browser.get(to("rate", kept))).controls["comment"] == [""]
    assert row(kept) == before


def test_what_was_saved_since_is_no_longer_offered(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    browser = posted_signed_out(kept, ada, T1="2", comment="Often.")
    browser.force_login(cast.ada)
    assert browser.post(to("answer", kept), seen(kept, T1="3")).status_code == 200
    page = Page(browser.get(to("rate", kept)))
    assert (page.controls["T1"], page.controls["comment"]) == (["3"], ["Often."])
    assert browser.post(to("answer", kept), {"comment": "Often."}).status_code == 200
    assert Page(browser.get(to("rate", kept))).alerts == []


def test_two_pages_wait_beside_each_other(cast: Cast, ada: Client) -> None:
    cleo, ben = rating(cast.open, "Ada", "Cleo"), rating(cast.open, "Ada", "Ben")
    browser = posted_signed_out(cleo, ada, comment="Of Cleo.")
    page = Page(ada.get(to("rate", ben)))
    browser.post(to("rate", ben), page.hidden | page.controls | {"comment": "Of Ben."})
    browser.force_login(cast.ada)
    shown = [Page(browser.get(to("rate", kept))).controls["comment"] for kept in (cleo, ben)]
    assert shown == [["Of Cleo."], ["Of Ben."]]


def test_a_round_that_closed_meanwhile_shows_what_was_said(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    browser = posted_signed_out(kept, ada, comment="So near.")
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    browser.force_login(cast.ada)
    late = browser.get(to("rate", kept))
    assert (late.status_code, Page(late).controls["comment"]) == (409, ["So near."])


def test_a_session_is_no_store_room(cast: Cast, ada: Client) -> None:
    browser = posted_signed_out(rating(cast.open, "Ada", "Cleo"), ada, comment="x" * 60_000)
    (refused,) = Page(browser.get(reverse("account_login"))).alerts
    assert refused.endswith("this is too long to be kept. Go back in your browser to copy it.")
    assert "held" not in browser.session


# --- nothing new, nothing readable -----------------------------------------------------------------------------------


def test_an_untouched_page_leaves_nothing_behind(cast: Cast, ada: Client) -> None:
    """Signed out it leads to the sign-in page, signed in to the next colleague; neither is an answer."""
    assert "held" not in posted_signed_out(rating(cast.open, "Ada", "Cleo"), ada).session
    people.promised(cast.open, "Ben")
    ben, first = signed_in(cast.ben), rating(cast.open, "Ben", "Ada")
    page = Page(ben.get(to("rate", first)))
    assert ben.post(to("rate", first), page.hidden | page.controls | {"go": "next"}).status_code == 302
    assert ben.post(to("answer", first), {"comment": ""}).status_code == 422
    assert Rating.objects.get(pk=first.pk).answered_at is None
    assert Page(ben.get(to("rate", first))).found["status"] == [""]
    assert "Begun" not in Page(ben.get(to("colleagues", cast.open))).text


def test_an_answer_said_again_keeps_its_time(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    first = ada.post(to("answer", kept), {"P1": "5"}).json()
    again = ada.post(to("answer", kept), {"P1": "5"}).json()
    assert again == first | {"version": first["version"] + 1}


def test_a_page_whose_hidden_field_was_spoiled_is_saved(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    assert ada.post(to("rate", kept), seen(kept, **TYPED, drawn="{", go="next")).status_code == 302
    assert row(kept)["answers"] == ANSWERS
