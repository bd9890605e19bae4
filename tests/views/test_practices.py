"""The page about the team as a whole: kept answer by answer, without a script, in two tabs, late, and signed out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import rounds
from assessments.models import PracticeAnswers, Round

from .. import people
from ..people import NOW, PRACTICES, Cast, participant, rating
from ..results.crowd import PRACTISED, crowd
from .page import Page
from .test_costs import statements
from .test_leader import signed_in, to

WHOLE = dict.fromkeys(PRACTISED, "5")


@pytest.fixture
def ada(cast: Cast) -> Client:
    return signed_in(cast.ada)


def row(round: Round, who: str = "Ada") -> dict[str, Any]:
    return PracticeAnswers.objects.values().get(participant=participant(round, who))


def seen(cast: Cast, **said: str) -> dict[str, str]:
    """What was said on a page that was drawn just now."""
    return said | {"version": str(row(cast.open)["version"])}


def test_the_questions_of_five_practices_with_nothing_chosen_beforehand(cast: Cast, ada: Client) -> None:
    shown = ada.get(to("practices", cast.open))
    page = Page(shown)
    assert (shown.status_code, page.h1) == (200, "Your team as a whole")
    assert page.found["h2"] == [
        "Shared vision and goals",
        "Open communication",
        "Mutual trust and respect",
        "Shared decision-making",
        "Joint development",
    ]
    assert (page.controls, shown.content.count(b"<legend>")) == ({}, 14)
    assert page.found["button"][-2:] == ["Continue", "Back"]  # Enter presses the first
    assert "Nobody sees who said what." in page.text


def test_a_whole_page_is_saved_without_a_script(cast: Cast, ada: Client) -> None:
    done = ada.post(to("practices", cast.open), seen(cast, **WHOLE, go="next"))
    assert (done.status_code, done.url) == (302, to("finish", cast.open))
    assert (row(cast.open)["answers"], row(cast.open)["whole"]) == (PRACTISED, True)
    assert set(row(cast.open)["scores"]) == set(PRACTICES)
    again = Page(ada.get(to("practices", cast.open)))
    assert again.controls == {key: ["5"] for key in PRACTISED}
    assert again.found["status"][0].startswith("✓ Saved")


def test_one_answer_is_saved_as_it_is_given(cast: Cast, ada: Client) -> None:
    saved = ada.post(to("answer_practices", cast.open), seen(cast, V1="6"))
    assert saved.status_code == 200
    assert saved.json() == {"saved_at": row(cast.open)["answered_at"].isoformat(), "version": 1}
    assert row(cast.open)["answers"] == {"V1": 6}


def test_what_is_open_is_said_and_back_leads_to_the_last_colleague(cast: Cast, ada: Client) -> None:
    done = ada.post(to("practices", cast.open), seen(cast, V1="6", go="back"))
    assert done.url == to("rate", rating_at_the_end(cast))
    assert Page(ada.get(done.url)).text.count("13 questions about your team are still open.") == 1


def rating_at_the_end(cast: Cast) -> Any:
    return participant(cast.open, "Ada").ratings_given.last()


def test_the_last_colleague_leads_here_and_from_here_to_the_end(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    people.say(cast.open, "Ada", "Cleo", 5, 5)
    assert ada.post(to("rate", kept), {"go": "next"}).url == to("practices", cast.open)
    assert ada.post(to("rate", kept), {"go": "overview"}).url == to("colleagues", cast.open)
    ada.post(to("practices", cast.open), seen(cast, **WHOLE))
    assert ada.post(to("rate", kept), {"go": "next"}).url == to("finish", cast.open)


def test_the_overview_has_a_row_for_it(cast: Cast, ada: Client) -> None:
    def said() -> str:
        return Page(ada.get(to("colleagues", cast.open))).links[to("practices", cast.open)]

    assert said() == "Your team as a whole How you work together Open"
    ada.post(to("answer_practices", cast.open), seen(cast, V1="6"))
    assert said() == "Your team as a whole How you work together Incomplete"
    people.say(cast.open, "Ada", "Cleo", 5, 5)
    page = Page(ada.get(to("colleagues", cast.open)))
    assert "You have answered for everyone; your team as a whole is still open." in page.text
    ada.post(to("practices", cast.open), seen(cast, **WHOLE))
    assert said() == "Your team as a whole How you work together ✓ Complete"


def test_a_round_that_asks_nothing_about_the_team_has_no_such_page(cast: Cast, ada: Client) -> None:
    PracticeAnswers.objects.filter(participant__round=cast.open).delete()
    assert ada.get(to("practices", cast.open)).status_code == 404
    assert to("practices", cast.open) not in Page(ada.get(to("colleagues", cast.open))).links


def test_nothing_is_asked_before_the_promise_was_read(cast: Cast) -> None:
    ben = signed_in(cast.ben)
    assert ben.get(to("practices", cast.open)).url == to("promise", cast.open)
    refused = ben.post(to("answer_practices", cast.open), {"V1": "5"})
    assert (refused.status_code, refused.json()["why"]) == (
        409,
        "Please read first who will see your answers.",
    )
    assert row(cast.open, "Ben")["answers"] == {}


@pytest.mark.parametrize("wrong", ["0", "8", "4.5", "x", "cannot"])
def test_what_is_no_answer_is_said_at_its_place(cast: Cast, ada: Client, wrong: str) -> None:
    refused = ada.post(to("practices", cast.open), seen(cast, V1=wrong, V2="6"))
    page = Page(refused)
    assert refused.status_code == 422
    assert page.alerts[0].startswith("This could not be saved yet Please choose one of the points shown")
    assert (page.controls["V2"], row(cast.open)["answers"]) == (["6"], {})
    assert ada.post(to("answer_practices", cast.open), {"V1": wrong}).status_code == 422
    assert ada.post(to("answer_practices", cast.open), {"T1": "5"}).status_code == 422


def test_two_tabs_are_shown_both(cast: Cast, ada: Client) -> None:
    """Each was drawn before either was said."""
    early = seen(cast)
    ada.post(to("answer_practices", cast.open), early | {"V1": "6"})
    behind = ada.post(to("answer_practices", cast.open), early | {"V1": "2"})
    assert (behind.status_code, behind.json()["now"]) == (409, {"V1": "6"})
    both = ada.post(to("practices", cast.open), early | {"drawn": "{}", "V1": "2", "V2": "3"})
    page = Page(both)
    assert (both.status_code, page.alerts[0][:22]) == (409, "Answered in two places")
    assert "2 – Very little" in page.text
    assert row(cast.open)["answers"] == {"V1": 6, "V2": 3}


def test_what_comes_after_the_closing_is_shown_and_not_stored(cast: Cast, ada: Client) -> None:
    rounds.close(by=None, round=cast.open, now=NOW)
    late = ada.post(to("practices", cast.open), seen(cast, V1="6"))
    page = Page(late)
    assert (late.status_code, page.controls["V1"], row(cast.open)["answers"]) == (409, ["6"], {})
    assert page.alerts[0].startswith("The round closed before this arrived")
    assert Page(ada.get(to("practices", cast.open))).disabled


def test_what_was_said_signed_out_waits_for_its_leader_and_nobody_else(cast: Cast, ada: Client) -> None:
    """Ben is on the same roster, and signs in next in the same browser."""
    people.promised(cast.open, "Ben")
    drawn = Page(ada.get(to("practices", cast.open))).hidden
    browser = Client()
    led = browser.post(to("practices", cast.open), drawn | {"V1": "2"})
    assert led.url == f"{reverse('account_login')}?next={to('practices', cast.open)}"
    assert row(cast.open)["answers"] == {}
    browser.force_login(cast.ben)
    assert Page(browser.get(to("practices", cast.open))).controls == {}
    browser.logout()
    browser.post(to("practices", cast.open), drawn | {"V1": "2"})
    browser.force_login(cast.ada)
    page = Page(browser.get(to("practices", cast.open)))
    assert (page.controls, page.found["status"]) == ({"V1": ["2"]}, ["Not saved yet"])
    browser.post(to("practices", cast.open), page.hidden | page.controls)
    assert row(cast.open)["answers"] == {"V1": 2}
    told = Client().post(to("answer_practices", cast.open), {"V1": "5"})
    assert (told.status_code, told.json()["sign_in"]) == (401, reverse("account_login"))


def test_it_costs_the_same_in_any_team(cast: Cast) -> None:
    def costs(round: Round, user: Any) -> list[int]:
        client, page, answer = signed_in(user), to("practices", round), to("answer_practices", round)
        client.get(page)  # the questionnaire is read once in a process
        return [
            statements(client.get, page),
            statements(client.post, page, WHOLE),
            statements(client.post, answer, {"V1": "4", "version": "99"}),
        ]

    few = costs(cast.open, cast.ada)
    many = crowd(cast, 30, close=False)
    PracticeAnswers.objects.filter(participant__round=many).update(
        answers={}, scores={}, whole=False, version=0, answered_at=None
    )
    assert costs(many, people.user("Dan0 Number")) == few
    assert few[0] + few[1] <= 12, few
    assert few[2] <= 8, few
