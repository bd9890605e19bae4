"""The main job, walked by hand: rate on a phone, finish, close, see the pairs, open one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Rating, Round

from .. import people
from .conftest import PHONE, Watched, axe_findings


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.gather()


def test_the_main_job(cast: people.Cast, open_as: Callable[..., Watched]) -> None:
    for name in ("Ada", "Ben"):
        _rate_everyone(open_as(getattr(cast, name.lower()), "/", viewport=PHONE, has_touch=True), cast.open)
    _close(open_as(cast.fay, "/cohorts/"), cast.open)

    watched = open_as(cast.fay, reverse("spectrum", kwargs={"round": cast.open.public_id}))
    page = watched.page
    expect(page.locator(".spectrum svg a").first).to_be_attached()
    assert axe_findings(page) == []

    page.locator(".spectrum").hover()
    expect(page.locator(".spectrum .js-plotly-plot")).to_be_visible()
    expect(page.locator(".modebar-btn[data-title*='hare']")).to_have_count(0)
    assert "loud" not in (page.locator(".modebar").text_content() or "")
    assert axe_findings(page) == []
    _click_a_point(page)
    expect(page.locator("#pair h2").first).to_contain_text(re.compile("Ada Okafor|Ben Larsen"))
    assert axe_findings(page) == []
    watched.clean()


def _rate_everyone(watched: Watched, round: Round) -> None:
    page = watched.page
    page.locator(f"a[aria-describedby=round-{round.public_id}]").first.click()
    if page.get_by_role("button", name="I have read this").is_visible():
        assert axe_findings(page) == []
        page.get_by_role("button", name="I have read this").click()
    else:
        page.get_by_role("link", name="Continue").click()
    while page.url.rstrip("/").split("/")[-2] == "rate":
        _rate_one(page)
    _say_how_the_team_works(page)
    page.wait_for_url("**/finish/")
    assert axe_findings(page) == []
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert axe_findings(page) == []
    watched.clean()


def _say_how_the_team_works(page: Page) -> None:
    page.wait_for_url("**/practices/")
    for item in page.locator("fieldset.item").all():
        item.locator(".scale-point").nth(4).click()
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")
    assert axe_findings(page) == []
    page.get_by_role("button", name="Continue").click()


def _rate_one(page: Page) -> None:
    """Every answer is on the server before the page is left."""
    here = page.url
    rating = here.rstrip("/").split("/")[-1]
    for number, item in enumerate(page.locator("fieldset.item").all()):
        item.locator(".scale-point").nth(4 if number % 2 else 3).click()
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")
    assert axe_findings(page) == []
    kept = Rating.objects.get(public_id=rating)
    assert kept.whole
    assert kept.need is not None
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: url != here)


def _close(watched: Watched, round: Round) -> None:
    page = watched.page
    assert axe_findings(page) == []
    page.get_by_role("link", name=round.name, exact=True).click()
    expect(page.get_by_text("3 of 3 have finished.")).to_be_visible()
    page.get_by_role("link", name="Close the round").click()
    assert axe_findings(page) == []
    page.get_by_role("button", name="Close the round").click()
    expect(page.get_by_role("link", name="The spectrum")).to_be_visible()
    watched.clean()


def _click_a_point(page: Page) -> None:
    """In the middle of the first drawn point, as a pointer would."""
    point = page.locator(".spectrum .traceclear .point, .spectrum .traceunclear .point").first
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
