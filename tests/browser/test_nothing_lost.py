"""Nothing is lost and nothing undone: a network that is cut, a browser that restores, two tabs, a late request."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from assessments.models import Rating

from .. import people
from .conftest import axe_findings
from .test_rating_page import Open, address, choose, comment, now, state


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.gather()


@pytest.fixture
def kept(cast: people.Cast) -> Rating:
    """What Ada says about Cleo: begun, nothing of purpose, no comment."""
    return people.rating(cast.open, "Ada", "Cleo")


def chosen(page: Page, key: str) -> list[str]:
    return page.locator(f"#item-{key} [name={key}]:checked").evaluate_all("all => all.map(one => one.value)")


def stored(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")


def test_a_network_that_is_cut_and_a_reload(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """Every answer reaches the server, and nothing of it stays in the browser."""
    page = open_as(cast.ada, address(kept)).page
    page.context.set_offline(True)
    for key, point in (("T1", 2), ("P1", 5), ("need", 3)):
        choose(page, key, point)
    comment(page).fill("Often.")
    state(page, "not-saved")
    assert stored(page) == [f"unsent:{kept.rater.public_id}"]
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/answer/", lambda route: route.abort())
    page.reload()
    page.unroute("**/answer/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    state(page, "saved")
    expect(page.locator(".saved")).to_contain_text("Saved")
    page.wait_for_function("localStorage.length === 0")
    said = now(kept)
    assert (said.answers["T1"], said.answers["P1"], said.need, said.comment) == (2, 5, 3, "Often.")


def test_a_tab_that_was_closed(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """What was said elsewhere since counts; what this tab could not send is offered."""
    page = open_as(cast.ada, address(kept)).page
    page.context.set_offline(True)
    choose(page, "T1", 2)
    choose(page, "P1", 5)
    state(page, "not-saved")
    context = page.context
    page.close(run_before_unload=False)
    people.say(cast.open, "Ada", "Cleo", trust=7)
    context.set_offline(False)
    page = context.new_page()
    page.goto(address(kept))
    offer = page.locator("#item-T1 .offer")
    expect(offer).to_contain_text("2 – Very little")
    assert (chosen(page, "T1"), now(kept).answers["T1"], now(kept).answers["P1"]) == (["7"], 7, 5)
    assert axe_findings(page) == []
    page.reload()
    expect(page.locator("#item-T1 .offer")).to_be_visible()
    offer.get_by_role("button", name="Keep what is saved").click()
    expect(offer).to_have_count(0)
    assert (stored(page), now(kept).answers["T1"]) == ([], 7)


def test_what_nobody_sent_is_erased_after_a_day(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    old = "{x: {T1: {value: '2', from: 0, at: Date.now() - 25 * 3600 * 1000}}}"
    page.evaluate(f"localStorage.setItem('unsent:someone', JSON.stringify({old}))")
    page.reload()
    page.wait_for_function("localStorage.length === 0")


def test_back_says_nothing(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """Opened from the list, 3, Continue, All colleagues, opened again, 6, All colleagues, and then Back four times."""
    page = open_as(cast.ada, reverse("colleagues", kwargs={"round": cast.open.public_id})).page
    cleo, all_colleagues = page.locator(f".people a[href='{address(kept)}']"), page.locator(".rate-top a")
    cleo.click()
    choose(page, "T1", 3)
    state(page, "saved")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: kept.public_id not in url)
    if "/rate/" in page.url:
        all_colleagues.click()
    page.goto(reverse("colleagues", kwargs={"round": cast.open.public_id}))
    cleo.click()
    choose(page, "T1", 6)
    state(page, "saved")
    all_colleagues.click()
    for _ in range(4):
        page.go_back()
        page.wait_for_timeout(600)
        assert now(kept).answers["T1"] == 6
        if kept.public_id in page.url:
            assert chosen(page, "T1") == ["6"]


def test_a_reload_says_nothing(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    choose(page, "T1", 3)
    state(page, "saved")
    people.say(cast.open, "Ada", "Cleo", trust=5)
    page.reload()
    page.wait_for_timeout(1000)
    assert (chosen(page, "T1"), now(kept).answers["T1"]) == (["5"], 5)


def test_two_tabs_and_one_question(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    first = open_as(cast.ada, address(kept))
    second = first.page.context.new_page()
    second.goto(address(kept))
    choose(first.page, "T1", 3)
    state(first.page, "saved")
    comment(first.page).fill("Often.")
    state(first.page, "saved")
    choose(second, "T1", 7)
    offer = second.locator("#item-T1 .offer")
    expect(offer).to_contain_text("answered somewhere else")
    expect(offer.locator(".mine")).to_have_text("7 – Completely")
    expect(second.locator(".saved")).to_have_text("Answered in two places: please choose")
    assert (chosen(second, "T1"), now(kept).answers["T1"]) == (["3"], 3)
    comment(second).fill("Rarely.")
    comment(second).blur()
    expect(second.locator("#item-comment .mine")).to_have_text("Rarely.")
    expect(comment(second)).to_have_value("Often.")
    assert axe_findings(second) == []

    offer.get_by_role("checkbox").click()
    expect(offer).to_have_count(0)
    second.locator("#item-comment .offer").get_by_role("checkbox").click()
    state(second, "saved")
    assert (now(kept).answers["T1"], now(kept).comment) == (7, "Rarely.")
    second.get_by_role("button", name="Continue").click()
    second.wait_for_url(lambda url: kept.public_id not in url)
    first.clean()


def test_a_request_that_is_held_back_undoes_nothing(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """The network keeps the first answer and reports it lost; it arrives when the next one has been acknowledged."""
    page = open_as(cast.ada, address(kept)).page
    held: list[Any] = []

    def hold(route: Route) -> None:
        if held:
            return route.continue_()
        held.append(route.request)
        return route.abort()

    page.route("**/answer/", hold)
    choose(page, "T1", 2)
    state(page, "not-saved")
    choose(page, "T1", 5)
    state(page, "saved")
    late = page.request.post(
        held[0].url,
        data=held[0].post_data,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert (late.status, now(kept).answers["T1"]) == (409, 5)


def test_a_lost_acknowledgement_is_no_other_voice(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    """The server has the answer, and the page never heard: what is said next is not behind somebody else."""
    page = open_as(cast.ada, address(kept)).page
    lost: list[bool] = []

    def lose_the_reply(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(True)
        route.fetch()
        return route.abort()

    page.route("**/answer/", lose_the_reply)
    choose(page, "T1", 2)
    state(page, "not-saved")
    assert now(kept).answers["T1"] == 2
    choose(page, "T1", 5)
    state(page, "saved")
    assert now(kept).answers["T1"] == 5
    expect(page.locator(".offer")).to_have_count(0)


# --- taken back ------------------------------------------------------------------------------------------------------


def test_any_answer_is_taken_back(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept)).page
    choose(page, "need", 3)
    state(page, "saved")
    page.locator("#item-need .clear").click()
    page.locator("#item-T1 .clear").click()
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")
    page.wait_for_timeout(600)
    assert (now(kept).need, "T1" in now(kept).answers) == (None, False)


def test_any_answer_is_taken_back_without_a_script(cast: people.Cast, kept: Rating, open_as: Open) -> None:
    page = open_as(cast.ada, address(kept), java_script_enabled=False).page
    page.locator("#item-T1 .clear").click()
    page.locator("#item-T2 input").nth(3).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: kept.public_id not in url)
    assert ("T1" in now(kept).answers, now(kept).answers["T2"]) == (False, 4)
