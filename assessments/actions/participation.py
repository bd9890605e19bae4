"""A participant reads the promise, and says that they have finished."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Participant, Rating
from . import audit, telling
from .ratings import RoundClosed


class StillOpen(Exception):
    """Some colleagues are not answered yet; finishing with gaps must be said."""


@transaction.atomic
def read_promise(*, by: Participant, version: str, now: datetime) -> Participant:
    """Raises RoundClosed. `now` is when it was shown; a later reading does not replace what was shown first."""
    locked = _locked(by)
    if not locked.may_answer:
        raise RoundClosed
    if not locked.promise:
        locked.promise = version
        locked.promised_at = now
        locked.save(update_fields=["promise", "promised_at"])
    return locked


@transaction.atomic
def finish(*, by: Participant, with_gaps: bool, now: datetime) -> Participant:
    """Raises RoundClosed and StillOpen. Answers can still be changed until the round closes."""
    locked = _locked(by)
    if not locked.may_answer:
        raise RoundClosed
    if not with_gaps and Rating.objects.of(locked).asked().filter(whole=False).exists():
        raise StillOpen
    locked.finished_at = now
    locked.save(update_fields=["finished_at"])
    telling.thank(participant=locked, now=now)
    audit.record(organisation=locked.organisation, by=by, verb="finished", about=locked)
    return locked


def _locked(by: Participant) -> Participant:
    return Participant.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
