"""Two tabs, or an answer and the closing, at the row on the team's practices; each also without its guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError

from assessments.actions import practices, rounds
from assessments.actions.ratings import RoundClosed
from assessments.models import PracticeAnswers
from assessments.models.practices import PracticeAnswersQuerySet

from .. import people
from ..people import NOW, Cast, participant
from .together import AT_ITS_END, Both, both, on_sqlite, unlocked

pytestmark = pytest.mark.django_db(transaction=True)

READS = 'FROM "assessments_practiceanswers"'
NO_LOCK = (PracticeAnswersQuerySet, "locked", lambda rows: rows.select_related("participant"))


def answering(cast: Cast, **answers: Any) -> Callable[[], dict[str, Any]]:
    instrument, ada = cast.open.instrument.definition(), participant(cast.open, "Ada")

    def answer() -> dict[str, Any]:
        done = practices.answer(by=ada, answers=answers, drawn_from=0, instrument=instrument, now=NOW)
        return done.practices.answers

    return answer


def kept(cast: Cast) -> dict[str, Any]:
    return PracticeAnswers.objects.get(participant=participant(cast.open, "Ada")).answers


def two_tabs(cast: Cast) -> tuple[Both, dict[str, Any]]:
    first, second = answering(cast, V1=5), answering(cast, V2=6)
    met = both(first, second, first_stops_after=READS, second_stops_after=READS)
    return met, kept(cast)


def test_what_two_tabs_say_at_once_is_kept(cast: Cast) -> None:
    met, there = two_tabs(cast)
    assert (met.overtook, met.first, met.second) == (False, {"V1": 5}, {"V1": 5, "V2": 6})
    assert there == {"V1": 5, "V2": 6}


def test_without_the_lock_one_tab_is_lost(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK):
        met, there = two_tabs(cast)
    assert met.overtook
    if on_sqlite:
        assert (type(met.second), there) == (OperationalError, {"V1": 5})
    else:
        assert (met.first, met.second, there) == ({"V1": 5}, {"V2": 6}, {"V2": 6})


def closing(cast: Cast) -> Callable[[], dict[str, Any]]:
    def close() -> dict[str, Any]:
        """What was stored when the facilitator saw that the round is closed."""
        rounds.close(by=cast.fay, round=cast.open, now=NOW)
        return kept(cast)

    return close


def answer_then_close(cast: Cast) -> tuple[Both, dict[str, Any]]:
    answer, close = answering(cast, V1=2), closing(cast)
    return both(answer, close, first_stops_after=READS, second_stops_after=AT_ITS_END), kept(cast)


def test_the_closing_waits_for_an_answer_under_way(cast: Cast) -> None:
    met, there = answer_then_close(cast)
    assert (met.overtook, met.first, met.second, there) == (False, {"V1": 2}, {"V1": 2}, {"V1": 2})


def test_without_the_lock_an_answer_comes_after_the_closing(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK):
        met, there = answer_then_close(cast)
    assert met.overtook
    if on_sqlite:
        assert (type(met.first), there) == (OperationalError, {})
    else:
        assert (met.second, there) == ({}, {"V1": 2})  # acknowledged, and not there when the results began


def test_an_answer_that_waited_for_the_closing_is_refused(cast: Cast) -> None:
    people.promised(cast.open, "Ben")
    met = both(
        closing(cast),
        answering(cast, V1=2),
        first_stops_after='UPDATE "assessments_round"',
        second_stops_after=READS,
    )
    assert (met.overtook, met.first, type(met.second), kept(cast)) == (False, {}, RoundClosed, {})
