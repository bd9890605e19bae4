"""A session that belongs to one participant of one round: no account, and nobody signed in."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from assessments.models import Rating, User

from ..people import Cast, participant, rating
from ..results.crowd import PRACTISED
from ..test_access import by_link
from .page import Page
from .test_leader import ANSWERS, TYPED, row, signed_in, to
from .test_private import NOT_KEPT, kept_by
from .test_signed_out import posted_signed_out


def test_a_colleague_is_rated_in_a_session_without_a_user(cast: Cast) -> None:
    """From the promise to the end; Ben has no account at all."""
    User.objects.get(pk=cast.ben.pk).delete()
    ben = by_link(participant(cast.open, "Ben"))
    led = ben.post(to("promise", cast.open), Page(ben.get(to("promise", cast.open))).hidden)
    for kept in Rating.objects.of(participant(cast.open, "Ben")):
        assert led.url == to("rate", kept)
        page = Page(ben.get(led.url))
        assert ben.post(to("answer", kept), {"T1": "1"}).status_code == 200
        led = ben.post(led.url, page.hidden | page.controls | TYPED | {"go": "next"})
        assert row(kept)["answers"] == ANSWERS
    assert led.url == to("practices", cast.open)
    page = Page(ben.get(led.url))
    assert ben.post(to("answer_practices", cast.open), {"V1": "5"}).status_code == 200
    led = ben.post(led.url, page.hidden | dict.fromkeys(PRACTISED, "5") | {"go": "next"})
    assert led.url == to("finish", cast.open)
    assert ben.post(to("finish", cast.open)).url == to("done", cast.open)
    assert Page(ben.get(to("done", cast.open))).h1 == "Thank you, Ben."
    assert "_auth_user_id" not in ben.session


def test_the_page_says_whose_session_it_is(cast: Cast) -> None:
    page = Page(by_link(participant(cast.open, "Ada")).get(to("colleagues", cast.open)))
    assert "Ada Okafor" in page.text
    assert reverse("my_rounds") not in page.links


def test_whoever_signs_in_is_the_reader(cast: Cast) -> None:
    """On a shared computer Ben signs in after Ada opened her link: the pages are his."""
    browser = by_link(participant(cast.open, "Ada"))
    browser.force_login(cast.ben)
    assert browser.session["participant"]  # there is something that could be taken for his
    assert browser.get(to("rate", rating(cast.open, "Ada", "Cleo"))).status_code == 404
    assert browser.get(to("rate", rating(cast.open, "Ben", "Cleo"))).status_code == 302


def test_the_home_page_leads_back_to_the_round(cast: Cast) -> None:
    led = by_link(participant(cast.open, "Ada")).get(reverse("home"))
    assert led.url == to("colleagues", cast.open)


def test_who_is_no_longer_on_a_roster_is_asked_to_sign_in(cast: Cast) -> None:
    ada = by_link(participant(cast.open, "Ada"))
    cast.organisation.events.all().delete()
    participant(cast.open, "Ada").delete()
    assert ada.get(to("colleagues", cast.open)).url.startswith(reverse("account_login"))


def test_what_was_said_after_the_session_ended_is_there_when_the_link_is_opened_again(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    browser = posted_signed_out(kept, signed_in(cast.ada), T1="2")
    session = browser.session
    session["participant"] = participant(cast.open, "Ada").public_id
    session.save()
    page = Page(browser.get(to("rate", kept)))
    assert (page.controls["T1"], page.found["status"]) == (["2"], ["Not saved yet"])


def test_its_pages_are_kept_nowhere(cast: Cast) -> None:
    ada = by_link(participant(cast.open, "Ada"))
    pages = [to("colleagues", cast.open), to("rate", rating(cast.open, "Ada", "Ben")), reverse("method")]
    assert [kept_by(ada.get(page)) for page in pages] == [NOT_KEPT] * 3
    assert kept_by(Client().get(reverse("method"))) == set()


def test_it_asks_no_more_of_the_database_than_an_account(
    cast: Cast, django_assert_num_queries: object
) -> None:
    page = to("rate", rating(cast.open, "Ada", "Ben"))
    for client in (signed_in(cast.ada), by_link(participant(cast.open, "Ada"))):
        with django_assert_num_queries(4):  # type: ignore[operator]
            assert client.get(page).status_code == 200
