"""A participant reads the promise, and says that they have finished."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.actions import participation, ratings, rounds
from assessments.models import Event, Participant

from ..people import NOW, PRACTICES, Cast, participant, say, say_of_the_team
from .trail import lines_of

LATER = NOW + timedelta(minutes=5)


def read(who: Participant, version: str) -> Participant:
    named = [role.public_id for role in who.round.promised_facilitators()]
    return participation.read_promise(by=who, version=version, named=named, now=LATER)


def finish(who: Participant, with_gaps: bool) -> Participant:
    return participation.finish(by=who, with_gaps=with_gaps, now=LATER)


def test_the_version_that_was_shown_is_kept(cast: Cast) -> None:
    read(participant(cast.open, "Ben"), cast.open.promise_version)
    kept = participant(cast.open, "Ben")
    assert (kept.promise, kept.promised_at) == (cast.open.promise_version, LATER)


def test_a_later_reading_does_not_replace_the_first(cast: Cast) -> None:
    read(participant(cast.open, "Ada"), "open_to_pair/2")
    kept = participant(cast.open, "Ada")
    assert (kept.promise, kept.promised_at) == (cast.open.promise_version, NOW)


def test_finish(cast: Cast) -> None:
    say(cast.open, "Ada", "Cleo", purpose=5)
    say_of_the_team(cast.open, "Ada", **dict.fromkeys(PRACTICES, 5))
    left = lines_of(lambda: finish(participant(cast.open, "Ada"), with_gaps=False))
    assert left == [("finished", "participant", "", "Ada Okafor")]
    assert participant(cast.open, "Ada").finished_at == LATER


def test_finishing_with_gaps_must_be_said(cast: Cast) -> None:
    events = Event.objects.count()
    with pytest.raises(participation.StillOpen):
        finish(participant(cast.open, "Ada"), with_gaps=False)
    assert (participant(cast.open, "Ada").finished_at, Event.objects.count()) == (None, events)
    finish(participant(cast.open, "Ada"), with_gaps=True)
    assert participant(cast.open, "Ada").finished_at == LATER


def test_a_colleague_without_contact_is_no_gap(cast: Cast) -> None:
    say_of_the_team(cast.open, "Ada", **dict.fromkeys(PRACTICES, 5))
    say(cast.open, "Ada", "Cleo", not_enough_contact=True)
    assert finish(participant(cast.open, "Ada"), with_gaps=False).finished_at == LATER


@pytest.mark.parametrize("with_gaps", [True, False])
def test_nobody_finishes_a_closed_round(cast: Cast, with_gaps: bool) -> None:
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    with pytest.raises(ratings.RoundClosed):
        finish(participant(cast.open, "Ada"), with_gaps)
    assert participant(cast.open, "Ada").finished_at is None


def test_the_line_names_who_did_it_and_no_account(cast: Cast) -> None:
    """By a link there is none; and the account of a roster says nothing of who sat before it."""
    ada = finish(participant(cast.open, "Ada"), with_gaps=True)
    line = Event.objects.latest("pk")
    assert (line.by, line.participant, line.who) == (None, ada, ada)


def test_a_participant_needs_no_account(cast: Cast) -> None:
    cast.ada.delete()
    ada = participant(cast.open, "Ada")
    assert ada.account is None
    assert finish(ada, with_gaps=True).finished_at == LATER
