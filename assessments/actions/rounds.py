"""Opening a round (the roster and the audience are fixed) and closing it (results exist from then on)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ..models import Cohort, Instrument, Leader, Participant, PracticeAnswers, Rating, Round, User
from . import audit, instruments

FEWEST_LEADERS = 2  # a pair


class TooFewLeaders(Exception):
    """A round needs two leaders: there is no pair with one."""


class NameTaken(Exception):
    """The cohort has a round of this name by now."""


class OnBothSides(Exception):
    """A facilitator of the cohort stands on its roster: they would read what their colleagues say of them."""


class RoundNotOpen(Exception):
    """Only an open round can be closed."""


@transaction.atomic
def open_round(
    *,
    by: User | None,
    cohort: Cohort,
    instrument: Instrument,
    name: str,
    audience: str,
    now: datetime,
    chance: random.Random,
) -> Round:
    """Raises TooFewLeaders, NameTaken, OnBothSides. The roster is fixed from here on; the audience can only narrow."""
    Cohort.objects.select_for_update(no_key=True).get(
        pk=cohort.pk
    )  # a second click waits here, and finds the name taken
    if cohort.rounds.filter(name=name).exists():
        raise NameTaken
    leaders = list(Leader.objects.in_cohort(cohort))
    if len(leaders) < FEWEST_LEADERS:
        raise TooFewLeaders
    if cohort.roles.filter(user__in=[leader.user_id for leader in leaders if leader.user_id]).exists():
        raise OnBothSides
    instruments.lock(instrument=instrument, now=now)
    opened = Round.objects.create(
        organisation=cohort.organisation,
        cohort=cohort,
        instrument=instrument,
        name=name,
        audience=audience,
        status=Round.Status.OPEN,
        opened_at=now,
    )
    lay_out(round=opened, leaders=leaders, chance=chance)
    audit.record(
        organisation=opened.organisation, by=by, verb="opened", about=opened, detail=f"audience {audience}"
    )
    return opened


def lay_out(*, round: Round, leaders: Sequence[Leader], chance: random.Random) -> None:
    """Freezes the roster, and makes what is to be answered: by each leader about every other, in an order of
    their own, and about the team's practices, where the instrument asks about any."""
    called = _first_names(leaders)
    people = Participant.objects.bulk_create(
        Participant(
            organisation_id=round.organisation_id,
            round=round,
            leader=leader,
            account_id=leader.user_id,
            position=position,
            name=leader.name,
            first_name=called[leader.pk],
            title=leader.title,
        )
        for position, leader in enumerate(leaders, start=1)
    )
    Rating.objects.bulk_create(
        (rating for rater in people for rating in _ratings_of(rater, people, chance)), batch_size=500
    )
    if round.instrument.definition().practices:
        PracticeAnswers.objects.bulk_create(
            PracticeAnswers(organisation_id=round.organisation_id, participant=person) for person in people
        )


def _first_names(leaders: Sequence[Leader]) -> dict[int, str]:
    """What pages call each: the first name, or the whole one where two share it."""
    firsts = [leader.name.split(" ")[0] for leader in leaders]
    return {
        leader.pk: first if firsts.count(first) == 1 else leader.name
        for leader, first in zip(leaders, firsts, strict=True)
    }


def _ratings_of(rater: Participant, people: Sequence[Participant], chance: random.Random) -> list[Rating]:
    colleagues = [person for person in people if person is not rater]
    chance.shuffle(colleagues)
    return [
        Rating(
            organisation_id=rater.organisation_id,
            round_id=rater.round_id,
            rater=rater,
            about=about,
            position=position,
        )
        for position, about in enumerate(colleagues, start=1)
    ]


@transaction.atomic
def close(*, by: User | None, round: Round, now: datetime) -> Round:
    """Raises RoundNotOpen. Writing to every participant waits for the answers under way and refuses the ones after."""
    locked = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    if not locked.is_open:
        raise RoundNotOpen
    locked.participants.update(may_answer=False)
    locked.status = Round.Status.CLOSED
    locked.closed_at = now
    locked.save(update_fields=["status", "closed_at"])
    audit.record(organisation=locked.organisation, by=by, verb="closed", about=locked)
    return locked
