"""Two people at once, on real transactions. Each race is also run without its guard, and must then be lost.

On PostgreSQL the guards are row locks and constraints. SQLite has one writer: every transaction takes its place
at its beginning (`transaction_mode` IMMEDIATE in the settings), so two never meet in the middle. Without that,
the second is thrown out with an error instead of going wrong in silence, which is what its twins show.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet

from assessments.actions import participation, ratings, rosters, rounds
from assessments.actions.ratings import RoundClosed, Said
from assessments.models import Event, Instrument, Participant, Rating, Round
from assessments.models.cohorts import CohortQuerySet
from assessments.models.participants import ParticipantQuerySet
from assessments.models.ratings import RatingQuerySet
from assessments.models.rounds import RoundQuerySet

from .. import people
from ..people import NOW, Cast, rating
from .together import AT_ITS_END, Both, both, on_sqlite, unlocked, without

pytestmark = pytest.mark.django_db(transaction=True)

READS_RATING, READS_LEADERS = 'FROM "assessments_rating"', 'FROM "assessments_leader"'
READS_ROUND = 'FROM "assessments_round"'


NO_LOCK_ON_RATING = (RatingQuerySet, "locked", lambda rows: rows.select_related("rater"))


def answering(kept: Rating, **answers: Any) -> Callable[[], dict[str, Any]]:
    instrument = kept.round.instrument.definition()

    def answer() -> dict[str, Any]:
        said = Said(answers=answers)
        done = ratings.answer(
            by=kept.rater,
            rating=kept.public_id,
            said=said,
            drawn_from=kept.version,
            instrument=instrument,
            now=NOW,
        )
        return done.rating.answers

    return answer


# --- two tabs answer different questions about one colleague ---------------------------------------------------------


def two_tabs(cast: Cast) -> tuple[Both, dict[str, Any]]:
    people.promised(cast.open, "Ben")
    kept = rating(cast.open, "Ben", "Ada")
    met = both(
        answering(kept, T1=5),
        answering(kept, T2=6),
        first_stops_after=READS_RATING,
        second_stops_after=READS_RATING,
    )
    return met, Rating.objects.get(pk=kept.pk).answers


def test_what_two_tabs_say_at_once_is_kept(cast: Cast) -> None:
    met, kept = two_tabs(cast)
    assert (met.overtook, met.first, met.second) == (False, {"T1": 5}, {"T1": 5, "T2": 6})
    assert kept == {"T1": 5, "T2": 6}


def test_without_the_lock_one_tab_is_lost(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_RATING):
        met, kept = two_tabs(cast)
    assert met.overtook
    if on_sqlite:
        assert (type(met.second), kept) == (OperationalError, {"T1": 5})
    else:
        assert (met.first, met.second, kept) == ({"T1": 5}, {"T2": 6}, {"T2": 6})  # T1 was acknowledged


def test_the_same_answer_twice_is_one(cast: Cast) -> None:
    """A double click. There is no guard to take away: an answer is a value in its place, not a row more."""
    people.promised(cast.open, "Ben")
    kept = rating(cast.open, "Ben", "Ada")
    before = Rating.objects.count(), Event.objects.count()
    click = answering(kept, T1=5)
    met = both(click, click, first_stops_after=READS_RATING, second_stops_after=READS_RATING)
    assert (met.overtook, met.first, met.second) == (False, {"T1": 5}, {"T1": 5})
    assert Rating.objects.get(pk=kept.pk).answers == {"T1": 5}
    assert (Rating.objects.count(), Event.objects.count()) == before


# --- an answer, and the closing of its round -------------------------------------------------------------------------


def closing(cast: Cast, kept: Rating) -> Callable[[], dict[str, Any]]:
    def close() -> dict[str, Any]:
        """What was stored when the facilitator saw that the round is closed."""
        rounds.close(by=cast.fay, round=cast.open, now=NOW)
        return Rating.objects.get(pk=kept.pk).answers

    return close


def answer_then_close(cast: Cast) -> tuple[Both, dict[str, Any]]:
    kept = rating(cast.open, "Ada", "Cleo")
    met = both(
        answering(kept, T1=2),
        closing(cast, kept),
        first_stops_after=READS_RATING,
        second_stops_after=AT_ITS_END,
    )
    return met, Rating.objects.get(pk=kept.pk).answers


def close_then_answer(cast: Cast) -> tuple[Both, dict[str, Any]]:
    kept = rating(cast.open, "Ada", "Cleo")
    met = both(
        closing(cast, kept),
        answering(kept, T1=2),
        first_stops_after='UPDATE "assessments_round"',
        second_stops_after=READS_RATING,
    )
    return met, Rating.objects.get(pk=kept.pk).answers


SPOKEN = {"T1": 6, "T2": 6, "T3": 6, "T4": 6}  # what Ada has said of Cleo before


def no_word_to_the_roster(rows: ParticipantQuerySet, **changed: Any) -> int:
    return 0 if changed == {"may_answer": False} else QuerySet.update(rows, **changed)


NO_WORD_TO_THE_ROSTER = (ParticipantQuerySet, "update", no_word_to_the_roster)


def test_closing_waits_for_an_answer_under_way(cast: Cast) -> None:
    met, kept = answer_then_close(cast)
    answered = SPOKEN | {"T1": 2}
    assert (met.overtook, met.first, met.second, kept) == (False, answered, answered, answered)


def test_an_answer_waits_for_a_closing_under_way_and_is_refused(cast: Cast) -> None:
    met, kept = close_then_answer(cast)
    assert (met.overtook, type(met.second)) == (False, RoundClosed)
    assert (met.first, kept) == (SPOKEN, SPOKEN)


def test_without_its_lock_an_answer_is_stored_after_the_close(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_RATING):
        met, kept = answer_then_close(cast)
    assert (met.overtook, met.second) == (True, SPOKEN)
    if on_sqlite:
        assert (type(met.first), kept) == (OperationalError, SPOKEN)
    else:
        assert kept == SPOKEN | {"T1": 2}


def test_without_its_lock_an_answer_overtakes_a_closing(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_RATING):
        met, kept = close_then_answer(cast)
    assert (met.overtook, met.first) == (True, SPOKEN)
    if on_sqlite:
        assert (type(met.second), kept) == (OperationalError, SPOKEN)
    else:
        assert kept == SPOKEN | {"T1": 2}


@pytest.mark.parametrize("order", [answer_then_close, close_then_answer])
def test_without_word_to_the_roster_an_answer_is_stored_after_the_close(
    cast: Cast, monkeypatch: Any, order: Callable[[Cast], tuple[Both, dict[str, Any]]]
) -> None:
    with without(monkeypatch, *NO_WORD_TO_THE_ROSTER):
        _, kept = order(cast)
    assert Round.objects.get(pk=cast.open.pk).is_closed
    assert kept == SPOKEN | {"T1": 2}


# --- somebody who finishes, and the closing of their round ------------------------------------------------------------


def finish_then_close(cast: Cast) -> tuple[Both, bool]:
    """Whether they had finished by the time at which the facilitator saw that the round is closed."""
    ada = people.participant(cast.open, "Ada")

    def close() -> bool:
        rounds.close(by=cast.fay, round=cast.open, now=NOW)
        return Participant.objects.get(pk=ada.pk).finished_at is not None

    met = both(
        lambda: participation.finish(by=ada, with_gaps=True, now=NOW),
        close,
        first_stops_after='FROM "assessments_participant"',
        second_stops_after=AT_ITS_END,
    )
    return met, Participant.objects.get(pk=ada.pk).finished_at is not None


NO_LOCK_ON_PARTICIPANT = (ParticipantQuerySet, "select_for_update", lambda rows, **_: rows)


def test_closing_waits_for_who_is_finishing(cast: Cast) -> None:
    met, finished = finish_then_close(cast)
    assert (met.overtook, met.second, finished) == (False, True, True)


def test_without_the_lock_somebody_finishes_after_the_close(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_PARTICIPANT):
        met, finished = finish_then_close(cast)
    assert (met.overtook, met.second) == (True, False)
    if on_sqlite:
        assert (type(met.first), finished) == (OperationalError, False)
    else:
        assert finished


# --- a round that is closed twice -------------------------------------------------------------------------------------


NO_LOCK_ON_COHORT = (CohortQuerySet, "select_for_update", lambda rows, **_: rows)
NO_LOCK_ON_ROUND = (RoundQuerySet, "select_for_update", lambda rows, **_: rows)


def closed_twice(cast: Cast) -> tuple[Both, int]:
    def close() -> str:
        return rounds.close(by=cast.fay, round=cast.open, now=NOW).status

    met = both(
        close,
        close,
        first_stops_after='FROM "assessments_round"',
        second_stops_after='FROM "assessments_round"',
    )
    return met, Event.objects.filter(verb="closed", public_id=cast.open.public_id).count()


def test_a_round_closed_twice_at_once_is_closed_once(cast: Cast) -> None:
    met, lines = closed_twice(cast)
    assert (met.overtook, met.first, type(met.second), lines) == (False, "closed", rosters.RoundNotOpen, 1)


def test_without_the_locks_it_is_closed_twice(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK_ON_COHORT, NO_LOCK_ON_ROUND):
        met, lines = closed_twice(cast)
    assert met.overtook
    assert lines == (1 if on_sqlite else 2)


# --- a round that is opened twice ------------------------------------------------------------------------------------


def opening(cohort: Any, name: str) -> Callable[[], Round]:
    """Everything is read beforehand, as the page does."""
    instrument = Instrument.objects.get(organisation=cohort.organisation)

    def open_round() -> Round:
        return rounds.open_round(
            by=None,
            cohort=cohort,
            instrument=instrument,
            name=name,
            audience="team_only",
            now=NOW,
            chance=random.Random(7),
        )

    return open_round


def one_name_twice(cast: Cast) -> Both:
    return both(
        opening(cast.cohort, "Winter"),
        opening(cast.cohort, "Winter"),
        first_stops_after=READS_ROUND,
        second_stops_after=READS_ROUND,
    )


def test_a_round_opened_twice_at_once_is_one_round_and_one_error(cast: Cast) -> None:
    met = one_name_twice(cast)
    assert (met.overtook, met.first.name, type(met.second)) == (False, "Winter", rounds.NameTaken)
    winter = Round.objects.get(name="Winter")
    assert (winter.participants.count(), winter.ratings.count()) == (3, 6)


def test_without_the_lock_only_the_constraint_holds(cast: Cast, monkeypatch: Any) -> None:
    """One round, but an error that nobody has words for."""
    with unlocked(monkeypatch, NO_LOCK_ON_COHORT):
        met = one_name_twice(cast)
    assert (met.overtook, met.first.name) == (True, "Winter")
    assert type(met.second) is (OperationalError if on_sqlite else IntegrityError)
    assert Round.objects.filter(name="Winter").count() == 1


@pytest.mark.skipif(
    on_sqlite, reason="SQLite drops a constraint by rebuilding the table, without its triggers."
)
def test_without_the_constraint_too_there_are_two_rounds(cast: Cast, monkeypatch: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE assessments_round DROP CONSTRAINT one_round_per_name")
        try:
            with unlocked(monkeypatch, NO_LOCK_ON_COHORT):
                met = one_name_twice(cast)
            assert (met.overtook, Round.objects.filter(name="Winter").count()) == (True, 2)
        finally:
            Rating.objects.all().delete()
            Round.objects.all().delete()
            cursor.execute(
                "ALTER TABLE assessments_round ADD CONSTRAINT one_round_per_name UNIQUE (cohort_id, name)"
            )


def test_two_cohorts_open_their_first_rounds_at_once(cast: Cast) -> None:
    """They share the organisation's questionnaire, which the first round of all locks."""
    one = people.cohort(cast.farther, "One", "Dan A", "Eva B")
    other = people.cohort(cast.farther, "Other", "Finn C", "Gil D")
    met = both(
        opening(one, "Winter"),
        opening(other, "Winter"),
        first_stops_after=READS_LEADERS,
        second_stops_after=READS_LEADERS,
    )
    assert [str(met.first), str(met.second)] == ["Winter", "Winter"]
    assert Round.objects.filter(organisation=cast.farther).count() == 2
