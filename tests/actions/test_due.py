"""What the clock brings: once, in the team's own zone, over the nights on which clocks change, and with two at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError

from assessments.actions import due, reminding, rosters, rounds
from assessments.actions.rounds import Plan
from assessments.models import Cohort, Event, Mail, Round

from .. import people
from ..people import NOW, Cast, participant
from .together import both, on_sqlite, unlocked

VIENNA = ZoneInfo("Europe/Vienna")
OPENS = datetime(2026, 10, 12, 9, 0, tzinfo=VIENNA)
CLOSES = datetime(2026, 10, 30, 17, 0, tzinfo=VIENNA)  # five days after the clocks went back
PLAN = Plan("Winter", "facilitator_only", opens_at=OPENS, closes_at=CLOSES, reminders=(7, 2))


@pytest.fixture
def planned(cast: Cast) -> Round:
    return plan(cast)


def plan(cast: Cast) -> Round:
    Cohort.objects.filter(pk=cast.cohort.pk).update(time_zone="Europe/Vienna")
    instrument = cast.organisation.instruments.default()
    cohort = Cohort.objects.get(pk=cast.cohort.pk)
    return rounds.draft(by=cast.fay, cohort=cohort, instrument=instrument, plan=PLAN)


def at(moment: datetime) -> due.Brought:
    return due.bring_about(now=moment, chance=random.Random(1))


def told(kind: str, round: Round) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind, round=round).values_list("to", flat=True))


def status(round: Round) -> str:
    return Round.objects.get(pk=round.pk).status


TEAM = ["ada@harbour.example", "ben@harbour.example", "cleo@harbour.example"]


def test_a_round_is_opened_by_the_clock_and_everybody_invited_once(planned: Round) -> None:
    assert (at(OPENS - timedelta(seconds=1)).opened, status(planned)) == (0, "draft")
    assert (at(OPENS).opened, status(planned)) == (1, "open")
    assert (at(OPENS).opened, told("invitation", planned)) == (0, TEAM)


def test_a_reminder_comes_in_the_morning_of_its_day_whatever_the_clocks_did(planned: Round) -> None:
    """Seven days before is in summer time, two days before in winter time: both at eight in Vienna."""
    at(OPENS)
    came = []
    moment = datetime(2026, 10, 22, 22, 0, tzinfo=UTC)
    while moment < CLOSES:
        if at(moment).reminded:
            came.append(moment)
        moment += timedelta(minutes=30)
    assert came == [
        datetime(2026, 10, 23, 6, 0, tzinfo=UTC),
        datetime(2026, 10, 28, 7, 0, tzinfo=UTC),
    ]
    assert told("reminder", planned) == sorted(TEAM * 2)


def test_who_has_finished_or_left_is_not_reminded(planned: Round) -> None:
    at(OPENS)
    people.promised(planned, "Ada", now=OPENS)
    people.finished(planned, "Ada", now=OPENS)
    rosters.withdraw(by=None, participant=participant(planned, "Ben"), now=OPENS)
    assert at(CLOSES - timedelta(days=7)).reminded == 1
    assert told("reminder", planned) == ["cleo@harbour.example"]


def test_who_was_reminded_by_hand_is_not_reminded_by_the_clock_that_day(cast: Cast, planned: Round) -> None:
    at(OPENS)
    morning = CLOSES - timedelta(days=7, hours=10)
    by_hand = reminding.remind(by=cast.fay, round=planned, people=[participant(planned, "Ben")], now=morning)
    assert by_hand == reminding.Reminded(now=1, before=0, unreachable=0)
    assert at(CLOSES - timedelta(days=7)).reminded == 2
    everybody = list(planned.participants.all())
    again = reminding.remind(by=cast.fay, round=planned, people=everybody, now=CLOSES - timedelta(days=7))
    assert again == reminding.Reminded(now=0, before=3, unreachable=0)
    assert told("reminder", planned) == TEAM


def test_who_has_no_address_is_counted_and_not_mailed(cast: Cast, planned: Round) -> None:
    at(OPENS)
    planned.participants.filter(name__startswith="Ben").update(account=None)
    everybody = list(planned.participants.all())
    reminded = reminding.remind(by=cast.fay, round=planned, people=everybody, now=OPENS)
    assert reminded == reminding.Reminded(now=2, before=0, unreachable=1)


def test_somebody_elses_participant_is_not_reminded(cast: Cast, planned: Round) -> None:
    at(OPENS)
    theirs = [participant(cast.zoes_open, "Zoe")]
    reminded = reminding.remind(by=cast.fay, round=planned, people=theirs, now=OPENS)
    assert reminded == reminding.Reminded(now=0, before=0, unreachable=0)


def test_a_round_closes_at_its_time_and_is_released_in_the_morning_of_its_day(planned: Round) -> None:
    at(OPENS)
    assert (at(CLOSES - timedelta(seconds=1)).closed, at(CLOSES).closed, status(planned)) == (0, 1, "closed")
    assert Round.objects.get(pk=planned.pk).release_on == date(2026, 11, 13)
    morning = datetime(2026, 11, 13, 8, 0, tzinfo=VIENNA)
    assert (at(morning - timedelta(minutes=1)).released, status(planned)) == (0, "closed")
    assert (at(morning).released, status(planned), at(morning).released) == (1, "released", 0)
    assert told("released", planned) == TEAM


def test_a_day_begins_in_the_zone_of_the_team(planned: Round) -> None:
    """In Auckland it is the day of the release while it is still the day before here."""
    at(OPENS)
    at(CLOSES)
    Cohort.objects.filter(pk=planned.cohort_id).update(time_zone="Pacific/Auckland")
    assert at(datetime(2026, 11, 12, 19, 0, tzinfo=UTC)).released == 1


def test_what_cannot_open_is_named_and_the_others_go_on(cast: Cast, planned: Round) -> None:
    later = Plan("Later", "facilitator_only", opens_at=OPENS)
    crew = cast.zoes_cohort
    rounds.draft(by=None, cohort=crew, instrument=crew.organisation.instruments.default(), plan=later)
    cast.cohort.memberships.update(left_at=NOW)
    brought = at(OPENS)
    assert brought.opened == 1
    assert brought.refused == (f"{planned.public_id}: TooFewLeaders",)


def test_a_draft_that_was_slept_through_is_left_to_its_facilitator(planned: Round) -> None:
    assert (at(CLOSES).opened, status(planned)) == (0, "draft")


def test_the_command_says_what_it_brought(planned: Round, capsys: Any) -> None:
    call_command("send_due")
    capsys.readouterr()
    call_command("send_due")  # the second time there is nothing left to do
    assert "Rounds opened: 0, closed: 0, released: 0." in capsys.readouterr().out


# --- two at once -----------------------------------------------------------------------------------------------------


def reminds(round: Round) -> Callable[[], Any]:
    everybody = list(round.participants.all())
    moment = CLOSES - timedelta(days=7)
    return lambda: reminding.remind(by=None, round=round, people=everybody, now=moment)


def two_remind(planned: Round) -> Any:
    return both(
        reminds(planned),
        reminds(planned),
        first_stops_after='FROM "assessments_mail"',
        second_stops_after='FROM "assessments_mail"',
    )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_remind_nobody_twice() -> None:
    planned = plan(people.gather())
    at(OPENS)
    met = two_remind(planned)
    assert not met.overtook
    assert (met.first.now, met.second.now, met.second.before) == (3, 0, 3)
    assert told("reminder", planned) == TEAM


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_still_refuses_a_second_reminder(monkeypatch: Any) -> None:
    planned = plan(people.gather())
    at(OPENS)
    with unlocked(monkeypatch, (rosters, "open_and_locked", lambda round: round)):
        met = two_remind(planned)
    assert met.overtook
    assert isinstance(met.second, OperationalError if on_sqlite else IntegrityError)
    assert told("reminder", planned) == TEAM


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_once() -> None:
    planned = plan(people.gather())
    met = both(lambda: at(OPENS), lambda: at(OPENS), first_stops_after="opens_at", second_stops_after=None)
    assert sorted([met.first.opened, met.second.opened]) == [0, 1]
    assert told("invitation", planned) == TEAM
    assert Event.objects.filter(verb="opened", public_id=planned.public_id).count() == 1
