"""The page about the team as a whole, in a browser: by keyboard alone, with the network cut, and in two tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import PracticeAnswers, Round

from .. import people
from ..people import participant
from .conftest import PHONE, Watched, axe_findings

Open = Callable[..., Watched]
QUESTIONS = 14


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.gather()


def address(cast: people.Cast) -> str:
    return reverse("practices", kwargs={"round": cast.open.public_id})


def now(cast: people.Cast) -> PracticeAnswers:
    return PracticeAnswers.objects.get(participant=participant(cast.open, "Ada"))


def answers(cast: people.Cast) -> dict[str, Any]:
    return now(cast).answers


def choose(page: Page, key: str, point: int) -> None:
    page.locator(f"#item-{key} .scale-point").nth(point - 1).click()


def state(page: Page, expected: str) -> None:
    expect(page.locator(".saved")).to_have_attribute("data-state", expected, timeout=15_000)


def test_by_keyboard_alone(cast: people.Cast, open_as: Open) -> None:
    """Tab to a question, space chooses, Enter continues; the number of key presses is printed."""
    watched = open_as(cast.ada, address(cast))
    page, pressed = watched.page, 0
    while pressed < 100:
        page.keyboard.press("Tab")
        pressed += 1
        name, kind = page.evaluate("[document.activeElement.name, document.activeElement.type]")
        if (name, kind) == ("go", "submit"):
            break
        if kind == "radio" and not page.evaluate(
            "!!document.querySelector(`input[name=${document.activeElement.name}]:checked`)"
        ):
            page.keyboard.press("Space")
            pressed += 1
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "practices" not in url)
    print(f"{QUESTIONS} questions about the team by keyboard: {pressed + 1} key presses")
    kept = now(cast)
    assert (kept.whole, set(kept.answers.values()), len(kept.answers)) == (True, {1}, QUESTIONS)
    watched.clean()


def test_each_answer_is_saved_as_it_is_given(cast: people.Cast, open_as: Open) -> None:
    watched = open_as(cast.ada, address(cast), viewport=PHONE)
    choose(watched.page, "V1", 6)
    state(watched.page, "saved")
    choose(watched.page, "J2", 2)
    watched.page.locator("#item-D1 .cant-say").click()
    expect(watched.page.locator(".saved")).to_have_attribute("data-state", "saved")
    watched.page.wait_for_timeout(500)
    assert answers(cast) == {"V1": 6, "J2": 2, "D1": "cant_say"}
    assert axe_findings(watched.page) == []
    watched.clean()


def test_what_the_network_held_back_is_on_the_server_after_a_reload(cast: people.Cast, open_as: Open) -> None:
    page = open_as(cast.ada, address(cast)).page
    page.context.set_offline(True)
    choose(page, "C2", 3)
    state(page, "not-saved")
    assert answers(cast) == {}
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    # Sent by the page that was left, at its next try, or by the one that came: nothing waits any more once it is kept.
    page.wait_for_function("localStorage.length === 0", timeout=15_000)
    assert answers(cast) == {"C2": 3}


def test_two_tabs_undo_nothing_of_each_other(cast: people.Cast, open_as: Open) -> None:
    first, second = (open_as(cast.ada, address(cast)).page for _ in range(2))
    choose(first, "V1", 6)
    state(first, "saved")
    choose(second, "V1", 2)
    expect(second.locator("#item-V1 .offer")).to_contain_text("2")
    assert answers(cast) == {"V1": 6}
    second.locator("#item-V1 .offer input").click()
    state(second, "saved")
    assert answers(cast) == {"V1": 2}


def test_without_javascript(cast: people.Cast, open_as: Open) -> None:
    page = open_as(cast.ada, address(cast), viewport=PHONE, java_script_enabled=False).page
    for item in page.locator("fieldset.item").all():
        item.locator(".scale-point").nth(3).click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Almost done")
    assert now(cast).whole


def test_of_a_closed_round_nothing_can_be_cleared(cast: people.Cast, open_as: Open) -> None:
    def clears(round: Round) -> int:
        page = open_as(cast.cleo, reverse("practices", kwargs={"round": round.public_id})).page
        return page.locator(".clear:visible").count()

    assert (clears(cast.open), clears(cast.closed)) == (QUESTIONS, 0)
