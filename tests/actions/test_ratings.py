"""An answer is kept whole with its scores, while the round is open and after the promise was read, or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.actions import ratings, rounds
from assessments.actions.ratings import Kept, Said
from assessments.models import Participant, Rating
from assessments.models.sheets import TAKEN_BACK

from .. import people
from ..people import NOW, Cast, participant, rating
from .trail import lines_of

LATER = NOW + timedelta(minutes=5)
OF_A_RATING = ("answers", "not_enough_contact", "need", "comment", "answered_at", "whole", "trust", "purpose")


def answer(
    cast: Cast, kept: Rating, by: Participant | None = None, drawn_from: int | None = None, **said: Any
) -> Kept:
    """From a page that was drawn just now, or from an earlier version."""
    return ratings.answer(
        by=by or kept.rater,
        rating=kept.public_id,
        said=Said(**said),
        drawn_from=Rating.objects.get(pk=kept.pk).version if drawn_from is None else drawn_from,
        instrument=kept.round.instrument.definition(),
        now=LATER,
    )


def row(kept: Rating) -> dict[str, Any]:
    return Rating.objects.values(*OF_A_RATING).get(pk=kept.pk)


def test_an_answer_is_kept_with_its_scores(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Cleo")  # trust said, nothing of purpose
    before = row(kept)
    left = lines_of(lambda: answer(cast, kept, answers={"P1": 5, "P2": 6, "P3": "cant_say"}))
    assert row(kept) == before | {
        "answers": {"T1": 6, "T2": 6, "T3": 6, "T4": 6, "P1": 5, "P2": 6, "P3": "cant_say"},
        "answered_at": LATER,
    }
    answer(cast, kept, answers={"P4": 4})
    assert (row(kept)["purpose"], row(kept)["whole"]) == (pytest.approx(100 * 4 / 6), True)
    assert left == []  # the audit is of who did what to whom, never of what was said


def test_only_what_arrived_changes(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    before = row(kept)
    assert before["need"] == 4
    answer(cast, kept, comment="Often.")
    assert row(kept) == before | {"comment": "Often.", "answered_at": LATER}
    answer(cast, kept, need=2)
    answer(cast, kept, comment="")
    assert row(kept) == before | {"need": 2, "answered_at": LATER}


def test_every_answer_can_be_taken_back(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    answer(cast, kept, answers={"T1": TAKEN_BACK, "P1": TAKEN_BACK, "P2": TAKEN_BACK}, need=TAKEN_BACK)
    now = row(kept)
    assert (now["answers"].keys(), now["need"]) == ({"T2", "T3", "T4", "P3", "P4"}, None)
    assert (now["whole"], now["trust"] is None, now["purpose"]) == (False, False, None)


# --- a write that is behind ------------------------------------------------------------------------------------------


def test_what_was_said_elsewhere_since_is_not_undone(cast: Cast) -> None:
    """One control that has changed since, one that has not: the one is left and named, the other is kept."""
    kept = rating(cast.open, "Ada", "Ben")
    seen = Rating.objects.get(pk=kept.pk).version
    answer(cast, kept, answers={"T1": 2})
    done = answer(cast, kept, drawn_from=seen, answers={"T1": 3, "T2": 1})
    assert (done.taken.behind, dict(done.taken.news)) == ({"T1"}, {"T2": 1})
    assert [row(kept)["answers"][key] for key in ("T1", "T2")] == [2, 1]
    before = Rating.objects.values().get(pk=kept.pk)
    done = answer(cast, kept, drawn_from=seen, comment="", answers={"T1": 7})
    assert done.taken.behind == {"T1"}
    assert Rating.objects.values("answers", "answered_at").get(pk=kept.pk) == {
        key: before[key] for key in ("answers", "answered_at")
    }


def test_what_the_network_held_back_comes_to_nothing(cast: Cast) -> None:
    """T1 was said to be 3, and that request hangs; then it was said, and acknowledged, to be open after all."""
    kept = rating(cast.open, "Ada", "Cleo")
    answer(cast, kept, answers={"P1": TAKEN_BACK})
    seen = Rating.objects.get(pk=kept.pk).version
    answer(cast, kept, drawn_from=seen, answers={"P1": TAKEN_BACK})
    late = answer(cast, kept, drawn_from=seen, answers={"P1": 3})
    assert (late.taken.behind, "P1" in row(kept)["answers"]) == ({"P1"}, False)


def test_the_same_request_again_is_one_answer(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    seen = Rating.objects.get(pk=kept.pk).version
    for _ in range(2):
        again = answer(cast, kept, drawn_from=seen, answers={"T1": 2}, comment="Often.")
    assert (again.taken.behind, again.taken.news) == (set(), {})
    assert (row(kept)["answers"]["T1"], row(kept)["comment"]) == (2, "Often.")


def test_not_enough_contact_and_back(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    before = row(kept)
    assert before["trust"] is not None
    answer(cast, kept, not_enough_contact=True)
    without = {"not_enough_contact": True, "trust": None, "purpose": None, "answered_at": LATER}
    assert row(kept) == before | without
    answer(cast, kept, not_enough_contact=False)
    assert row(kept) == before | {"answered_at": LATER}


def test_nobody_answers_for_somebody_else(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    before = row(kept)
    others = (
        participant(cast.open, "Ben"),
        participant(cast.closed, "Ada"),
        participant(cast.zoes_open, "Zoe"),
    )
    for other in others:
        with pytest.raises(Rating.DoesNotExist):
            answer(cast, kept, by=other, answers={"T1": 1})
    assert row(kept) == before


def test_nobody_answers_before_the_promise(cast: Cast) -> None:
    kept = rating(cast.open, "Ben", "Ada")
    before = row(kept)
    with pytest.raises(ratings.PromiseNotRead):
        answer(cast, kept, answers={"T1": 1})
    assert row(kept) == before
    people.promised(cast.open, "Ben")
    assert answer(cast, kept, answers={"T1": 1}).rating.answers == {"T1": 1}


def test_what_comes_after_the_close_is_refused_and_what_was_saved_stays(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    answer(cast, kept, answers={"T1": 7})
    rounds.close(by=cast.fay, round=cast.open, now=LATER)
    before = row(kept)
    assert before["answers"]["T1"] == 7
    with pytest.raises(ratings.RoundClosed):
        answer(cast, kept, answers={"T1": 1}, comment="Late.")
    assert row(kept) == before


def test_who_has_finished_can_still_change_an_answer(cast: Cast) -> None:
    kept = rating(cast.open, "Cleo", "Ada")
    answer(cast, kept, answers={"T1": 1})
    assert row(kept)["answers"]["T1"] == 1


def test_an_answer_off_the_scale_is_never_stored(cast: Cast) -> None:
    """Forms refuse it with a sentence; whatever gets past them ends here or at the database."""
    kept = rating(cast.open, "Ada", "Cleo")
    before = row(kept)
    for answers in ({"P1": 8}, {"P1": 0}, {"T1": 8}, {"T9": 4}, {"P1": "perhaps"}):
        with pytest.raises((IntegrityError, ValueError, TypeError)), transaction.atomic():
            answer(cast, kept, answers=answers)
    assert row(kept) == before


def test_the_same_answer_again_changes_nothing_and_is_of_the_first_time(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    before = row(kept)
    again = answer(cast, kept, answers={"T1": before["answers"]["T1"]}, need=4, comment="")
    assert (row(kept), again.rating.answered_at) == (before, before["answered_at"])
    answer(cast, kept, answers={"T1": 1})
    assert row(kept)["answered_at"] == LATER


def test_going_on_from_an_untouched_page_is_no_answer(cast: Cast) -> None:
    people.promised(cast.open, "Ben")
    kept = rating(cast.open, "Ben", "Ada")
    before = row(kept)
    assert answer(cast, kept).rating.answered_at is None
    assert (row(kept), before["answered_at"]) == (before, None)


def test_how_long_a_question_took_is_one_number(cast: Cast) -> None:
    """A page without a script tells none, and takes none back."""
    kept = rating(cast.open, "Ada", "Cleo")
    for told, seconds in ((4.5, 4.5), (None, 4.5), (6.0, 6.0)):
        answer(cast, kept, answers={"P1": 1 + int(seconds)}, seconds=told)
        answer(cast, kept, answers={"P1": 1}, seconds=told)
        assert Rating.objects.get(pk=kept.pk).seconds == seconds
