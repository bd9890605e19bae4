"""An answer is kept: under the rater's lock, while the round is open, whole with its scores or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from ..measurement.instrument import Instrument
from ..models import Participant, Rating
from ..models.ratings import Answer

SAID = ("answers", "not_enough_contact", "need", "comment")


class RoundClosed(Exception):
    """The round closed before this answer arrived; what was saved before still counts."""


class ColleagueLeft(RoundClosed):
    """The colleague has left the round before this answer arrived: nobody is asked about them any more."""


class PromiseNotRead(Exception):
    """Nobody answers before they were shown who will see it."""


@dataclass(frozen=True)
class Said:
    """What came in about one colleague; None means that it was not on the page and stays as it was."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    not_enough_contact: bool | None = None
    need: int | None = None
    comment: str | None = None


@transaction.atomic
def answer(*, by: Participant, rating: str, said: Said, instrument: Instrument, now: datetime) -> Rating:
    """Raises Rating.DoesNotExist, RoundClosed, ColleagueLeft, PromiseNotRead. What was said elsewhere is kept."""
    kept = Rating.objects.of(by).locked().get(public_id=rating)
    if not kept.rater.may_answer:
        raise RoundClosed
    if kept.apart:
        raise ColleagueLeft
    if not kept.rater.promise:
        raise PromiseNotRead
    before = _what_was_said(kept)
    _apply(kept, said, instrument)
    if _what_was_said(kept) != before:  # going on from an untouched page is not an answer
        kept.answered_at = now
        kept.save(update_fields=[*SAID, "answered_at", "whole", "trust", "purpose"])
    return kept


def _what_was_said(kept: Rating) -> list[Any]:
    return [getattr(kept, name) for name in SAID]


def _apply(kept: Rating, said: Said, instrument: Instrument) -> None:
    if said.not_enough_contact is not None:
        kept.not_enough_contact = said.not_enough_contact
    if said.need is not None:
        kept.need = said.need
    if said.comment is not None:
        kept.comment = said.comment
    kept.say(said.answers, instrument)
