"""Reminding those who are not done, by hand or by the clock: each at most once a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..mail import composing, outbox
from ..mail.about import about
from ..models import Mail, Participant, Round, User
from . import audit, rosters, telling


@dataclass(frozen=True)
class Reminded:
    """`before`: today already. `unreachable`: no address. Who has finished or left is not counted at all."""

    now: int
    before: int
    unreachable: int


@transaction.atomic
def remind(*, by: User | None, round: Round, people: Sequence[Participant], now: datetime) -> Reminded:
    """Raises RoundNotOpen. Of `people` those who are not done, each at most once a day of the team's own zone."""
    locked = rosters.open_and_locked(round)  # who reminds at the same time waits here, and finds them told
    waiting = locked.participants.filter(pk__in=[one.pk for one in people], finished_at=None, may_answer=True)
    keys = {one.pk: key(one, locked, now) for one in waiting}
    reachable = telling.reachable(waiting)
    known = outbox.known(keys.values())
    to = [one for one in reachable if keys[one.pk] not in known]
    if to:
        _put(locked, to, keys, now)
        audit.record(
            organisation=locked.organisation, by=by, verb="reminded", about=locked, detail=str(len(to))
        )
    return Reminded(len(to), len(reachable) - len(to), len(keys) - len(reachable))


def told_today(*, round: Round, now: datetime) -> set[str]:
    """Of a round's participants, by public id, those who were reminded today."""
    today = f"/{timezone.localdate(now, round.cohort.zone)}"
    reminders = Mail.objects.of_round(round).filter(kind=Mail.Kind.REMINDER, key__endswith=today)
    return set(reminders.values_list("participant__public_id", flat=True))


def key(participant: Participant, round: Round, now: datetime) -> str:
    """What there is one of: the database refuses a second reminder on one day."""
    return f"reminder/{participant.public_id}/{timezone.localdate(now, round.cohort.zone)}"


def _put(round: Round, to: Sequence[Participant], keys: dict[int, str], now: datetime) -> None:
    told, links = about(round), telling.pages_for(round, to, now)
    outbox.put([composing.reminder(told, one, links[one.pk], keys[one.pk]) for one in to], now=now)
