"""A round's roster: who is on it when it opens, who joins late, who leaves, and who is given more time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from ..models import Leader, Participant, PracticeAnswers, Rating, Round, User
from . import audit, hold, roles


class RoundNotOpen(Exception):
    """Only an open round is answered, changed or closed."""


class NotInTheTeam(Exception):
    """Who is not in the cohort, or is on the roster already, cannot join late."""


class HasWithdrawn(Exception):
    """Who has left the round is not asked again."""


class NoTimeLeft(Exception):
    """More time has to end in the future."""


def lay_out(*, round: Round, leaders: Sequence[Leader], chance: random.Random) -> list[Participant]:
    """Freezes the roster, and makes what is to be answered: by each leader about every other, in an order of
    their own, and about the team's practices, where the instrument asks about any."""
    called = _called(leaders, leaders)
    people = Participant.objects.bulk_create(
        _participant(round, leader, position, called[leader.pk])
        for position, leader in enumerate(leaders, start=1)
    )
    Rating.objects.bulk_create(
        (rating for rater in people for rating in _ratings_of(rater, people, chance)), batch_size=500
    )
    _ask_about_practices(round, people)
    return people


@transaction.atomic
def join_late(
    *, by: User | None, round: Round, leader: Leader, now: datetime, chance: random.Random
) -> Participant:
    """Raises RoundNotOpen, NotInTheTeam, BothSides. Rated and rating from now on: everybody has one colleague more
    at the end of their list, and who had finished is asked for that one."""
    locked = open_and_locked(round)
    there = list(locked.participants.select_related("leader"))
    if leader in {one.leader for one in there} or not Leader.objects.in_cohort(locked.cohort).contains(
        leader
    ):
        raise NotInTheTeam
    roles.may_lead(accounts=[leader.user_id], cohorts=[locked.cohort_id])
    called = _called([leader], [leader, *(one.leader for one in there)])
    position = max((one.position for one in there), default=0) + 1
    late = _participant(locked, leader, position, called[leader.pk])
    late.joined_late = True
    late.save()
    staying = [one for one in there if one.withdrawn_at is None]
    Rating.objects.bulk_create([*_ratings_of(late, staying, chance), *_ratings_about(late, staying)])
    _ask_about_practices(locked, [late])
    locked.participants.filter(withdrawn_at=None).update(finished_at=None)
    audit.record(organisation=locked.organisation, by=by, verb="joined late", about=late)
    return late


@transaction.atomic
def withdraw(*, by: User | None, participant: Participant, now: datetime) -> Participant:
    """Raises RoundNotOpen, HasWithdrawn. What they said and what was said about them is kept apart, not deleted."""
    open_and_locked(participant.round)
    # First the ratings and then their rater, as an answer locks them: the other way round the two would wait for ever.
    Rating.objects.filter(Q(rater=participant) | Q(about=participant)).update(apart=True)
    leaving = _locked(participant)
    leaving.may_answer, leaving.withdrawn_at = False, now
    leaving.save(update_fields=["may_answer", "withdrawn_at"])
    audit.record(organisation=leaving.organisation, by=by, verb="withdrew", about=leaving)
    return leaving


@transaction.atomic
def give_more_time(
    *, by: User | None, participant: Participant, until: datetime, now: datetime
) -> Participant:
    """Raises RoundNotOpen, HasWithdrawn, NoTimeLeft. The round stays open for this one after its closing time; once
    it has closed there are results, and nobody may change them."""
    open_and_locked(participant.round)
    if until <= now:
        raise NoTimeLeft
    given = _locked(participant)
    given.may_answer, given.more_time_until = True, until
    given.save(update_fields=["may_answer", "more_time_until"])
    audit.record(organisation=given.organisation, by=by, verb="gave more time", about=given)
    return given


def open_and_locked(round: Round) -> Round:
    """Whoever changes a roster waits for the closing of its round here, and it for them."""
    locked = hold.round(round.pk)
    if not locked.is_open:
        raise RoundNotOpen
    return locked


def _locked(participant: Participant) -> Participant:
    """Raises HasWithdrawn. An answer under way is waited for."""
    locked = Participant.objects.select_for_update(of=("self",), no_key=True).get(pk=participant.pk)
    if locked.withdrawn_at is not None:
        raise HasWithdrawn
    return locked


def _participant(round: Round, leader: Leader, position: int, called: str) -> Participant:
    return Participant(
        organisation_id=round.organisation_id,
        round=round,
        leader=leader,
        account_id=leader.user_id,
        position=position,
        name=leader.name,
        first_name=called,
        title=leader.title,
    )


def _called(leaders: Sequence[Leader], among: Sequence[Leader]) -> dict[int, str]:
    """What pages call each of `leaders`: the first name, or the whole one where another of `among` shares it."""
    firsts = [leader.name.split(" ")[0] for leader in among]
    return {
        leader.pk: first if firsts.count(first) == 1 else leader.name
        for leader in leaders
        for first in [leader.name.split(" ")[0]]
    }


def _ratings_of(rater: Participant, people: Sequence[Participant], chance: random.Random) -> list[Rating]:
    colleagues = [person for person in people if person is not rater]
    chance.shuffle(colleagues)
    return [_rating(rater, about, position) for position, about in enumerate(colleagues, start=1)]


def _ratings_about(late: Participant, raters: Sequence[Participant]) -> list[Rating]:
    """At the end of each rater's own order."""
    last = dict(
        Rating.objects.filter(rater__in=raters).values_list("rater").annotate(Max("position")).order_by()
    )
    return [_rating(rater, late, last.get(rater.pk, 0) + 1) for rater in raters]


def _ask_about_practices(round: Round, people: Sequence[Participant]) -> None:
    if round.instrument.definition().practices:
        PracticeAnswers.objects.bulk_create(
            PracticeAnswers(organisation_id=round.organisation_id, participant=person) for person in people
        )


def _rating(rater: Participant, about: Participant, position: int) -> Rating:
    return Rating(
        organisation_id=rater.organisation_id,
        round_id=rater.round_id,
        rater=rater,
        about=about,
        position=position,
    )
