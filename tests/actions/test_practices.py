"""What is said about the team is kept by the rules of a rating; the roster is as it was when the round opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.actions import practices, rounds
from assessments.actions.ratings import PromiseNotRead, RoundClosed
from assessments.models import Participant, PracticeAnswers, Round
from assessments.models.practices import NotAPractice

from .. import people
from ..people import NOW, PRACTICES, Cast, participant
from .trail import lines_of

LATER = NOW + timedelta(minutes=5)


def answer(round: Round, who: str, **answers: Any) -> PracticeAnswers:
    instrument = round.instrument.definition()
    return practices.answer(by=participant(round, who), answers=answers, instrument=instrument, now=LATER)


def row(round: Round, who: str) -> dict[str, Any]:
    return PracticeAnswers.objects.values().get(participant=participant(round, who))


def test_an_answer_is_kept_with_its_scores(cast: Cast) -> None:
    before = row(cast.open, "Ada")
    left = lines_of(lambda: answer(cast.open, "Ada", J1=5, J2=6, D1="cant_say"))
    assert row(cast.open, "Ada") == before | {
        "answers": {"J1": 5, "J2": 6, "D1": "cant_say"},
        "scores": dict.fromkeys(PRACTICES) | {"development": pytest.approx(75.0)},
        "version": 1,
        "answered_at": LATER,
    }
    answer(cast.open, "Ada", J1=7)
    assert (row(cast.open, "Ada")["answers"]["J2"], row(cast.open, "Ada")["version"]) == (6, 2)
    assert left == []  # the audit is of who did what to whom, never of what was said


def test_saying_the_same_again_writes_nothing(cast: Cast) -> None:
    answer(cast.open, "Ada", V1=5)
    before = row(cast.open, "Ada")
    people.say_of_the_team(cast.open, "Ada", now=LATER + timedelta(hours=1))
    answer(cast.open, "Ada", V1=5)
    assert row(cast.open, "Ada") == before


def test_nobody_answers_before_they_have_read_who_sees_it(cast: Cast) -> None:
    before = row(cast.open, "Ben")
    with pytest.raises(PromiseNotRead):
        answer(cast.open, "Ben", V1=5)
    assert row(cast.open, "Ben") == before


def test_after_the_closing_nothing_is_stored(cast: Cast) -> None:
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    before = row(cast.open, "Ada")
    with pytest.raises(RoundClosed):
        answer(cast.open, "Ada", V1=5)
    assert row(cast.open, "Ada") == before


def test_what_is_not_asked_about_the_team_is_refused_whole(cast: Cast) -> None:
    before = row(cast.open, "Ada")
    with pytest.raises(NotAPractice):
        answer(cast.open, "Ada", V1=5, T1=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        answer(cast.open, "Ada", V2=1.5)
    assert row(cast.open, "Ada") == before


def test_somebody_elses_are_not_reached(cast: Cast) -> None:
    before = list(PracticeAnswers.objects.exclude(participant=participant(cast.open, "Ada")).values())
    answer(cast.open, "Ada", V1=5)
    assert list(PracticeAnswers.objects.exclude(participant=participant(cast.open, "Ada")).values()) == before
    assert Participant.objects.filter(practice_answers__answers__V1=5, round=cast.open).count() == 2
