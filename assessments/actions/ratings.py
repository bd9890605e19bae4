"""An answer is kept: under the rater's lock, while the round is open, whole with its scores or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from ..measurement.instrument import Instrument
from ..models import Participant, Rating
from ..models.ratings import Answer
from ..models.sheets import Taken, Value

SCORED = ("answers", "not_enough_contact", "need", "comment", "whole", "trust", "purpose")
WRITTEN = (*SCORED, "answered_at", "version", "changed", "seconds")


class RoundClosed(Exception):
    """The round closed before this answer arrived; what was saved before still counts."""


class ColleagueLeft(RoundClosed):
    """The colleague has left the round before this answer arrived: nobody is asked about them any more."""


class PromiseNotRead(Exception):
    """Nobody answers before they were shown who will see it."""


@dataclass(frozen=True)
class Said:
    """What came in about one colleague; None means that it was not on the page and stays as it was.

    TAKEN_BACK, as an answer or the need, means that it is open again.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    not_enough_contact: bool | None = None
    need: int | str | None = None
    comment: str | None = None
    seconds: float | None = None

    def by_control(self) -> dict[str, Value]:
        others = {
            "not_enough_contact": self.not_enough_contact,
            "need": self.need,
            "comment": self.comment,
        }
        return {**self.answers, **{name: value for name, value in others.items() if value is not None}}


@dataclass(frozen=True)
class Kept:
    rating: Rating
    taken: Taken


@transaction.atomic
def answer(
    *, by: Participant, rating: str, said: Said, drawn_from: int, instrument: Instrument, now: datetime
) -> Kept:
    """Raises Rating.DoesNotExist, RoundClosed, ColleagueLeft, PromiseNotRead.

    `drawn_from` is the version that the writer saw. What was said elsewhere since is kept, and named as what this
    write is behind.
    """
    kept = Rating.objects.of(by).locked().get(public_id=rating)
    if not kept.rater.may_answer:
        raise RoundClosed
    if kept.apart:
        raise ColleagueLeft
    if not kept.rater.promise:
        raise PromiseNotRead
    before = kept.version
    taken = kept.take(said.by_control(), drawn_from)
    if taken.news:  # going on from an untouched page is not an answer
        kept.put(taken.news, instrument)
        kept.took(said.seconds)
        kept.answered_at = now
    if kept.version != before:
        kept.save(update_fields=WRITTEN)
    return Kept(kept, taken)
