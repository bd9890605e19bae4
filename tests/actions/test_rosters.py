"""A roster is frozen but for three things that happen to people: more time, leaving, and joining late."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from assessments.actions import participation, ratings, rosters, rounds
from assessments.actions.ratings import Said
from assessments.models import Event, Leader, Participant, Rating, Round
from assessments.results import _ratings as read

from .. import people
from ..people import NOW, Cast, leader, participant, rating
from .trail import lines_of

CLOSES = NOW + timedelta(days=14)
LATER = CLOSES + timedelta(days=2)


def new_leader(cast: Cast, name: str = "Kim Ek") -> Leader:
    kim = people.cohorts.add_leader(by=None, organisation=cast.organisation, name=name)
    people.cohorts.join(by=None, cohort=cast.cohort, leader=kim, now=NOW)
    return kim


def join(cast: Cast, one: Leader, to: Round | None = None) -> Participant:
    return rosters.join_late(by=cast.fay, round=to or cast.open, leader=one, now=NOW, chance=random.Random(7))


def withdraw(cast: Cast, name: str) -> Participant:
    return rosters.withdraw(by=cast.fay, participant=participant(cast.open, name), now=NOW)


def asked(of: Round) -> dict[str, list[str]]:
    """Whom each is asked about, in their order."""
    rows = of.ratings.asked().select_related("rater", "about").order_by("rater__position", "position")
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.rater.first_name, []).append(row.about.first_name)
    return found


def states(of: Round) -> dict[str, str]:
    return {one.first_name: one.state for one in of.participants.with_progress()}  # type: ignore[attr-defined]


# --- joining late -----------------------------------------------------------------------------------------------------


def test_who_joins_late_is_rated_and_rates_from_now_on(cast: Cast) -> None:
    before = asked(cast.open)
    left = lines_of(lambda: join(cast, new_leader(cast)))
    after = asked(cast.open)
    assert sorted(after.pop("Kim")) == ["Ada", "Ben", "Cleo"]
    assert after == {name: [*colleagues, "Kim"] for name, colleagues in before.items()}
    kim = participant(cast.open, "Kim")
    assert (kim.position, kim.joined_late, kim.may_answer) == (4, True, True)
    assert left[-1] == ("joined late", "participant", "", "Fay Andersen")


def test_who_had_finished_is_asked_for_one_more(cast: Cast) -> None:
    assert states(cast.open)["Cleo"] == "complete"
    before = rating(cast.open, "Cleo", "Ada").answers
    join(cast, new_leader(cast))
    cleo = participant(cast.open, "Cleo")
    assert (cleo.finished_at, states(cast.open)["Cleo"], rating(cast.open, "Cleo", "Ada").answers) == (
        None,
        "begun",
        before,
    )
    with pytest.raises(participation.StillOpen):
        participation.finish(by=cleo, with_gaps=False, now=NOW)


def test_who_shares_a_first_name_is_called_by_the_whole_one_and_the_others_as_before(cast: Cast) -> None:
    assert join(cast, new_leader(cast, "Ben Ek")).first_name == "Ben Ek"
    called = [one.first_name for one in cast.open.participants.all()]
    assert called == ["Ada", "Ben", "Cleo", "Ben Ek"]


def test_nobody_joins_twice_or_from_outside_the_team(cast: Cast) -> None:
    outside = people.cohorts.add_leader(by=None, organisation=cast.organisation, name="Kim Ek")
    for one in (leader("Ada Okafor"), outside, Leader.objects.get(user=cast.yan)):
        with pytest.raises(rosters.NotInTheTeam):
            join(cast, one)
    assert cast.open.participants.count() == 3


def test_nobody_joins_a_closed_round(cast: Cast) -> None:
    with pytest.raises(rosters.RoundNotOpen):
        join(cast, new_leader(cast), cast.closed)


# --- leaving ----------------------------------------------------------------------------------------------------------


def test_what_was_said_by_and_about_who_leaves_is_kept_apart(cast: Cast) -> None:
    rows = list(cast.open.ratings.order_by("pk").values())
    left = lines_of(lambda: withdraw(cast, "Ben"))
    after = list(cast.open.ratings.order_by("pk").values())
    ben = participant(cast.open, "Ben")
    of_ben = [ben.pk in (row["rater_id"], row["about_id"]) for row in rows]
    assert of_ben.count(True) == 4
    assert after == [row | {"apart": apart} for row, apart in zip(rows, of_ben, strict=True)]
    assert (ben.withdrawn_at, ben.may_answer) == (NOW, False)
    assert left == [("withdrew", "participant", "", "Fay Andersen")]


def test_results_know_nothing_of_who_left(cast: Cast) -> None:
    assert [one.name for one in read.of_round(cast.open).people] == [
        "Ada Okafor",
        "Ben Larsen",
        "Cleo Martin",
    ]
    withdraw(cast, "Ben")
    said = read.of_round(cast.open)
    assert [one.name for one in said.people] == ["Ada Okafor", "Cleo Martin"]
    assert [(int(rater), int(about)) for rater, about in zip(said.rater, said.about, strict=True)] == [
        (0, 1),
        (1, 0),
    ]


def test_nobody_is_asked_about_who_left_any_more(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    before = kept.answers
    withdraw(cast, "Ben")
    assert asked(cast.open) == {"Ada": ["Cleo"], "Cleo": ["Ada"]}
    with pytest.raises(ratings.ColleagueLeft):
        say(kept, T1=1)
    assert (Rating.objects.get(pk=kept.pk).answers, before != {}) == (before, True)
    people.say(cast.open, "Ada", "Cleo", 5, 5)
    people.say_of_the_team(cast.open, "Ada", **dict.fromkeys(people.PRACTICES, 5))
    assert participation.finish(by=participant(cast.open, "Ada"), with_gaps=False, now=NOW).finished_at == NOW


def test_who_left_answers_no_more(cast: Cast) -> None:
    people.promised(cast.open, "Ben")
    withdraw(cast, "Ben")
    with pytest.raises(ratings.RoundClosed):
        say(rating(cast.open, "Ben", "Ada"), T1=1)
    for again in (withdraw, more_time):
        with pytest.raises(rosters.HasWithdrawn):
            again(cast, "Ben")


def test_who_left_is_counted_nowhere(cast: Cast) -> None:
    withdraw(cast, "Cleo")
    counted = Round.objects.with_completion().get(pk=cast.open.pk)
    assert (counted.people, counted.finished) == (2, 0)  # type: ignore[attr-defined]
    assert states(cast.open) == {"Ada": "begun", "Ben": "invited", "Cleo": "withdrawn"}


def test_nobody_leaves_a_closed_round(cast: Cast) -> None:
    with pytest.raises(rosters.RoundNotOpen):
        rosters.withdraw(by=cast.fay, participant=participant(cast.closed, "Ben"), now=NOW)


# --- more time --------------------------------------------------------------------------------------------------------


def more_time(cast: Cast, name: str) -> Participant:
    return rosters.give_more_time(by=cast.fay, participant=participant(cast.open, name), until=LATER, now=NOW)


def say(kept: Rating, **answers: Any) -> Rating:
    instrument = kept.round.instrument.definition()
    return ratings.answer(
        by=kept.rater,
        rating=kept.public_id,
        said=Said(answers=answers),
        drawn_from=kept.version,
        instrument=instrument,
        now=NOW,
    ).rating


@pytest.fixture
def closing(cast: Cast) -> Cast:
    """The open round has a closing time."""
    Round.objects.filter(pk=cast.open.pk).update(closes_at=CLOSES)
    return cast


def test_the_round_waits_for_who_has_more_time_and_for_nobody_else(closing: Cast) -> None:
    people.promised(closing.open, "Ben")
    left = lines_of(lambda: more_time(closing, "Ben"))
    assert left == [("gave more time", "participant", "", "Fay Andersen")]
    assert rounds.close_in_time(round=closing.open, now=CLOSES).status == "open"
    may = {one.first_name: one.may_answer for one in closing.open.participants.all()}
    assert may == {"Ada": False, "Ben": True, "Cleo": False}
    assert say(rating(closing.open, "Ben", "Ada"), T1=4).answers == {"T1": 4}
    with pytest.raises(ratings.RoundClosed):
        say(rating(closing.open, "Ada", "Ben"), T1=1)
    assert states(closing.open)["Ben"] == "more_time"
    assert rounds.close_in_time(round=closing.open, now=LATER).status == "closed"


def test_it_waits_no_longer_than_until_they_have_finished(closing: Cast) -> None:
    more_time(closing, "Ben")
    rounds.close_in_time(round=closing.open, now=CLOSES)
    people.promised(closing.open, "Ben")
    people.finished(closing.open, "Ben")
    assert rounds.close_in_time(round=closing.open, now=CLOSES).status == "closed"


def test_more_time_given_after_the_closing_time_lets_them_in_again(closing: Cast) -> None:
    more_time(closing, "Ben")
    rounds.close_in_time(round=closing.open, now=CLOSES)
    assert not participant(closing.open, "Ada").may_answer
    assert more_time(closing, "Ada").may_answer


def test_closing_early_ends_it_for_everybody(closing: Cast) -> None:
    more_time(closing, "Ben")
    rounds.close(by=closing.fay, round=closing.open, now=NOW)
    assert not participant(closing.open, "Ben").may_answer


def test_there_is_no_more_time_once_results_exist_or_in_the_past(cast: Cast) -> None:
    events = Event.objects.count()
    with pytest.raises(rosters.RoundNotOpen):
        rosters.give_more_time(by=None, participant=participant(cast.closed, "Ben"), until=LATER, now=NOW)
    with pytest.raises(rosters.NoTimeLeft):
        rosters.give_more_time(by=None, participant=participant(cast.open, "Ben"), until=NOW, now=NOW)
    assert Event.objects.count() == events


def test_a_state_is_a_word(cast: Cast) -> None:
    assert states(cast.open) == {"Ada": "begun", "Ben": "invited", "Cleo": "complete"}
    people.promised(cast.open, "Ben")
    (ben,) = cast.open.participants.with_progress().filter(name="Ben Larsen")
    assert ben.state_word == "Has read who sees what"
