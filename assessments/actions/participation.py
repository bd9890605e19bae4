"""A participant reads the promise, and says that they have finished."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ..models import Named, Participant, PracticeAnswers, Rating, Role, Round
from . import audit, hold, telling
from .ratings import RoundClosed


class StillOpen(Exception):
    """Some colleagues, or the team's practices, are not answered yet; finishing with gaps must be said."""


class PromiseChanged(Exception):
    """What the page showed is not what would be promised now: it has to be read anew."""


@transaction.atomic
def read_promise(*, by: Participant, version: str, named: Collection[str], now: datetime) -> Participant:
    """Raises RoundClosed and PromiseChanged. `version` and `named` (the facilitators' roles) are what was shown, `now`
    is when; a later reading does not replace what was shown first."""
    hold.cohort(by.round.cohort_id)
    round = hold.round(by.round_id)  # its audience can become stricter
    locked = _locked(by)
    if not locked.may_answer:
        raise RoundClosed
    if locked.promise:
        return locked
    standing = list(round.promised_facilitators())
    if version != round.promise_version or {*named} != {role.public_id for role in standing}:
        raise PromiseChanged
    _keep(locked, standing, version, now)
    return locked


@transaction.atomic
def promise_to_all(*, round: Round, version: str, now: datetime) -> None:
    """For a roster that nobody was asked about one by one: it names whoever facilitates now, and nobody later."""
    hold.cohort(round.cohort_id)
    unread = list(round.participants.filter(promise=""))
    standing = list(round.promised_facilitators())
    Named.objects.bulk_create(_names(one, role) for one in unread for role in standing)
    round.participants.filter(promise="").update(promise=version, promised_at=now)


def _names(to: Participant, role: Role) -> Named:
    return Named(organisation_id=to.organisation_id, participant=to, role=role)


def _keep(locked: Participant, standing: list[Role], version: str, now: datetime) -> None:
    """The names first: to a promise that stands nobody is added (migration 0002)."""
    Named.objects.bulk_create(_names(locked, role) for role in standing)
    locked.promise = version
    locked.promised_at = now
    locked.save(update_fields=["promise", "promised_at"])


@transaction.atomic
def finish(*, by: Participant, with_gaps: bool, now: datetime) -> Participant:
    """Raises RoundClosed and StillOpen. Answers can still be changed until the round closes."""
    locked = _locked(by)
    if not locked.may_answer:
        raise RoundClosed
    if not with_gaps and _leaves_something_open(locked):
        raise StillOpen
    locked.finished_at = now
    locked.save(update_fields=["finished_at"])
    telling.thank(participant=locked, now=now)
    audit.record(organisation=locked.organisation, by=by, verb="finished", about=locked)
    return locked


def _leaves_something_open(participant: Participant) -> bool:
    practices = PracticeAnswers.objects.filter(participant=participant, whole=False)
    return Rating.objects.of(participant).asked().filter(whole=False).exists() or practices.exists()


def _locked(by: Participant) -> Participant:
    return Participant.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
