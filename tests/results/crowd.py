"""Teams of any size, for tests that count people, pairs or statements; and rounds as their facilitator reads them."""

from __future__ import annotations

from typing import Any

from assessments.actions import participation, rounds
from assessments.measurement.instrument import DEFAULT
from assessments.models import PracticeAnswers, Rating, Round, User

from .. import people
from ..people import NOW, Cast

EVERYTHING = dict.fromkeys(("T1", "T2", "T3", "T4", "P1", "P2", "P3", "P4"), 5)
PRACTICES = [practice.key for practice in DEFAULT.practices]
PRACTISED = {item.key: 5 for practice in DEFAULT.practices for item in practice.items}
FIVES = {"trust": 100 * 4 / 6, "purpose": 100 * 4 / 6}


def crowd(
    cast: Cast, size: int, audience: str = "facilitator_only", close: bool = True, first: str = "Dan"
) -> Round:
    """Dan0 to Dan<n>, whom Fay facilitates; everybody has said 5 to everything."""
    names = [f"{first}{place} Number" for place in range(size)]
    team = people.cohort(cast.organisation, f"Team of {first}", *names)
    people.facilitator(team, cast.fay.name)
    opened = people.open_round(team, "Winter", audience=audience)
    participation.promise_to_all(round=opened, version=f"{audience}/1", now=NOW)
    opened.ratings.update(answers=EVERYTHING, answered_at=NOW, whole=True, need=3, **FIVES)
    PracticeAnswers.objects.filter(participant__round=opened).update(
        answers=PRACTISED,
        scores=dict.fromkeys(PRACTICES, 100 * 4 / 6),
        whole=True,
        version=1,
        answered_at=NOW,
    )
    return rounds.close(by=cast.fay, round=opened, now=NOW) if close else opened


def as_read(round: Round, reader: User) -> Round:
    """As the pages of results fetch it."""
    theirs = Round.objects.facilitated_by(reader).with_promise_to(reader)
    return theirs.read_whole().get(pk=round.pk)


def lies(round: Round, rater: str, about: str, **columns: Any) -> None:
    """Puts scores where they lie, for numbers that no single answer gives."""
    kept = people.rating(round, rater, about)
    assert Rating.objects.filter(pk=kept.pk).update(answered_at=NOW, **columns) == 1


def is_silent(round: Round, rater: str, about: str) -> None:
    lies(round, rater, about, answers={}, trust=None, purpose=None, need=None, comment="", whole=False)
    Rating.objects.filter(pk=people.rating(round, rater, about).pk).update(answered_at=None)
