"""A round is planned, opened, closed and released, in this order and never back; its promise only gets stricter."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from assessments.actions import participation, rosters, rounds
from assessments.actions.rounds import Plan
from assessments.models import Event, Round
from assessments.models.rounds import PROMISE_VERSION
from assessments.results import promised

from .. import people
from ..people import NOW, Cast, participant
from .trail import lines_of

TICK = timedelta(microseconds=1)  # after the round that was opened at that very moment

PLAN = Plan(
    "Winter",
    "reveal_together",
    opens_at=NOW,
    closes_at=NOW + timedelta(days=14),
    release_on=date(2026, 9, 20),
    reminders=(7, 1),
)
LATER = NOW + timedelta(days=15)


def drafted(cast: Cast, plan: Plan = PLAN) -> Round:
    instrument = cast.organisation.instruments.default()
    return rounds.draft(by=cast.fay, cohort=cast.cohort, instrument=instrument, plan=plan)


def opened(cast: Cast, plan: Plan = PLAN) -> Round:
    made = drafted(cast, plan)
    return rounds.open_draft(by=cast.fay, round=made, now=NOW, chance=random.Random(7))


def planned(round: Round) -> Plan:
    found = Round.objects.get(pk=round.pk)
    facts = {name: getattr(found, name) for name in vars(PLAN)}
    return Plan(**facts | {"reminders": tuple(found.reminders)})


def test_a_draft_keeps_its_plan_and_asks_nobody(cast: Cast) -> None:
    left = lines_of(lambda: drafted(cast))
    winter = Round.objects.get(name="Winter")
    assert (winter.status, winter.opened_at, planned(winter)) == ("draft", None, PLAN)
    assert (winter.participants.count(), winter.ratings.count()) == (0, 0)
    assert left == [("drafted", "round", "", "Fay Andersen")]


def test_a_draft_can_be_planned_anew(cast: Cast) -> None:
    winter = drafted(cast)
    other = Plan("Late winter", "team_only")
    left = lines_of(lambda: rounds.change_plan(by=cast.fay, round=winter, plan=other))
    assert (planned(winter), left) == (other, [("planned", "round", "", "Fay Andersen")])
    rounds.change_plan(by=cast.fay, round=winter, plan=other)  # under the name it has
    with pytest.raises(rounds.NameTaken):
        rounds.change_plan(by=cast.fay, round=winter, plan=Plan("Spring", "team_only"))


def test_opening_a_draft_freezes_the_roster_of_that_day(cast: Cast) -> None:
    winter = drafted(cast)
    kim = people.cohorts.add_leader(by=None, organisation=cast.organisation, name="Kim Ek")
    people.cohorts.join(by=None, cohort=cast.cohort, leader=kim, now=NOW)
    left = lines_of(lambda: rounds.open_draft(by=cast.fay, round=winter, now=NOW, chance=random.Random(7)))
    kept = Round.objects.get(pk=winter.pk)
    assert (kept.status, kept.opened_at, planned(kept)) == ("open", NOW + TICK, PLAN)
    assert [str(one) for one in kept.participants.all()] == [
        "Ada Okafor",
        "Ben Larsen",
        "Cleo Martin",
        "Kim Ek",
    ]
    assert left == [("opened", "round", "audience reveal_together", "Fay Andersen")]


def test_a_draft_that_cannot_be_opened_stays_a_draft(cast: Cast) -> None:
    alone = people.cohort(cast.farther, "Alone", "Dan A")
    made = rounds.draft(
        by=None,
        cohort=alone,
        instrument=alone.organisation.instruments.default(),
        plan=Plan("W", "team_only"),
    )
    with pytest.raises(rounds.TooFewLeaders):
        rounds.open_draft(by=None, round=made, now=NOW, chance=random.Random(7))
    assert Round.objects.get(pk=made.pk).status == "draft"


def test_release(cast: Cast) -> None:
    left = lines_of(lambda: rounds.release(by=cast.fay, round=cast.closed, now=LATER))
    kept = Round.objects.get(pk=cast.closed.pk)
    assert (kept.status, kept.released_at, kept.has_results) == ("released", LATER, True)
    assert left == [("released", "round", "", "Fay Andersen")]


STEPS: dict[str, tuple[type[Exception], set[str], Callable[[Round], object]]] = {
    "change_plan": (
        rounds.NotADraft,
        {"draft"},
        lambda made: rounds.change_plan(by=None, round=made, plan=Plan("Other", "team_only")),
    ),
    "open_draft": (
        rounds.NotADraft,
        {"draft"},
        lambda made: rounds.open_draft(by=None, round=made, now=NOW, chance=random.Random(7)),
    ),
    "close": (
        rosters.RoundNotOpen,
        {"open"},
        lambda made: rounds.close(by=None, round=made, now=LATER),
    ),
    "close_in_time": (
        rosters.RoundNotOpen,
        {"open"},
        lambda made: rounds.close_in_time(round=made, now=LATER),
    ),
    "release": (
        rounds.RoundNotClosed,
        {"closed"},
        lambda made: rounds.release(by=None, round=made, now=LATER),
    ),
}


def standing(cast: Cast, stage: str) -> Round:
    made = drafted(cast)
    if stage != "draft":
        made = rounds.open_draft(by=None, round=made, now=NOW, chance=random.Random(7))
    if stage in {"closed", "released"}:
        made = rounds.close(by=None, round=made, now=NOW)
    return rounds.release(by=None, round=made, now=NOW) if stage == "released" else made


@pytest.mark.parametrize("stage", Round.Status.values)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_stage(cast: Cast, step: str, stage: str) -> None:
    refused, where, take = STEPS[step]
    made = standing(cast, stage)
    before, events = Round.objects.values().get(pk=made.pk), Event.objects.count()
    if stage in where:
        take(made)
        assert Event.objects.count() == events + 1
        return
    with pytest.raises(refused):
        take(made)
    assert (Round.objects.values().get(pk=made.pk), Event.objects.count()) == (before, events)


# --- the closing time, and the day of the release ---------------------------------------------------------------------


def test_nothing_closes_before_its_time(cast: Cast) -> None:
    early = rounds.close_in_time(round=opened(cast), now=NOW + timedelta(days=13))
    assert (early.status, early.participants.filter(may_answer=True).count()) == ("open", 3)
    endless = rounds.close_in_time(round=cast.open, now=LATER)
    assert endless.status == "open"


def test_a_round_closes_at_its_time(cast: Cast) -> None:
    closed = rounds.close_in_time(round=opened(cast), now=LATER)
    assert (closed.status, closed.closed_at) == ("closed", LATER)
    assert Event.objects.latest("pk").who is None


def test_the_day_of_the_release_is_kept_or_two_weeks_after_the_closing(cast: Cast) -> None:
    assert rounds.close(by=None, round=opened(cast), now=LATER).release_on == PLAN.release_on
    closed = rounds.close(by=None, round=cast.open, now=NOW)
    assert closed.release_on == date(2026, 9, 15)


# --- the promise only gets stricter -----------------------------------------------------------------------------------


def test_who_sees_what_can_become_stricter(cast: Cast) -> None:
    left = lines_of(lambda: rounds.tighten(by=cast.fay, round=cast.open, audience="team_only"))
    assert Round.objects.get(pk=cast.open.pk).audience == "team_only"
    assert left == [("tightened", "round", "audience team_only", "Fay Andersen")]


@pytest.mark.parametrize("audience", ["facilitator_only", "reveal_together", "open_to_pair", "everybody"])
def test_and_never_wider_nor_the_same(cast: Cast, audience: str) -> None:
    events = Event.objects.count()
    with pytest.raises(rounds.NotNarrower):
        rounds.tighten(by=cast.fay, round=cast.open, audience=audience)
    assert Round.objects.get(pk=cast.open.pk).audience == "facilitator_only"
    assert Event.objects.count() == events


def test_who_read_the_wider_promise_keeps_what_they_were_shown(cast: Cast) -> None:
    strict = rounds.tighten(by=cast.fay, round=cast.open, audience="team_only")
    ada, ben = participant(strict, "Ada"), participant(strict, "Ben")
    assert (ada.promise, ada.was_promised_less, ben.was_promised_less) == (
        f"facilitator_only/{PROMISE_VERSION}",
        True,
        False,
    )
    shown = ben.round.promise_version
    participation.read_promise(by=ben, version=shown, named=promised.facilitators(strict).roles, now=NOW)
    assert not participant(strict, "Ben").was_promised_less
