"""An answer about the team's practices is kept by the rules of an answer about a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ..measurement.instrument import Instrument
from ..models import Participant, PracticeAnswers
from ..models.ratings import Answer
from .ratings import PromiseNotRead, RoundClosed

WRITTEN = ["answers", "scores", "whole", "version", "answered_at"]


@transaction.atomic
def answer(
    *, by: Participant, answers: Mapping[str, Answer], instrument: Instrument, now: datetime
) -> PracticeAnswers:
    """Raises PracticeAnswers.DoesNotExist, RoundClosed, PromiseNotRead. What was said elsewhere meanwhile is kept."""
    kept = PracticeAnswers.objects.locked().get(participant=by)
    if not kept.participant.may_answer:
        raise RoundClosed
    if not kept.participant.promise:
        raise PromiseNotRead
    before = kept.answers
    kept.say(answers, instrument)
    if kept.answers != before:  # going on from an untouched page is not an answer
        kept.version += 1
        kept.answered_at = now
        kept.save(update_fields=WRITTEN)
    return kept
