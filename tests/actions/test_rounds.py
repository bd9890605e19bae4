"""Opening a round fixes the roster, the audience and each rater's order; closing it ends the answers."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from assessments.actions import cohorts, rosters, rounds
from assessments.models import Cohort, Event, Instrument, Rating, Round

from .. import people
from ..people import BEFORE, NOW, Cast, leader, participant
from .trail import lines_of

TICK = timedelta(microseconds=1)  # after the round that was opened at that very moment

SEVEN = ("Dan A", "Eva B", "Finn C", "Gil D", "Hal E", "Ida F", "Jo G")


def opened(cohort: Cohort, name: str, seed: int = 7) -> Round:
    instrument = cohort.organisation.instruments.default()
    return rounds.open_round(
        by=None,
        cohort=cohort,
        instrument=instrument,
        name=name,
        audience="team_only",
        now=NOW,
        chance=random.Random(seed),
    )


def orders(round: Round) -> dict[str, tuple[str, ...]]:
    """Each rater's colleagues, in the order in which they come."""
    rows = round.ratings.select_related("rater", "about").order_by("rater__position", "position")
    said: dict[str, tuple[str, ...]] = {}
    for row in rows:
        said[row.rater.first_name] = (*said.get(row.rater.first_name, ()), row.about.first_name)
    return said


def test_open_round(cast: Cast) -> None:
    left = lines_of(lambda: opened(cast.cohort, "Winter"))
    winter = Round.objects.get(name="Winter")
    assert left == [("opened", "round", "audience team_only", None)]
    assert (winter.status, winter.audience, winter.opened_at) == ("open", "team_only", NOW + TICK)
    assert (winter.organisation, winter.cohort) == (cast.organisation, cast.cohort)
    people_there = winter.participants.values_list("position", "name", "title", "may_answer", "promise")
    assert list(people_there) == [
        (1, "Ada Okafor", "Director", True, ""),
        (2, "Ben Larsen", "Director", True, ""),
        (3, "Cleo Martin", "Director", True, ""),
    ]
    empty = {"answers": {}, "whole": False, "trust": None, "purpose": None, "answered_at": None}
    assert [row for row in winter.ratings.values(*empty) if row != empty] == []


def test_it_locks_the_instrument_at_its_first_round(cast: Cast) -> None:
    farther = people.cohort(cast.farther, "Two", "Dan A", "Eva B")
    assert cast.farther.instruments.default().locked_at is None
    opened(farther, "Winter")
    assert cast.farther.instruments.default().locked_at == NOW
    opened(farther, "Spring")
    assert cast.farther.instruments.default().locked_at == NOW


@pytest.mark.parametrize("leaders", [(), ("Dan A",)])
def test_a_round_needs_two_leaders(cast: Cast, leaders: tuple[str, ...]) -> None:
    few = people.cohort(cast.farther, "Few", *leaders)
    before = Round.objects.count(), Event.objects.count()
    with pytest.raises(rounds.TooFewLeaders):
        opened(few, "Winter")
    assert (Round.objects.count(), Event.objects.count()) == before
    assert Instrument.objects.get(organisation=cast.farther).locked_at is None


def test_everybody_rates_everybody_else_once(cast: Cast) -> None:
    seven = people.cohort(cast.organisation, "Seven", *SEVEN)
    names = {name.split()[0] for name in SEVEN}
    said = orders(opened(seven, "Winter"))
    assert {rater: set(about) for rater, about in said.items()} == {name: names - {name} for name in names}
    assert [len(about) for about in said.values()] == [6] * 7
    positions = Rating.objects.filter(round__name="Winter").values_list("position", flat=True)
    assert sorted(positions) == sorted([*range(1, 7)] * 7)


def test_each_raters_order_is_by_chance_and_then_kept(cast: Cast) -> None:
    seven = people.cohort(cast.organisation, "Seven", *SEVEN)
    first, again, other = (opened(seven, "A"), opened(seven, "B"), opened(seven, "C", seed=8))
    assert orders(first) == orders(again)
    assert orders(first) != orders(other)
    alphabetic = {rater: tuple(sorted(about)) for rater, about in orders(first).items()}
    assert sum(orders(first)[rater] == alphabetic[rater] for rater in alphabetic) <= 1
    before = orders(first)
    people.promised(first, "Dan")
    people.say(first, "Dan", "Eva", 5, 5)
    assert orders(first) == before


def test_the_roster_is_frozen(cast: Cast) -> None:
    before = orders(cast.open)
    kim = cohorts.add_leader(by=cast.olu, organisation=cast.organisation, name="Kim Ek")
    cohorts.join(by=cast.olu, cohort=cast.cohort, leader=kim, now=NOW)
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=leader("Ben Larsen"), now=NOW)
    cohorts.change_leader(
        by=cast.olu,
        leader=leader("Cleo Martin"),
        name="Clea Martin",
        title="Chair",
        email=cast.cleo.email,
        now=NOW,
    )
    assert orders(cast.open) == before
    winter = people.open_round(cast.cohort, "Winter")
    assert [one.first_name for one in winter.participants.all()] == ["Ada", "Clea", "Kim"]


