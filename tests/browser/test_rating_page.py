"""The rating page and its script: what it calls saved is saved, and a session that ends takes nothing with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from assessments.models import Rating, User

from .. import people
from .conftest import SMALLEST, Watched, _cookie, axe_findings

Open = Callable[..., Watched]


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.gather()


@pytest.fixture
def kept(cast: people.Cast) -> Rating:
    """What Ada says about Cleo: begun, no comment."""
    return people.rating(cast.open, "Ada", "Cleo")


def address(kept: Rating) -> str:
    return reverse("rate", kwargs={"rating": kept.public_id})


def now(kept: Rating) -> Rating:
    return Rating.objects.get(pk=kept.pk)


def choose(page: Page, key: str, point: int) -> None:
    page.locator(f"#item-{key} .scale-point").nth(point - 1).click()


def state(page: Page, expected: str) -> None:
    expect(page.locator(".saved")).to_have_attribute("data-state", expected, timeout=15_000)


def comment(page: Page) -> Locator:
    return page.locator("#comment")


def sign_out(page: Page) -> None:
    """As when the session has run out: the server no longer knows this browser."""
    Session.objects.all().delete()


def sign_in_elsewhere(context: BrowserContext, user: User, page: Page) -> None:
    """In another tab: a new session, and a new token as signing in gives out."""
    url = page.url.split("/rate/")[0]
    context.clear_cookies()
    context.add_cookies([_cookie(user, url)])  # type: ignore[list-item]
    page.evaluate("window.dispatchEvent(new Event('focus'))")


# --- saved is saved --------------------------------------------------------------------------------------------------


def test_a_refused_comment_is_not_called_saved(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """Not when another answer is saved after it either; and it holds no other back."""
    watched = open_as(cast.ada, address(kept))
    page = watched.page
    comment(page).fill("x" * 2100)
    comment(page).blur()
    state(page, "refused")
    choose(page, "T1", 3)
    page.wait_for_timeout(1500)
    state(page, "refused")
    expect(page.locator(".saved")).to_contain_text("Not saved: This is 2100 characters long")
    why = page.get_by_role("alert")
    expect(why).to_have_text(re.compile("This is 2100 characters long; 2000 can be kept."))
    expect(comment(page)).to_have_accessible_description(re.compile("This is 2100 characters long"))
    assert axe_findings(page) == []
    assert (now(kept).answers["T1"], now(kept).comment) == (3, "")

    comment(page).fill("x" * 2000)
    state(page, "saved")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(comment(page)).not_to_have_accessible_description(re.compile("characters long"))
    assert now(kept).comment == "x" * 2000
    watched.clean()


def test_typed_text_is_not_saved_until_it_is(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """While the field still has the focus: unsaved at once, and saved a moment later."""
    page = open_as(cast.ada, address(kept)).page
    choose(page, "T1", 3)
    state(page, "saved")
    comment(page).press_sequentially("Oft")
    assert page.locator(".saved").get_attribute("data-state") == "not-saved"
    expect(page.locator(".saved")).to_have_text("Not saved yet")
    state(page, "saved")
    assert now(kept).comment == "Oft"
    assert page.evaluate("document.activeElement.id") == "comment"


def test_continue_waits_for_what_is_typed(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    page.context.set_offline(True)
    comment(page).fill("Often.")
    page.get_by_role("button", name="Continue").click()
    state(page, "not-saved")
    page.context.set_offline(False)
    page.wait_for_url(lambda url: kept.public_id not in url, timeout=15_000)
    assert now(kept).comment == "Often."


def test_an_untouched_page_is_not_called_saved(cast: people.Cast, open_as: Open) -> None:
    people.promised(cast.open, "Ben")
    first = people.rating(cast.open, "Ben", "Ada")
    page = open_as(cast.ben, address(first)).page
    expect(page.locator(".saved")).to_be_empty()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: first.public_id not in url)
    page.goto(address(first))
    expect(page.locator(".saved")).to_be_empty()
    assert now(first).answered_at is None


def test_the_time_is_that_of_the_reader(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """The same before and after a reload; 24 hours even where people count to twelve."""
    Rating.objects.filter(pk=kept.pk).update(answered_at=datetime(2026, 1, 5, 12, 0, tzinfo=UTC))
    page = open_as(cast.ada, address(kept), timezone_id="Asia/Kolkata", locale="en-US").page
    expect(page.locator(".saved time")).to_have_text("17:30")
    choose(page, "T1", 3)
    state(page, "saved")
    told = page.locator(".saved time").text_content() or ""
    page.reload()
    expect(page.locator(".saved time")).to_have_text(told)


def test_a_spoiled_hidden_field_stops_nothing(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    page.evaluate("document.querySelector('[name=drawn]').value = '{'")
    choose(page, "need", 4)
    state(page, "saved")
    page.evaluate("document.querySelector('[name=drawn]').value = '{'")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: kept.public_id not in url)


# --- a session that ends ---------------------------------------------------------------------------------------------


def test_signed_out_says_so_and_saves_after_signing_in(
    cast: people.Cast, kept: Rating, open_as: Open
) -> None:
    watched = open_as(cast.ada, address(kept), viewport=SMALLEST)
    page = watched.page
    sign_out(page)
    choose(page, "T1", 3)
    told = "You have been signed out. Sign in in another tab; then this page saves what is here."
    expect(page.locator(".saved")).to_have_text(told)
    link = page.get_by_role("link", name="Sign in in another tab")
    assert [link.get_attribute(name) for name in ("href", "target", "rel")] == [
        reverse("account_login"),
        "_blank",
        "noopener",
    ]
    assert axe_findings(page) == []
    comment(page).fill("Often.")
    page.wait_for_timeout(1500)
    expect(page.locator(".saved")).to_have_text(told)
    assert "T1" not in now(kept).answers or now(kept).answers["T1"] != 3
    sign_in_elsewhere(page.context, cast.ada, page)
    state(page, "saved")
    assert (now(kept).answers["T1"], now(kept).comment) == (3, "Often.")
    choose(page, "T2", 4)
    state(page, "saved")
    assert now(kept).answers["T2"] == 4
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: kept.public_id not in url)
    expect(page.locator("h1")).not_to_contain_text("once more")
    watched.clean()


def test_continue_signed_out_is_held_back(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    sign_out(page)
    comment(page).fill("Often.")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".saved")).to_contain_text("You have been signed out.")
    assert kept.public_id in page.url
    sign_in_elsewhere(page.context, cast.ada, page)
    page.wait_for_url(lambda url: kept.public_id not in url, timeout=15_000)
    assert now(kept).comment == "Often."


def test_nothing_is_saved_for_somebody_else(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    sign_out(page)
    choose(page, "T1", 3)
    expect(page.locator(".saved")).to_contain_text("You have been signed out.")
    sign_in_elsewhere(page.context, cast.ben, page)
    page.wait_for_timeout(1500)
    expect(page.locator(".saved")).to_contain_text("You have been signed out.")
    sign_in_elsewhere(page.context, cast.ada, page)
    state(page, "saved")
    assert now(kept).answers["T1"] == 3


def test_a_new_token_is_taken(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """Signed out and in again in another tab, and this page never heard of it."""
    page = open_as(cast.ada, address(kept)).page
    sign_in_elsewhere(page.context, cast.ada, page)
    choose(page, "T1", 3)
    state(page, "saved")
    assert now(kept).answers["T1"] == 3


def test_signed_out_without_a_script(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept), java_script_enabled=False).page
    comment(page).fill("Often.")
    sign_out(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("You were signed out, so this is not saved yet.")
    assert now(kept).comment == ""
