"""What happens to a round while it is open is said on the pages of those whom it concerns, and on no others."""

from __future__ import annotations

import random
from datetime import timedelta

from assessments.actions import rosters, rounds

from .. import people
from ..people import NOW, Cast, participant, rating
from .page import Page
from .test_leader import signed_in, to

STRICTER = "Who sees what has become stricter since you read it."


def colleagues(cast: Cast, who: str) -> Page:
    return Page(signed_in(getattr(cast, who)).get(to("colleagues", cast.open)))


def test_who_read_a_wider_promise_is_told(cast: Cast) -> None:
    assert STRICTER not in colleagues(cast, "ada").text
    rounds.tighten(by=cast.fay, round=cast.open, audience="team_only")
    people.promised(people.Round.objects.get(pk=cast.open.pk), "Ben")
    assert [STRICTER in colleagues(cast, who).text for who in ("ada", "ben")] == [True, False]
    promise = Page(signed_in(cast.ada).get(to("promise", cast.open))).text
    assert "This has become stricter since you read it." in promise
    assert "Nobody is shown what you say about a colleague" in promise


def test_a_late_joiner_is_named_to_those_who_have_not_answered(cast: Cast) -> None:
    kim = people.cohorts.add_leader(by=None, organisation=cast.organisation, name="Kim Ek")
    people.cohorts.join(by=None, cohort=cast.cohort, leader=kim, now=NOW)
    rosters.join_late(by=cast.fay, round=cast.open, leader=kim, now=NOW, chance=random.Random(7))
    joined = "Kim Ek has joined this round since it opened, and is one more colleague in your list."
    assert joined in colleagues(cast, "cleo").text
    people.say(cast.open, "Cleo", "Kim", not_enough_contact=True)
    assert joined not in colleagues(cast, "cleo").text


def test_more_time_says_until_when(cast: Cast) -> None:
    until = NOW + timedelta(days=2)
    rosters.give_more_time(by=cast.fay, participant=participant(cast.open, "Ada"), until=until, now=NOW)
    assert "You have more time, until 3 Sep" in colleagues(cast, "ada").text
    assert "more time" not in colleagues(cast, "cleo").text


def test_who_left_reads_what_they_said_and_is_gone_for_the_others(cast: Cast) -> None:
    assert to("rate", rating(cast.open, "Cleo", "Ada")) in colleagues(cast, "cleo").links
    rosters.withdraw(by=cast.fay, participant=participant(cast.open, "Ada"), now=NOW)
    ada, cleo = colleagues(cast, "ada"), colleagues(cast, "cleo")
    assert "You have left this round. What you said is kept apart: it is part of no result." in ada.text
    assert {to("rate", rating(cast.open, "Ada", name)) for name in ("Ben", "Cleo")} <= set(ada.links)
    assert "Finish" not in ada.found["button"]
    assert ("Ada Okafor" in cleo.text, to("rate", rating(cast.open, "Cleo", "Ada")) in cleo.links) == (
        False,
        False,
    )


def test_who_left_before_reading_the_promise_has_a_page(cast: Cast) -> None:
    rosters.withdraw(by=cast.fay, participant=participant(cast.open, "Ben"), now=NOW)
    assert colleagues(cast, "ben").h1 == "Your colleagues"


def test_the_facilitator_reads_each_state_as_a_word(cast: Cast) -> None:
    rosters.withdraw(by=cast.fay, participant=participant(cast.open, "Cleo"), now=NOW)
    page = Page(signed_in(cast.fay).get(to("round", cast.open)))
    assert "0 of 2 have finished." in page.text
    assert [row[1] for row in page.rows[1:]] == ["Incomplete", "Not begun", "Has left the round"]
