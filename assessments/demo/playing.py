"""What the people of the demo do in a round: each reads the promise, answers in their own order, and finishes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from ..actions import participation, practices, ratings, reveals
from ..actions.ratings import Said
from ..models import Participant, Rating, Round
from ..models.ratings import CANT_SAY, Answer
from ..results import promised
from .cast import DemoRound

CANT_SAY_SHARE = 0.06  # of ratings have an item that the rater could not answer
BEGUN = 3  # answers about a colleague in the middle of whom somebody stopped
FIRST_DAYS = 5.0  # in which everybody who answers begins, also in a round that is still open
PER_COLLEAGUE = (45, 120)  # seconds
FOR_PRACTICES = 90


@dataclass(frozen=True, eq=False)
class Script:
    """answers (2, n, n, k) and needs (n, n), [rater, about] in roster order, and practices (n, items), as
    measurement.simulation draws them."""

    round: Round
    plan: DemoRound
    opened_at: datetime
    answers: NDArray[np.float64]
    needs: NDArray[np.float64]
    practices: NDArray[np.float64]


def play(script: Script, chance: random.Random) -> None:
    for person in script.round.participants.exclude(name__in=script.plan.silent):
        theirs = _as_far_as_they_are(person, script.plan)
        if theirs:
            _take_part(person, theirs, script, chance)


def reveal(released: Round, plan: DemoRound, now: datetime) -> None:
    """Who asks to see a pair, and who agrees to show it: what only one of two has asked stays with them."""
    people = {person.name: person for person in released.participants.all()}
    for does, two in ((reveals.ask, plan.asked), (reveals.show, plan.shown)):
        for one, other in two:
            does(by=people[one], colleague=people[other].public_id, now=now)


def _as_far_as_they_are(person: Participant, plan: DemoRound) -> list[Rating]:
    """In their own order; where the round is still open, up to the one they are at."""
    given = list(person.ratings_given.select_related("rater", "about"))
    if plan.stages is not None:
        given = given[: plan.stages.get(person.name, 0) + (person.name in plan.begun)]
    return [rating for rating in given if (person.name, rating.about.name) not in plan.unanswered]


def _take_part(person: Participant, theirs: list[Rating], script: Script, chance: random.Random) -> None:
    now = script.opened_at + timedelta(days=chance.uniform(0, FIRST_DAYS))
    participation.read_promise(
        by=person,
        version=script.round.promise_version,
        named=promised.facilitators(script.round).roles,
        now=now,
    )
    for rating in theirs:
        now += timedelta(seconds=chance.uniform(*PER_COLLEAGUE))
        stopped = person.name in script.plan.begun and rating is theirs[-1]
        said = _begun(rating, script) if stopped else _said(rating, script, chance)
        instrument = script.round.instrument.definition()
        ratings.answer(
            by=person,
            rating=rating.public_id,
            said=said,
            drawn_from=rating.version,
            instrument=instrument,
            now=now,
        )
    done = script.plan.stages is None or len(theirs) == script.round.participants.count() - 1
    if done:
        now += timedelta(seconds=FOR_PRACTICES)
        _say_how_the_team_works(person, script, now)
        participation.finish(by=person, with_gaps=True, now=now)


def _say_how_the_team_works(person: Participant, script: Script, now: datetime) -> None:
    instrument = script.round.instrument.definition()
    items = [item.key for practice in instrument.practices for item in practice.items]
    points = script.practices[person.position - 1].astype(int).tolist()
    answers: dict[str, Answer] = dict(zip(items, points, strict=True))
    answers |= dict.fromkeys(script.plan.cannot_judge.get(person.name, ()), CANT_SAY)
    practices.answer(by=person, answers=answers, drawn_from=0, instrument=instrument, now=now)


def _said(rating: Rating, script: Script, chance: random.Random) -> Said:
    two = (rating.rater.name, rating.about.name)
    if two in script.plan.strangers:
        return Said(not_enough_contact=True, need=1)
    answers = _answers(rating, script)
    if chance.random() < CANT_SAY_SHARE:
        answers[chance.choice(list(answers))] = CANT_SAY
    need = script.needs[rating.rater.position - 1, rating.about.position - 1]
    return Said(answers=answers, need=int(need), comment=script.plan.comments.get(two))


def _begun(rating: Rating, script: Script) -> Said:
    return Said(answers=dict(list(_answers(rating, script).items())[:BEGUN]))


def _answers(rating: Rating, script: Script) -> dict[str, Answer]:
    items = script.round.instrument.definition().pair_items
    points = script.answers[:, rating.rater.position - 1, rating.about.position - 1].ravel()
    return {item.key: int(point) for item, point in zip(items, points, strict=True)}
