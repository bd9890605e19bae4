"""A round's stages: a draft, opened (the roster is fixed), closed (results exist), released to its leaders."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from ..models import Cohort, Instrument, Leader, Round, User
from . import audit, hold, instruments, roles, rosters, telling

FEWEST_LEADERS = 2  # a pair
RELEASED_AFTER = timedelta(days=14)  # of the closing, where no other day was promised


class TooFewLeaders(Exception):
    """A round needs two leaders: there is no pair with one."""


class NameTaken(Exception):
    """The cohort has a round of this name by now."""


class NotADraft(Exception):
    """What has been opened is promised: its plan stands."""


class RoundNotClosed(Exception):
    """Only a closed round is released, and only once."""


class NotNarrower(Exception):
    """Who sees what can only become stricter than it was promised."""


@dataclass(frozen=True)
class Plan:
    name: str
    audience: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    release_on: date | None = None
    reminders: tuple[int, ...] = ()

    def facts(self) -> dict[str, object]:
        return vars(self) | {"reminders": list(self.reminders)}


@transaction.atomic
def draft(*, by: User | None, cohort: Cohort, instrument: Instrument, plan: Plan) -> Round:
    """Raises NameTaken."""
    drafted = _drafted(cohort, instrument, plan)
    audit.record(organisation=drafted.organisation, by=by, verb="drafted", about=drafted)
    return drafted


@transaction.atomic
def change_plan(*, by: User | None, round: Round, plan: Plan) -> Round:
    """Raises NotADraft, NameTaken."""
    hold.cohort(round.cohort_id)
    drafted = _in_stage(round, Round.Status.DRAFT, NotADraft)
    _free(drafted.cohort, plan.name, but=drafted)
    for name, value in plan.facts().items():
        setattr(drafted, name, value)
    drafted.save(update_fields=[*plan.facts()])
    audit.record(organisation=drafted.organisation, by=by, verb="planned", about=drafted)
    return drafted


@transaction.atomic
def open_draft(*, by: User | None, round: Round, now: datetime, chance: random.Random) -> Round:
    """Raises NotADraft, TooFewLeaders, BothSides. The roster is fixed from here on; the audience can only narrow."""
    hold.cohort(round.cohort_id)
    return _opened(by, _in_stage(round, Round.Status.DRAFT, NotADraft), now, chance)


@transaction.atomic
def open_round(
    *,
    by: User | None,
    cohort: Cohort,
    instrument: Instrument,
    name: str,
    audience: str,
    now: datetime,
    chance: random.Random,
) -> Round:
    """Planned and opened in one: raises NameTaken, TooFewLeaders, BothSides, and leaves no draft behind."""
    return _opened(by, _drafted(cohort, instrument, Plan(name, audience)), now, chance)


@transaction.atomic
def close(*, by: User | None, round: Round, now: datetime) -> Round:
    """Raises RoundNotOpen. For everybody, whoever has more time too."""
    hold.cohort(round.cohort_id)
    return _closed(by, rosters.open_and_locked(round), now)


@transaction.atomic
def close_in_time(*, round: Round, now: datetime) -> Round:
    """Raises RoundNotOpen. At the closing time answers end for all but those who have more time and have not
    finished; with the last of these the round closes."""
    hold.cohort(round.cohort_id)
    locked = rosters.open_and_locked(round)
    if locked.closes_at is None or locked.closes_at > now:
        return locked
    longer = Q(more_time_until__gt=now, finished_at=None)
    locked.participants.exclude(longer).update(may_answer=False)
    if locked.participants.filter(longer, may_answer=True).exists():
        return locked
    return _closed(None, locked, now)


@transaction.atomic
def release(*, by: User | None, round: Round, now: datetime) -> Round:
    """Raises RoundNotClosed. From here on leaders see what the audience promised them."""
    released = _in_stage(round, Round.Status.CLOSED, RoundNotClosed)
    released.status = Round.Status.RELEASED
    released.released_at = max(now, released.closed_at or now)
    released.save(update_fields=["status", "released_at"])
    telling.tell_released(round=released, now=now)
    audit.record(organisation=released.organisation, by=by, verb="released", about=released)
    return released


@transaction.atomic
def tighten(*, by: User | None, round: Round, audience: str) -> Round:
    """Raises NotNarrower. Who has read the promise before keeps the version they were shown, and is told."""
    locked = hold.round(round.pk)
    if audience not in locked.stricter_audiences:
        raise NotNarrower
    locked.audience = audience
    locked.save(update_fields=["audience"])
    audit.record(
        organisation=locked.organisation, by=by, verb="tightened", about=locked, detail=f"audience {audience}"
    )
    return locked


def _drafted(cohort: Cohort, instrument: Instrument, plan: Plan) -> Round:
    hold.cohort(cohort.pk)  # a second click waits here, and finds the name taken
    _free(cohort, plan.name)
    return Round.objects.create(
        organisation_id=cohort.organisation_id, cohort=cohort, instrument=instrument, **plan.facts()
    )


def _opened(by: User | None, round: Round, now: datetime, chance: random.Random) -> Round:
    """The cohort is held: nobody joins it meanwhile."""
    leaders = list(Leader.objects.in_cohort(round.cohort))
    if len(leaders) < FEWEST_LEADERS:
        raise TooFewLeaders
    roles.may_lead(accounts=[leader.user_id for leader in leaders], cohorts=[round.cohort_id])
    instruments.lock(instrument=round.instrument, now=now)
    round.status, round.opened_at = Round.Status.OPEN, _after_the_last(round, "opened_at", now)
    round.save(update_fields=["status", "opened_at"])
    people = rosters.lay_out(round=round, leaders=leaders, chance=chance)
    telling.invite(round=round, people=people, now=now)
    audit.record(
        organisation=round.organisation,
        by=by,
        verb="opened",
        about=round,
        detail=f"audience {round.audience}",
    )
    return round


def _closed(by: User | None, round: Round, now: datetime) -> Round:
    """Writing to every participant waits for the answers under way and refuses the ones after."""
    round.participants.update(may_answer=False)
    round.status = Round.Status.CLOSED
    round.closed_at = _after_the_last(round, "closed_at", now)
    round.release_on = round.release_on or timezone.localdate(now + RELEASED_AFTER, round.cohort.zone)
    round.save(update_fields=["status", "closed_at", "release_on"])
    audit.record(organisation=round.organisation, by=by, verb="closed", about=round)
    return round


def _after_the_last(round: Round, moment: str, now: datetime) -> datetime:
    """The cohort is held: its rounds are read in the order in which this happened to them, whatever clocks say."""
    last = Round.objects.filter(cohort=round.cohort_id).aggregate(last=Max(moment))["last"]
    after = last + timedelta(microseconds=1) if last else now
    return max(now, after, round.opened_at or now)


def _in_stage(round: Round, status: str, refused: type[Exception]) -> Round:
    locked = hold.round(round.pk)
    if locked.status != status:
        raise refused
    return locked


def _free(cohort: Cohort, name: str, but: Round | None = None) -> None:
    """Raises NameTaken."""
    others = cohort.rounds.exclude(pk=but.pk) if but else cohort.rounds
    if others.filter(name=name).exists():
        raise NameTaken
