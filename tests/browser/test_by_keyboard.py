"""A team of twelve by keyboard alone, from the promise to the thanks; and what an arrow, a digit and Enter do."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Rating, Round

from .. import people
from ..results.crowd import crowd
from .conftest import PHONE, axe_findings
from .test_rating_page import Open, address, now, state

SECONDS_AN_ITEM = 5
ITEMS, PRACTICES = 8, 14


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.gather()


@pytest.fixture
def twelve(cast: people.Cast) -> Round:
    opened = crowd(cast, 12, close=False)
    fresh = {"answers": {}, "need": None, "comment": "", "whole": False, "trust": None, "purpose": None}
    opened.ratings.update(**fresh, answered_at=None, version=0, changed={})
    opened.participants.update(finished_at=None)
    return opened


class Keys:
    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def has_the_focus(page: Page) -> None:
    """The first open question, and its script is there: faster than anybody reads it."""
    page.wait_for_function("document.activeElement.type === 'radio'")
    page.locator(".keys-help:not([hidden])").wait_for(state="attached")


def test_eleven_colleagues_by_keyboard_alone(twelve: Round, open_as: Open) -> None:
    """Ten presses each: eight digits, one for how closely you need to work together, and Enter."""
    dan = people.participant(twelve, "Dan0")
    page = open_as(dan.account, reverse("colleagues", kwargs={"round": twelve.public_id})).page
    keys = Keys(page)
    page.get_by_role("link", name="Continue").focus()
    keys.press("Enter")
    for number in range(11):
        has_the_focus(page)
        here = page.url
        keys.press(*"54645453")
        keys.press(str(1 + number % 5))
        expect(page.get_by_role("button", name="Continue")).to_be_focused()
        keys.press("Enter")
        page.wait_for_url(lambda url, here=here: url != here)
    if "practices" in page.url:
        has_the_focus(page)
        keys.press(*"54645453546454", "Enter")
    page.wait_for_url("**/finish/")
    keys.press("Enter")
    page.wait_for_url("**/done/")
    print(f"\nEleven colleagues by keyboard alone: {keys.pressed} presses.")
    given = Rating.objects.filter(rater=dan)
    assert [one.whole and one.need is not None for one in given] == [True] * 11
    assert keys.pressed <= 1 + 11 * 10 + 15 + 1
    assert (11 * (ITEMS + 1) + PRACTICES) * SECONDS_AN_ITEM < 600


def test_a_step_over_an_answer_is_none(cast: people.Cast, open_as: Open) -> None:
    """From 6 to 2 and back to 3 with the arrows: one request, and only where they stop."""
    kept = people.rating(cast.open, "Ada", "Ben")
    page = open_as(cast.ada, address(kept)).page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data) if request.method == "POST" else None)
    page.locator("#item-T1 :checked").focus()
    for key in ("ArrowLeft",) * 4 + ("ArrowRight",):
        page.keyboard.press(key)
    state(page, "saved")
    page.wait_for_timeout(900)
    assert (now(kept).answers["T1"], len(asked)) == (3, 1)


def test_digits_belong_to_the_question_that_has_the_focus(cast: people.Cast, open_as: Open) -> None:
    kept = people.rating(cast.open, "Ada", "Cleo")  # all of trust, nothing of purpose
    page = open_as(cast.ada, address(kept)).page
    expect(page.locator("[name=P1]").first).to_be_focused()
    for key in ("0", "8", "c", "7"):
        page.keyboard.press(key)
    page.locator("#comment").focus()
    page.keyboard.type("7 c 0")
    page.wait_for_timeout(1300)
    said = now(kept)
    points = {"P1": "cant_say", "P2": "cant_say", "P3": 7}
    assert {key: said.answers[key] for key in points} == points
    assert ("P4" in said.answers, said.comment) == (False, "7 c 0")
    expect(page.locator(".open-here")).to_have_text("Open here: 1")
    assert axe_findings(page) == []


def test_on_a_phone_the_first_answers_stand_above_the_foot(cast: people.Cast, open_as: Open) -> None:
    people.promised(cast.open, "Ben")
    for kept in Rating.objects.filter(rater__name="Ben Larsen", round=cast.open):
        page = open_as(cast.ben, address(kept), viewport={"width": 390, "height": 664}, has_touch=True).page
        row, foot = page.locator("#item-T1 .scale").bounding_box(), page.locator(".page-foot").bounding_box()
        assert row
        assert foot
        assert row["y"] + row["height"] <= foot["y"], kept.position
        assert page.evaluate("scrollY") == 0 or kept.position == 1  # where the whole promise stands above it
        expect(page.locator(".promise-note")).to_be_in_viewport(ratio=1)
        words = page.locator(".scale-key")
        assert [word in words.inner_text() for word in ("Not at all", "Somewhat", "Completely")] == [True] * 3
        assert page.evaluate("document.documentElement.scrollHeight") < 3059


def test_a_long_name_does_not_widen_the_page(cast: people.Cast, open_as: Open) -> None:
    kept = people.rating(cast.open, "Ada", "Cleo")
    long = "Wolfeschlegelsteinhausenbergerdorff"
    type(kept.about).objects.filter(pk=kept.about_id).update(name=long, first_name=long)
    for viewport in (PHONE, {"width": 320, "height": 640}):
        page = open_as(cast.ada, address(kept), viewport=viewport).page
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        page.goto(reverse("colleagues", kwargs={"round": cast.open.public_id}))
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
