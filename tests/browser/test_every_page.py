"""Every page, for whom it is: axe finds nothing, 320 px is wide enough, light and dark, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Rating

from .. import people
from ..test_access import ADDRESS, MAY_OPEN, READERS
from .conftest import DESK, PHONE, SMALLEST, Watched, axe_findings

ACCOUNT = ("account_login", "account_request_login_code", "account_reset_password")
ERRORS = ("/nowhere/",)


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.gather()


FILES = {"figure", "take_file"}  # a browser keeps or fetches these, and shows no page


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(SMALLEST, "light"), (DESK, "dark")], ids=["320 light", "1280 dark"]
)
def test_every_page(
    cast: people.Cast, open_as: Callable[..., Watched], viewport: dict[str, int], scheme: str
) -> None:
    found: dict[str, object] = {}
    for who in filter(lambda who: who != "ada_by_link", READERS):  # her pages are Ada's, drawn the same
        pages = [page for page, codes in MAY_OPEN.items() if codes[READERS.index(who)] == 200]
        addresses = {page: reverse(page, kwargs=ADDRESS[page](cast)) for page in pages if page not in FILES}
        if who is None:
            addresses |= {page: reverse(page) for page in ACCOUNT} | {address: address for address in ERRORS}
        watched = open_as(who and getattr(cast, who), "/method/", viewport=viewport, color_scheme=scheme)
        for page, address in addresses.items():
            watched.page.goto(address)
            wrong = [*axe_findings(watched.page), *(["too wide"] if sideways(watched.page) > 0 else [])]
            if watched.page.locator("h1").count() != 1:
                wrong.append("not one h1")
            if wrong:
                found[f"{who} {page}"] = wrong
        assert (watched.reports, watched.elsewhere) == ([], [])
    assert found == {}


def test_the_survey_by_keyboard_alone(cast: people.Cast, open_as: Callable[..., Watched]) -> None:
    """Tab to a question, arrows or space choose, Tab goes on, Enter continues."""
    rating = people.rating(cast.open, "Ada", "Cleo")
    page = open_as(cast.ada, reverse("rate", kwargs={"rating": rating.public_id})).page
    page.locator("h1").click()  # the focus starts at the top of the page
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.name, document.activeElement.type]")
        if focused == ["go", "submit"] and page.evaluate("document.activeElement.value") == "next":
            break
        if focused[1] == "radio" and focused[0] != "need" and not _chosen(page):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: rating.public_id not in url)
    kept = Rating.objects.get(pk=rating.pk)
    assert kept.whole
    assert kept.purpose == pytest.approx(100 / 6)  # the second of seven points, on every item


def _chosen(page: Page) -> bool:
    return page.evaluate("!!document.querySelector(`input[name=${document.activeElement.name}]:checked`)")


def test_without_javascript(cast: people.Cast, open_as: Callable[..., Watched]) -> None:
    """Continue saves the whole page, and the spectrum's points are links."""
    rating = people.rating(cast.open, "Ada", "Cleo")
    address = reverse("rate", kwargs={"rating": rating.public_id})
    page = open_as(cast.ada, address, viewport=PHONE, java_script_enabled=False).page
    for item in page.locator("fieldset.item").all():
        item.locator(".scale-point").nth(3).click()
    page.get_by_role("button", name="Continue").click()
    assert Rating.objects.get(pk=rating.pk).whole

    address = reverse("spectrum", kwargs={"round": cast.closed.public_id})
    page = open_as(cast.fay, address, java_script_enabled=False).page
    page.locator(".spectrum svg a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("&")


def test_what_is_not_acknowledged_is_not_shown_as_saved(
    cast: people.Cast, open_as: Callable[..., Watched]
) -> None:
    rating = people.rating(cast.open, "Ada", "Cleo")
    page = open_as(cast.ada, reverse("rate", kwargs={"rating": rating.public_id})).page
    page.context.set_offline(True)
    page.locator("fieldset.item").nth(5).locator(".scale-point").nth(2).click()
    expect(page.locator(".saved")).to_have_attribute("data-state", "not-saved")
    assert "P2" not in Rating.objects.get(pk=rating.pk).answers
    page.context.set_offline(False)
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved", timeout=15_000)
    assert Rating.objects.get(pk=rating.pk).answers["P2"] == 3