def test_who_shares_a_first_name_is_called_by_the_whole_one(cast: Cast) -> None:
    names = ("Anna Berg", "Anna Holm", "anna Ek", "Ben Holm", "Cher", "李 小龍")
    team = people.cohort(cast.organisation, "Two Annas")
    for name in names:
        one = cohorts.add_leader(by=None, organisation=cast.organisation, name=name)
        cohorts.join(by=None, cohort=team, leader=one, now=NOW)
    winter = people.open_round(team, "Winter")
    called = {one.name: one.first_name for one in winter.participants.all()}
    firsts = ("Anna Berg", "Anna Holm", "anna", "Ben", "Cher", "李")
    assert called == dict(zip(names, firsts, strict=True))


def test_what_somebody_is_called_is_as_it_was_when_the_roster_was_frozen(cast: Cast) -> None:
    """A second Ben who comes later changes nothing in rounds that are under way."""
    other = cohorts.add_leader(by=None, organisation=cast.organisation, name="Ben Ek")
    cohorts.join(by=None, cohort=cast.cohort, leader=other, now=NOW)
    assert participant(cast.open, "Ben").first_name == "Ben"
    winter = people.open_round(cast.cohort, "Winter")
    assert [one.first_name for one in winter.participants.all()] == ["Ada", "Ben Ek", "Ben Larsen", "Cleo"]


def test_a_name_is_used_once_in_a_cohort(cast: Cast) -> None:
    events = Event.objects.count()
    with pytest.raises(rounds.NameTaken):
        opened(cast.cohort, "Spring")
    assert Event.objects.count() == events
    opened(people.cohort(cast.organisation, "Two", "Dan A", "Eva B"), "Spring")
    assert Round.objects.filter(name="Spring").count() == 2


def test_close(cast: Cast) -> None:
    later = NOW + timedelta(days=3)
    left = lines_of(lambda: rounds.close(by=cast.fay, round=cast.open, now=later))
    assert left == [("closed", "round", "", "Fay Andersen")]
    closed = Round.objects.get(pk=cast.open.pk)
    assert (closed.status, closed.closed_at, closed.opened_at) == ("closed", later, NOW)
    assert set(closed.participants.values_list("may_answer", flat=True)) == {False}


def test_no_round_closes_before_it_opened_by_whatever_clock(cast: Cast) -> None:
    behind = BEFORE - timedelta(hours=1)
    closed = rounds.close(by=cast.fay, round=cast.open, now=behind)
    assert closed.closed_at == closed.opened_at == NOW


def test_rounds_stand_in_the_order_in_which_they_opened_and_closed_whatever_clock_says(cast: Cast) -> None:
    behind = BEFORE - timedelta(hours=1)
    winter = people.open_round(cast.cohort, "Winter", now=behind)
    assert winter.opened_at == NOW + TICK
    rounds.close(by=cast.fay, round=winter, now=behind)
    rounds.close(by=cast.fay, round=cast.open, now=behind)
    assert [str(one) for one in cast.cohort.rounds.order_by("closed_at")] == ["Spring", "Winter", "Autumn"]


def test_closing_ends_only_that_round(cast: Cast) -> None:
    winter = people.open_round(cast.cohort, "Winter")
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    assert set(winter.participants.values_list("may_answer", flat=True)) == {True}
    assert participant(winter, "Ada").round.is_open


def standing(cast: Cast, status: str) -> Round:
    """A round that came to where it stands by the way that rounds come there; a roster tells of what happens to it."""
    if status == "draft":
        made = Round.objects.create(
            organisation=cast.organisation, cohort=cast.cohort, name="Winter", instrument=cast.open.instrument
        )
        rosters.lay_out(round=made, leaders=[leader("Ada Okafor")], chance=random.Random(7))
        return made
    made = rounds.close(by=cast.fay, round=cast.open, now=NOW)
    if status == "released":
        Round.objects.filter(pk=made.pk).update(status="released", released_at=NOW)
    made.participants.update(may_answer=True)
    return made


@pytest.mark.parametrize("status", ["draft", "closed", "released"])
def test_only_an_open_round_is_closed(cast: Cast, status: str) -> None:
    made = standing(cast, status)
    before = Round.objects.values().get(pk=made.pk)
    assert before["status"] == status
    events, may_answer = Event.objects.count(), made.participants.filter(may_answer=True).count()
    assert may_answer > 0
    with pytest.raises(rosters.RoundNotOpen):
        rounds.close(by=cast.fay, round=made, now=NOW + timedelta(days=1))
    assert Round.objects.values().get(pk=made.pk) == before
    assert Event.objects.count() == events
    assert made.participants.filter(may_answer=True).count() == may_answer
