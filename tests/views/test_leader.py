"""The leader's pages: reading the promise, rating one colleague after the other without a script, finishing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import roles, rounds
from assessments.models import Rating, Round

from .. import people
from ..people import NOW, Cast, participant, rating
from ..results.crowd import crowd
from .page import Page

OF_A_RATING = ("answers", "not_enough_contact", "need", "comment", "whole", "trust", "purpose")
TYPED = {"T1": "1", "T2": "2", "T3": "3", "T4": "4", "P1": "5", "P2": "6", "P3": "7", "P4": "cant_say"}
ANSWERS = {key: value if value == "cant_say" else int(value) for key, value in TYPED.items()}


@pytest.fixture
def ada(cast: Cast) -> Client:
    return signed_in(cast.ada)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def to(page: str, of: Round | Rating) -> str:
    kind = "rating" if isinstance(of, Rating) else "round"
    return reverse(page, kwargs={kind: of.public_id})


def seen(kept: Rating, **said: str) -> dict[str, str]:
    """What was said on a page that was drawn just now."""
    return said | {"version": str(Rating.objects.get(pk=kept.pk).version)}


def row(kept: Rating) -> dict[str, Any]:
    return Rating.objects.values(*OF_A_RATING).get(pk=kept.pk)


# --- my rounds and the promise ---------------------------------------------------------------------------------------


def test_my_rounds(cast: Cast, ada: Client) -> None:
    page = Page(ada.get(reverse("my_rounds")))
    assert (page.h1, page.found["h2"]) == ("My rounds", ["Autumn", "Spring"])
    assert page.links[to("colleagues", cast.open)] == "Go on"
    assert page.links[to("colleagues", cast.closed)] == "My answers"
    assert "1 of 2 colleagues answered." in page.text
    new = Page(signed_in(cast.ben).get(reverse("my_rounds")))
    assert new.links[to("promise", cast.open)] == "Begin"


def test_nothing_to_answer_says_what_comes_next(cast: Cast) -> None:
    assert (
        "When your facilitator opens a round" in Page(signed_in(cast.nobody).get(reverse("my_rounds"))).text
    )


def test_the_promise_comes_before_the_first_question(cast: Cast) -> None:
    """Ben has read nothing: every way to a question leads to the promise, and nothing is kept before it."""
    ben, first = signed_in(cast.ben), rating(cast.open, "Ben", "Ada")
    for opened in (ben.get(to("colleagues", cast.open)), ben.get(to("rate", first))):
        assert (opened.status_code, opened.url) == (302, to("promise", cast.open))
    assert ben.post(to("rate", first), TYPED).url == to("promise", cast.open)
    refused = ben.post(to("answer", first), {"T1": "4"})
    assert (refused.status_code, refused.json()) == (
        409,
        {"why": "Please read first who will see your answers."},
    )
    assert (row(first)["answers"], participant(cast.open, "Ben").promise) == ({}, "")


def test_reading_the_promise_leads_to_the_first_colleague(cast: Cast) -> None:
    ben = signed_in(cast.ben)
    page = Page(ben.get(to("promise", cast.open)))
    assert (page.h1, page.found["button"][-1]) == ("Who will see what you say", "I have read this. Begin")
    first = Rating.objects.of(cast.ben).get(round=cast.open, position=1)
    assert ben.post(to("promise", cast.open), page.hidden).url == to("rate", first)
    assert participant(cast.open, "Ben").promise == cast.open.promise_version
    assert ben.get(to("rate", first)).status_code == 200


PROMISES = {
    "facilitator_only": (
        "Fay Andersen (fay@harbour.example), as your facilitator, will see by name what you say about each colleague"
    ),
    "reveal_together": "one of three bands for trust and one for shared purpose",
    "open_to_pair": "will be shown to that colleague, beside what they say about you",
    "team_only": "Nobody is shown what you say about a colleague: not your colleagues, not your facilitator.",
}


def test_each_audience_promises_what_it_is(cast: Cast) -> None:
    said = {}
    for audience in PROMISES:
        opened = people.open_round(cast.cohort, audience, audience=audience)
        text = Page(signed_in(cast.ada).get(to("promise", opened))).text
        said[audience] = [sentence for sentence in PROMISES.values() if sentence in text]
        assert "This is not anonymous." in text
    assert said["facilitator_only"] == [PROMISES["facilitator_only"]]
    assert said["reveal_together"] == [PROMISES["facilitator_only"], PROMISES["reveal_together"]]
    assert said["open_to_pair"] == [PROMISES["open_to_pair"]]
    assert said["team_only"] == [PROMISES["team_only"]]


def test_the_promise_names_only_who_will_see_it(cast: Cast) -> None:
    """Max came after Ada had read it, so this round is never shown to him (Reason.CAME_LATER)."""
    roles.make_facilitator(
        by=cast.olu,
        cohort=cast.cohort,
        email="max@harbour.example",
        name="Max Ito",
        now=NOW + timedelta(days=1),
    )
    ben = signed_in(cast.ben)
    pages = [Page(ben.get(to("promise", cast.open))).text]
    people.promised(cast.open, "Ben")
    pages.append(Page(ben.get(to("rate", rating(cast.open, "Ben", "Ada")))).text)
    assert [("Fay Andersen" in text, "Max Ito" in text) for text in pages] == [(True, False)] * 2


# --- one colleague ---------------------------------------------------------------------------------------------------


def test_the_page_shows_what_was_said(cast: Cast, ada: Client) -> None:
    page = Page(ada.get(to("rate", rating(cast.open, "Ada", "Ben"))))
    assert page.h1 == "Ben Larsen"
    points = {key: ["6"] if key.startswith("T") else ["5"] for key in TYPED}
    assert page.controls == points | {"need": ["4"], "comment": [""]}
    assert page.found["button"][-2:] == ["Continue", "Back"]  # Enter presses the first
    assert "Only Fay Andersen, your facilitator, sees what you say about Ben. Ben does not." in page.text


def test_nothing_is_chosen_beforehand(cast: Cast) -> None:
    people.promised(cast.open, "Ben")
    page = Page(signed_in(cast.ben).get(to("rate", rating(cast.open, "Ben", "Ada"))))
    assert page.controls == {"comment": [""]}


def test_a_whole_page_is_saved_without_a_script(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    done = ada.post(to("rate", kept), seen(kept, **TYPED, need="2", comment="Often.", go="next"))
    assert (done.status_code, done.url) == (302, to("practices", cast.open))  # no colleague is open
    assert row(kept) == {
        "answers": ANSWERS,
        "not_enough_contact": False,
        "need": 2,
        "comment": "Often.",
        "whole": True,
        "trust": 25.0,
        "purpose": pytest.approx(100 * 5 / 6),
    }


def test_a_page_with_open_questions_is_saved_too(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    ada.post(to("rate", kept), {"P1": "5", "go": "next"})
    assert row(kept) == before | {"answers": before["answers"] | {"P1": 5}}


def test_a_page_opened_earlier_takes_nothing_back(cast: Cast, ada: Client) -> None:
    """Two tabs: what the one was told is saved is still there after Continue in the other, drawn before."""
    kept = rating(cast.open, "Ada", "Cleo")
    other = Page(ada.get(to("rate", kept)))
    for answer in ({"comment": "Often."}, {"T1": "2"}, {"not_enough_contact": "on"}):
        assert ada.post(to("answer", kept), seen(kept, **answer)).status_code == 200
    saved = row(kept)
    ada.post(to("rate", kept), other.hidden | other.controls | {"go": "next"})
    assert row(kept) == saved


def test_what_two_tabs_say_otherwise_is_shown_and_chosen(cast: Cast, ada: Client) -> None:
    """The other tab’s is saved; this one’s is offered, and counts once it is ticked. All else of it is kept."""
    kept = rating(cast.open, "Ada", "Cleo")
    tab = Page(ada.get(to("rate", kept)))
    for elsewhere in ({"T1": "2"}, {"comment": "Often."}, {"not_enough_contact": "on"}):
        ada.post(to("answer", kept), seen(kept, **elsewhere))
    here = {"T1": "7", "T2": "1", "comment": "Rarely."}
    met = ada.post(to("rate", kept), tab.hidden | tab.controls | here | {"go": "next"})
    assert (met.status_code, row(kept)["answers"]["T1"], row(kept)["comment"]) == (409, 2, "Often.")
    assert (row(kept)["answers"]["T2"], row(kept)["not_enough_contact"]) == (1, True)
    page = Page(met)
    assert (page.controls["T1"], page.controls["comment"]) == (["2"], ["Often."])
    offers = [words.partition("Take this instead: ")[2] for words in page.alerts[1:]]
    assert [words.removesuffix(" Keep what is saved") for words in offers] == ["7 – Completely", "Rarely."]
    ada.post(to("rate", kept), page.hidden | page.controls | {"go": "next"})
    assert row(kept)["answers"]["T1"] == 2
    ada.post(to("rate", kept), page.hidden | page.controls | {"T1": ["2", "7"], "go": "next"})
    assert (row(kept)["answers"]["T1"], row(kept)["comment"]) == (7, "Often.")


def test_any_answer_is_taken_back_without_a_script(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    page = Page(ada.get(to("rate", kept)))
    cleared = page.hidden | page.controls | {"T1": "", "need": "", "go": "next"}
    assert ada.post(to("rate", kept), cleared).status_code == 302
    assert ("T1" in row(kept)["answers"], row(kept)["need"]) == (False, None)


def test_continue_and_back(cast: Cast) -> None:
    """Dan has three colleagues and has answered about the second: Continue goes by them, Back does not."""
    opened = crowd(cast, 4, close=False)
    opened.ratings.update(whole=False, answers={}, trust=None, purpose=None)
    mine = list(Rating.objects.filter(rater=participant(opened, "Dan0")).order_by("position"))
    Rating.objects.filter(pk=mine[1].pk).update(whole=True)
    dan = signed_in(participant(opened, "Dan0").leader.user)

    def goes(place: int, go: str) -> str:
        return dan.post(to("rate", mine[place]), {"go": go}).url

    overview = to("colleagues", opened)
    assert [goes(0, "next"), goes(2, "next"), goes(1, "next")] == [to("rate", mine[i]) for i in (2, 0, 2)]
    assert [goes(0, "back"), goes(2, "back"), goes(1, "overview")] == [
        overview,
        to("rate", mine[1]),
        overview,
    ]


def test_bad_input_keeps_all_that_was_typed(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    long = "x" * 1990 + " <b>& more than can be kept"
    typed = TYPED | {"T2": "8", "need": "3", "comment": long, "not_enough_contact": "on", "go": "next"}
    refused = ada.post(to("rate", kept), typed)
    page = Page(refused)
    assert (refused.status_code, row(kept)) == (422, before)
    expected = {key: [value] for key, value in TYPED.items() if key != "T2"}
    assert page.controls == expected | {"need": ["3"], "comment": [long], "not_enough_contact": ["on"]}
    assert page.links["#item-T2"] == "Please choose one of the points shown, or “I can’t say”."
    assert page.found["status"] == ["Not saved yet"]
    assert page.links["#comment"].startswith(f"This is {len(long)} characters long; 2000 can be kept.")
    assert len(page.alerts) == 1


def test_what_comes_too_late_is_shown_and_not_saved(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    before = row(kept)
    late = ada.post(to("rate", kept), TYPED | {"comment": "So near.", "go": "next"})
    page = Page(late)
    assert (late.status_code, row(kept)) == (409, before)
    assert page.controls == {key: [value] for key, value in TYPED.items()} | {"comment": ["So near."]}
    assert page.alerts[0].startswith("The round closed before this arrived What you had saved about Cleo")
    assert page.disabled


def test_a_closed_round_can_be_read_and_not_changed(cast: Cast, ada: Client) -> None:
    page = Page(ada.get(to("rate", rating(cast.closed, "Ada", "Ben"))))
    assert page.controls["comment"] == [people.ADA_ABOUT_BEN]
    assert page.controls["T1"] == ["6"]
    assert (page.disabled, "Continue" in page.found["button"]) == (True, False)
    assert "they can no longer be changed" in page.text


# --- one answer ------------------------------------------------------------------------------------------------------


def test_an_answer_is_saved_as_it_is_given(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    saved = ada.post(to("answer", kept), {"P1": "5"})
    now = Rating.objects.get(pk=kept.pk)
    at = now.answered_at
    assert at is not None
    assert (saved.status_code, saved.json()) == (200, {"saved_at": at.isoformat(), "version": now.version})
    assert abs(datetime.now(at.tzinfo) - at) < timedelta(minutes=1)
    assert row(kept) == before | {"answers": before["answers"] | {"P1": 5}}


def test_an_answer_that_cannot_be_kept_says_why(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    off_scale = "Please choose one of the points shown, or “I can’t say”."
    replies = {}
    for sent in ({"P1": "8"}, {"X9": "1"}, {}):
        reply = ada.post(to("answer", kept), sent)
        replies[str(sent)] = (reply.status_code, reply.json()["why"])
    nothing = (422, "There was no answer in what arrived.")
    assert replies == {"{'P1': '8'}": (422, off_scale), "{'X9': '1'}": nothing, "{}": nothing}
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    late = ada.post(to("answer", kept), {"P1": "5"})
    assert (late.status_code, late.json()) == (409, {"why": "The round has closed; this was not saved."})
    assert row(kept) == before


def test_nothing_is_not_called_saved(cast: Cast) -> None:
    """Where there was an answer it is taken back, and where there was none there is nothing to save."""
    people.promised(cast.open, "Ben")
    ben, kept = signed_in(cast.ben), rating(cast.open, "Ben", "Ada")
    for nothing in ({"comment": ""}, {"T1": ""}, {"need": ""}, {"not_enough_contact": ""}):
        reply = ben.post(to("answer", kept), seen(kept, **nothing))
        assert (reply.status_code, reply.json()["why"]) == (422, "There was no answer in what arrived.")
        assert "saved_at" not in reply.json()
    assert ben.post(to("answer", kept), seen(kept, T1="3")).status_code == 200
    assert ben.post(to("answer", kept), seen(kept, T1="")).status_code == 200
    assert row(kept)["answers"] == {}


def test_an_answer_that_is_behind_is_told_what_is_there(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    two_tabs = seen(kept)
    assert ada.post(to("answer", kept), two_tabs | {"T1": "3"}).status_code == 200
    behind = ada.post(to("answer", kept), two_tabs | {"T1": "5"})
    told = {
        "why": "This was answered somewhere else meanwhile.",
        "version": int(seen(kept)["version"]),
        "now": {"T1": "3"},
    }
    assert (behind.status_code, behind.json(), row(kept)["answers"]["T1"]) == (409, told, 3)


def test_nobody_else_can_send_an_answer(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ada)
    assert strict.post(to("answer", kept), {"P1": "5"}).status_code == 403
    assert Client().post(to("answer", kept), {"P1": "5"}).status_code == 401  # a script is told, not led on
    assert row(kept) == before


# --- finishing -------------------------------------------------------------------------------------------------------


def test_colleagues_and_where_each_stands(cast: Cast) -> None:
    page = Page(signed_in(cast.cleo).get(to("colleagues", cast.open)))
    links = {to("rate", rating(cast.open, "Cleo", name)): page.links for name in ("Ada", "Ben")}
    states = sorted(words for address, found in links.items() for words in [found[address]])
    assert states == ["AO Ada Okafor Director ✓ Complete", "BL Ben Larsen Director Not enough contact"]
    assert "You have answered for everyone." in page.text


def test_finishing_with_gaps_must_be_said(cast: Cast, ada: Client) -> None:
    refused = ada.post(to("finish", cast.open))
    page = Page(refused)
    assert refused.status_code == 422
    assert page.alerts[0].startswith("Some of it is still open")
    assert page.links[to("rate", rating(cast.open, "Ada", "Cleo"))] == "Cleo Martin"
    assert page.links[to("practices", cast.open)] == "Your team as a whole"
    assert participant(cast.open, "Ada").finished_at is None
    assert ada.post(to("finish", cast.open), {"with_gaps": "yes"}).url == to("done", cast.open)
    assert participant(cast.open, "Ada").finished_at is not None
    assert Page(ada.get(to("done", cast.open))).h1 == "Thank you, Ada."


def test_who_has_finished_is_not_asked_again(cast: Cast) -> None:
    cleo = signed_in(cast.cleo)
    assert cleo.get(to("finish", cast.open)).url == to("done", cast.open)
    page = Page(cleo.get(to("colleagues", cast.open)))
    assert to("finish", cast.open) not in page.links
    kept = rating(cast.open, "Cleo", "Ada")
    onwards = cleo.post(to("rate", kept), Page(cleo.get(to("rate", kept))).hidden | {"go": "next"})
    assert onwards.url in {to("finish", cast.open), to("practices", cast.open)}


def test_what_is_left_open_is_marked_and_a_scale_that_does_not_count_is_named(
    cast: Cast, ada: Client
) -> None:
    """Three of four questions carry a scale, two do not, and “I can’t say” is no answer to reckon with."""
    kept = rating(cast.open, "Ada", "Cleo")  # all of trust, nothing of purpose
    assert "too little is answered" not in Page(ada.get(to("rate", kept))).text
    ada.post(to("rate", kept), seen(kept, T1="", T2="cant_say", drawn='{"T1": "6"}', go="next"))
    onwards = Page(ada.get(to("colleagues", cast.open)))
    page = Page(ada.get(to("rate", kept)))
    assert "So far too little is answered here for it to count: Trust." in page.text
    assert "Open here: 5" in page.text
    assert "questions about Cleo are still open. Back to it" in onwards.text
    assert "Cleo Martin Director Incomplete" in onwards.text


def test_a_colleague_with_too_many_cant_says_is_complete_with_gaps(cast: Cast, ada: Client) -> None:
    kept = rating(cast.open, "Ada", "Cleo")
    ada.post(to("rate", kept), seen(kept, **TYPED | {"T1": "cant_say", "T2": "cant_say"}, go="next"))
    assert "Cleo Martin Director Complete with gaps" in Page(ada.get(to("colleagues", cast.open))).text
    assert "Too little for a scale to count" in Page(ada.get(to("finish", cast.open))).text


def test_progress_is_who_is_answered_not_where_one_is(cast: Cast, ada: Client) -> None:
    page = Page(ada.get(to("rate", rating(cast.open, "Ada", "Cleo"))))
    assert "1 of 2 answered · about 1 min left" in page.text


def test_finishing_after_the_close(cast: Cast, ada: Client) -> None:
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    done = ada.post(to("finish", cast.open), {"with_gaps": "yes"}, follow=True)
    assert done.redirect_chain == [(to("colleagues", cast.open), 302)]
    assert Page(done).alerts == ["The round has closed. What you had saved counts."]
    assert participant(cast.open, "Ada").finished_at is None


def test_what_one_was_shown_another_cannot_confirm(cast: Cast, ada: Client) -> None:
    """Nor can the same leader in another round."""
    ben = signed_in(cast.ben)
    shown = Page(ben.get(to("promise", cast.open))).hidden
    other = people.open_round(cast.cohort, "Winter")
    assert ben.post(to("promise", other), shown).status_code == 409
    assert ada.post(to("promise", other), shown).status_code == 409
    assert other.participants.exclude(promise="").count() == 0
    assert ben.post(to("promise", cast.open), shown).status_code == 302
