"""What is said about the team is kept by the rules of a rating; the roster is as it was when the round opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.actions import participation, practices, rounds
from assessments.actions.participation import StillOpen
from assessments.actions.practices import Kept
from assessments.actions.ratings import PromiseNotRead, RoundClosed
from assessments.models import Participant, PracticeAnswers, Round
from assessments.models.practices import NotAPractice
from assessments.models.sheets import TAKEN_BACK

from .. import people
from ..people import NOW, PRACTICES, Cast, participant
from .trail import lines_of

LATER = NOW + timedelta(minutes=5)


def answer(round: Round, who: str, *, drawn_from: int | None = None, **answers: Any) -> Kept:
    """From a page that was drawn just now, or from an earlier version."""
    by, instrument = participant(round, who), round.instrument.definition()
    version = PracticeAnswers.objects.filter(participant=by).values_list("version", flat=True).first()
    return practices.answer(
        by=by,
        answers=answers,
        drawn_from=(version or 0) if drawn_from is None else drawn_from,
        instrument=instrument,
        now=LATER,
    )


def finish(cast: Cast) -> Participant:
    return participation.finish(by=participant(cast.open, "Ada"), with_gaps=False, now=LATER)


def row(round: Round, who: str) -> dict[str, Any]:
    return PracticeAnswers.objects.values().get(participant=participant(round, who))


def test_an_answer_is_kept_with_its_scores(cast: Cast) -> None:
    before = row(cast.open, "Ada")
    left = lines_of(lambda: answer(cast.open, "Ada", J1=5, J2=6, D1="cant_say"))
    assert row(cast.open, "Ada") == before | {
        "answers": {"J1": 5, "J2": 6, "D1": "cant_say"},
        "scores": dict.fromkeys(PRACTICES) | {"development": pytest.approx(75.0)},
        "version": 1,
        "changed": {"D1": 1, "J1": 1, "J2": 1},
        "answered_at": LATER,
    }
    answer(cast.open, "Ada", J1=7)
    assert (row(cast.open, "Ada")["answers"]["J2"], row(cast.open, "Ada")["version"]) == (6, 2)
    assert left == []  # the audit is of who did what to whom, never of what was said


def test_going_on_from_an_untouched_page_is_no_answer(cast: Cast) -> None:
    answer(cast.open, "Ada", V1=5)
    before = row(cast.open, "Ada")
    people.say_of_the_team(cast.open, "Ada", now=LATER + timedelta(hours=1))
    assert row(cast.open, "Ada") == before


def test_an_answer_is_taken_back(cast: Cast) -> None:
    answer(cast.open, "Ada", J1=5, J2=6)
    answer(cast.open, "Ada", J2=TAKEN_BACK)
    assert row(cast.open, "Ada")["answers"] == {"J1": 5}
    assert row(cast.open, "Ada")["scores"] == dict.fromkeys(PRACTICES)


def test_what_was_said_from_an_older_page_changes_nothing_and_is_told(cast: Cast) -> None:
    answer(cast.open, "Ada", V1=5, V2=5)
    behind = answer(cast.open, "Ada", drawn_from=0, V1=2, V3=4)
    assert behind.taken.behind == {"V1"}
    assert row(cast.open, "Ada")["answers"] == {"V1": 5, "V2": 5, "V3": 4}


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


def test_practices_left_open_must_be_said_when_finishing(cast: Cast) -> None:
    for about in ("Ben", "Cleo"):
        people.say(cast.open, "Ada", about, 5, 5)
    with pytest.raises(StillOpen):
        finish(cast)
    people.say_of_the_team(cast.open, "Ada", **dict.fromkeys(PRACTICES, 5))
    assert finish(cast).finished_at is not None


def test_an_instrument_without_practices_asks_for_none(cast: Cast) -> None:
    """As in rounds of imported ratings."""
    PracticeAnswers.objects.filter(participant__round=cast.open).delete()
    for about in ("Ben", "Cleo"):
        people.say(cast.open, "Ada", about, 5, 5)
    assert finish(cast).finished_at is not None
    with pytest.raises(PracticeAnswers.DoesNotExist):
        answer(cast.open, "Ada", V1=5)


def test_somebody_elses_are_not_reached(cast: Cast) -> None:
    before = list(PracticeAnswers.objects.exclude(participant=participant(cast.open, "Ada")).values())
    answer(cast.open, "Ada", V1=5)
    assert list(PracticeAnswers.objects.exclude(participant=participant(cast.open, "Ada")).values()) == before
    assert Participant.objects.filter(practice_answers__answers__V1=5, round=cast.open).count() == 2
