"""A roster that is changed while its round closes, or while somebody answers; each also without its guard."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from assessments.actions import ratings, rosters, rounds
from assessments.models import Leader, Participant, Rating, Round
from assessments.models.rounds import RoundQuerySet

from .. import people
from ..people import NOW, Cast, participant, rating
from .test_races import (
    NO_LOCK_ON_COHORT,
    NO_LOCK_ON_RATING,
    READS_LEADERS,
    READS_RATING,
    READS_ROUND,
    SPOKEN,
    answering,
)
from .together import AT_ITS_END, Both, both, on_sqlite, unlocked

pytestmark = pytest.mark.django_db(transaction=True)

NO_LOCK_ON_ROUND = (RoundQuerySet, "select_for_update", lambda rows, **_: rows)

Change = Callable[[Cast], Callable[[], Participant]]


def more_time(cast: Cast) -> Callable[[], Participant]:
    ben = participant(cast.open, "Ben")
    until = NOW + timedelta(days=1)
    return lambda: rosters.give_more_time(by=cast.fay, participant=ben, until=until, now=NOW)


def late_joiner(cast: Cast) -> Callable[[], Participant]:
    kim = people.cohorts.add_leader(by=None, organisation=cast.organisation, name="Kim Ek")
    people.cohorts.join(by=None, cohort=cast.cohort, leader=kim, now=NOW)
    one, chance = Leader.objects.get(pk=kim.pk), random.Random(7)
    return lambda: rosters.join_late(by=cast.fay, round=cast.open, leader=one, now=NOW, chance=chance)


CHANGES = pytest.mark.parametrize("change", [more_time, late_joiner])


def closing(cast: Cast) -> Callable[[], Round]:
    return lambda: rounds.close(by=cast.fay, round=cast.open, now=NOW)


def change_then_close(cast: Cast, change: Change) -> Both:
    return both(change(cast), closing(cast), first_stops_after=READS_ROUND, second_stops_after=AT_ITS_END)


def may_answer(cast: Cast) -> int:
    assert Round.objects.get(pk=cast.open.pk).is_closed
    return cast.open.participants.filter(may_answer=True).count()


@CHANGES
def test_closing_waits_for_a_roster_that_is_changed(cast: Cast, change: Change) -> None:
    met = change_then_close(cast, change)
    assert (met.overtook, met.first.may_answer) == (False, True)
    assert may_answer(cast) == 0


@CHANGES
def test_a_roster_is_not_changed_after_a_closing_under_way(cast: Cast, change: Change) -> None:
    met = both(closing(cast), change(cast), first_stops_after=READS_ROUND, second_stops_after=READS_ROUND)
    assert (met.overtook, type(met.second)) == (False, rosters.RoundNotOpen)
    assert may_answer(cast) == 0


@CHANGES
def test_without_the_lock_somebody_may_answer_in_a_closed_round(
    cast: Cast, change: Change, monkeypatch: Any
) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_ROUND):
        met = change_then_close(cast, change)
    assert met.overtook
    if on_sqlite:
        assert (type(met.first), may_answer(cast)) == (OperationalError, 0)
    else:
        assert may_answer(cast) == 1


# --- an answer about somebody, and their leaving ----------------------------------------------------------------------


def leaving_then_answer(cast: Cast) -> tuple[Both, Rating]:
    kept, cleo = rating(cast.open, "Ada", "Cleo"), participant(cast.open, "Cleo")
    met = both(
        lambda: rosters.withdraw(by=cast.fay, participant=cleo, now=NOW),
        answering(kept, T1=2),
        first_stops_after='UPDATE "assessments_rating"',
        second_stops_after=READS_RATING,
    )
    return met, Rating.objects.get(pk=kept.pk)


def test_an_answer_about_who_is_leaving_waits_and_is_refused(cast: Cast) -> None:
    met, kept = leaving_then_answer(cast)
    assert (met.overtook, type(met.second)) == (False, ratings.ColleagueLeft)
    assert (kept.apart, kept.answers) == (True, SPOKEN)


def test_without_its_lock_it_is_stored_after_they_left(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_RATING):
        met, kept = leaving_then_answer(cast)
    assert met.overtook
    if on_sqlite:
        assert (type(met.second), kept.answers) == (OperationalError, SPOKEN)
    else:
        assert (kept.apart, kept.answers) == (True, SPOKEN | {"T1": 2})


def test_who_leaves_while_they_answer_do_not_wait_for_each_other(cast: Cast) -> None:
    """Both want the rating and its rater: in one order, or neither would ever get the second."""
    kept, ada = rating(cast.open, "Ada", "Cleo"), participant(cast.open, "Ada")
    met = both(
        answering(kept, T1=2),
        lambda: rosters.withdraw(by=cast.fay, participant=ada, now=NOW),
        first_stops_after=READS_RATING,
        second_stops_after=AT_ITS_END,
        at_once=True,
    )
    assert (met.overtook, met.first, met.second.withdrawn_at) == (False, SPOKEN | {"T1": 2}, NOW)


# --- a draft that is opened twice -------------------------------------------------------------------------------------


def opened_twice(cast: Cast) -> Both:
    winter = rounds.draft(
        by=None,
        cohort=cast.cohort,
        instrument=cast.organisation.instruments.default(),
        plan=rounds.Plan("Winter", "team_only"),
    )

    def open_draft() -> Round:
        mine = Round.objects.select_related("cohort", "instrument", "organisation").get(pk=winter.pk)
        return rounds.open_draft(by=None, round=mine, now=NOW, chance=random.Random(7))

    return both(open_draft, open_draft, first_stops_after=READS_LEADERS, second_stops_after=READS_LEADERS)


def test_a_draft_opened_twice_at_once_is_opened_once(cast: Cast) -> None:
    met = opened_twice(cast)
    assert (met.overtook, met.first.status, type(met.second)) == (False, "open", rounds.NotADraft)
    assert met.first.participants.count() == 3


def test_without_the_locks_only_the_constraint_holds(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_ROUND, NO_LOCK_ON_COHORT):
        met = opened_twice(cast)
    assert (met.overtook, type(met.second)) == (True, OperationalError if on_sqlite else IntegrityError)
