"""An answer about the team's practices is kept by the rules of an answer about a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ..measurement.instrument import Instrument
from ..models import Participant, PracticeAnswers
from ..models.ratings import Answer
from ..models.sheets import Taken
from .ratings import PromiseNotRead, RoundClosed

WRITTEN = ["answers", "scores", "whole", "answered_at", "version", "changed"]


@dataclass(frozen=True)
class Kept:
    practices: PracticeAnswers
    taken: Taken


@transaction.atomic
def answer(
    *,
    by: Participant,
    answers: Mapping[str, Answer],
    drawn_from: int,
    instrument: Instrument,
    now: datetime,
) -> Kept:
    """Raises PracticeAnswers.DoesNotExist, RoundClosed, PromiseNotRead; `answers` and `drawn_from` as for a rating."""
    kept = PracticeAnswers.objects.locked().get(participant=by)
    if not kept.participant.may_answer:
        raise RoundClosed
    if not kept.participant.promise:
        raise PromiseNotRead
    before = kept.version
    taken = kept.take(answers, drawn_from)
    if taken.news:  # going on from an untouched page is not an answer
        kept.say(taken.news, instrument)
        kept.answered_at = now
    if kept.version != before:
        kept.save(update_fields=WRITTEN)
    return Kept(kept, taken)
