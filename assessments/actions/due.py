"""What the clock brings: rounds open, remind, close and are released when their plan says so.

Run as often as one likes, also by two at once: each step is an action that takes the round's lock and looks again, so
whoever comes second finds it done. A round that cannot take its step is left as it is, and the others go on.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from ..mail import outbox
from ..models import Round
from ..models.rounds import RoundQuerySet
from . import reminding, roles, rosters, rounds

MORNING = time(8)  # in the team's own zone: nobody is mailed at night about what can wait
REFUSALS = (
    rounds.NotADraft,
    rounds.TooFewLeaders,
    rounds.RoundNotClosed,
    roles.BothSides,
    rosters.RoundNotOpen,
)


@dataclass(frozen=True)
class Brought:
    """How many rounds took each step, people reminded, mails that waited, and rounds that could not take theirs."""

    opened: int
    reminded: int
    closed: int
    released: int
    mails: int
    refused: tuple[str, ...]


def bring_about(*, now: datetime, chance: random.Random) -> Brought:
    refused: list[str] = []

    def each(due: RoundQuerySet, step: Callable[[Round], int]) -> int:
        return sum(_try(round, step, refused) for round in due.read_whole().order_by("pk"))

    return Brought(
        opened=each(_to_open(now), lambda round: _open(round, now, chance)),
        reminded=each(_to_remind(now), lambda round: _remind(round, now)),
        closed=each(_to_close(now), lambda round: _close(round, now)),
        released=each(_to_release(now), lambda round: _release(round, now)),
        mails=outbox.sweep(now=now),
        refused=tuple(refused),
    )


def _try(round: Round, step: Callable[[Round], int], refused: list[str]) -> int:
    try:
        return step(round)
    except REFUSALS as why:
        refused.append(f"{round.public_id}: {type(why).__name__}")
        return 0


def _to_open(now: datetime) -> RoundQuerySet:
    """One whose closing time has come too was slept through, and is left to the facilitator."""
    drafts = Round.objects.filter(status=Round.Status.DRAFT, opens_at__lte=now)
    return drafts.exclude(closes_at__lte=now)


def _to_remind(now: datetime) -> RoundQuerySet:
    return Round.objects.filter(status=Round.Status.OPEN, closes_at__gt=now).exclude(reminders=[])


def _to_close(now: datetime) -> RoundQuerySet:
    return Round.objects.filter(status=Round.Status.OPEN, closes_at__lte=now)


def _to_release(now: datetime) -> RoundQuerySet:
    """By the latest day anywhere; which day it is for the team is asked of each."""
    return Round.objects.filter(status=Round.Status.CLOSED, release_on__lte=now.date() + timedelta(days=1))


def _open(round: Round, now: datetime, chance: random.Random) -> int:
    rounds.open_draft(by=None, round=round, now=now, chance=chance)
    return 1


def _remind(round: Round, now: datetime) -> int:
    if not is_reminding(round, now):
        return 0
    people = list(round.participants.staying())
    return reminding.remind(by=None, round=round, people=people, now=now).now


def is_reminding(round: Round, now: datetime) -> bool:
    """Days are counted on the calendar of the team, so that an hour more or less in a night moves no reminder."""
    if round.closes_at is None:
        return False
    there = timezone.localtime(now, round.cohort.zone)
    closes = timezone.localdate(round.closes_at, round.cohort.zone)
    return there.time() >= MORNING and (closes - there.date()).days in round.reminders


def _close(round: Round, now: datetime) -> int:
    """Not counted while somebody has more time."""
    return int(rounds.close_in_time(round=round, now=now).has_results)


def _release(round: Round, now: datetime) -> int:
    if not is_releasing(round, now):
        return 0
    rounds.release(by=None, round=round, now=now)
    return 1


def is_releasing(round: Round, now: datetime) -> bool:
    there = timezone.localtime(now, round.cohort.zone)
    return round.release_on is not None and (there.date(), there.time()) >= (round.release_on, MORNING)
