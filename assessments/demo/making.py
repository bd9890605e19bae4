"""The demo: an organisation whose people do not exist, made like a real one, with simulated ratings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ..actions import cohorts, organisations, roles, rounds
from ..measurement import simulation
from ..measurement.instrument import DEFAULT
from ..models import Cohort, Leader, Organisation, Role, Round, User
from .cast import (
    ADMIN,
    COHORTS,
    DOMAIN,
    EXECUTIVE,
    FACILITATOR,
    ORGANISATION,
    DemoCohort,
    DemoRound,
    address,
)
from .playing import Script, play, reveal

# Whose eyes one can look through, and by which address; each leader of the executive team too.
LEADERS = {address(name).removesuffix(DOMAIN): name for name in EXECUTIVE.leaders}
PARTS = {"facilitator": address(FACILITATOR), "admin": address(ADMIN)} | {
    part: address(name) for part, name in LEADERS.items()
}
SEED = 2  # the same people say the same on every computer; only the ids in addresses are new each time

LASTS = timedelta(days=13)  # a round, from opening to closing
STABILITY = 0.8  # how much of what is true between people is still true a round later
UNEVEN = (6.3, 2.8)  # what is true for the two of the uneven pair about each other, in points
OFTEN = 4  # how closely these two need to work
# People who have led together for years: more of what they say is about the two of them than among new colleagues,
# and more of it is returned. Where they start leaves room to move.
NORTHWIND = simulation.Population(
    mean=(4.7, 4.4),
    perceiver_sd=(0.42, 0.40),
    target_sd=(0.34, 0.34),
    relationship_sd=(0.95, 1.0),
    dyadic=(0.8, 0.8),
    between_scales=0.5,
)


class NotTheDemo(Exception):
    """The database holds something that the demo did not make; it is left alone."""


class AlreadyThere(Exception):
    """The demo was made before, and is as its visitors left it."""


def only_the_demo() -> bool:
    """Is the demo here, and nothing else? Two statements, asked before anybody is let in without a password."""
    kinds = set(Organisation.objects.order_by().values_list("simulated", flat=True).distinct())
    return kinds == {True} and not _strangers().exists()


@transaction.atomic
def make(*, by: User | None = None, now: datetime, chance: random.Random) -> Organisation:
    """Raises NotTheDemo and AlreadyThere."""
    if only_the_demo():
        raise AlreadyThere
    if Organisation.objects.exists() or User.objects.exists():
        raise NotTheDemo
    organisation = organisations.create(by=by, name=ORGANISATION, simulated=True)
    long_ago = now - timedelta(days=500)
    roles.make_admin(by=by, organisation=organisation, email=PARTS["admin"], name=ADMIN, now=long_ago)
    seeds = [
        chance.getrandbits(64) for _ in COHORTS
    ]  # so that a change in one cohort leaves the others alone
    for planned, seed in zip(COHORTS, seeds, strict=True):
        cohort, facilitator = _make_cohort(by, organisation, planned, long_ago)
        _run_rounds(facilitator, cohort, planned, now, chance, seed)
    return organisation


def _strangers() -> QuerySet[User]:
    """Users from elsewhere. Whom a visitor of the demo adds has a part in it, whatever their address."""
    leads = Exists(Leader.objects.filter(user=OuterRef("pk")))
    plays = Exists(Role.objects.filter(user=OuterRef("pk")))
    return User.objects.exclude(email__endswith=DOMAIN).exclude(leads | plays)


def _make_cohort(
    by: User | None, organisation: Organisation, planned: DemoCohort, now: datetime
) -> tuple[Cohort, User]:
    """The facilitator comes before the first round, and so is part of every promise."""
    cohort = cohorts.create(by=by, organisation=organisation, name=planned.name)
    role = roles.make_facilitator(by=by, cohort=cohort, email=PARTS["facilitator"], name=FACILITATOR, now=now)
    for name, title in planned.leaders.items():
        leader = cohorts.add_leader(
            by=by, organisation=organisation, name=name, title=title, email=address(name)
        )
        cohorts.join(by=by, cohort=cohort, leader=leader, now=now)
    return cohort, role.user


def _run_rounds(
    facilitator: User,
    cohort: Cohort,
    planned: DemoCohort,
    now: datetime,
    chance: random.Random,
    seed: int,
) -> None:
    rng = np.random.default_rng(seed)
    habits = _habits(len(planned.leaders), planned, np.random.default_rng([seed, 1]))
    truth = simulation.draw_teams(rng, len(planned.leaders), NORTHWIND)
    needs = simulation.draw_needs(rng, truth)
    for plan in planned.rounds:
        truth = simulation.next_round(rng, truth, STABILITY, plan.change)
        _make_uneven(truth, needs, planned)
        opened_at = now - timedelta(days=plan.days_ago)
        opened = rounds.open_round(
            by=facilitator,
            cohort=cohort,
            instrument=cohort.organisation.instruments.default(),
            name=plan.name,
            audience=plan.audience,
            now=opened_at,
            chance=chance,
        )
        answers = simulation.draw_answers(rng, truth, opened.instrument.points)
        play(Script(opened, plan, opened_at, answers, needs, next(habits)), chance)
        if plan.stages is None:
            _end(facilitator, opened, plan, opened_at + LASTS, now)


def _end(facilitator: User, opened: Round, plan: DemoRound, closed_at: datetime, now: datetime) -> None:
    """Closed, and released at the latest when its leaders were promised."""
    closed = rounds.close(by=facilitator, round=opened, now=closed_at)
    released_at = closed_at + rounds.RELEASED_AFTER
    if released_at < now:
        reveal(rounds.release(by=facilitator, round=closed, now=released_at), plan, released_at)


def _habits(n: int, planned: DemoCohort, rng: np.random.Generator) -> Iterator[simulation.Array]:
    """Round by round what the leaders answer about their practices, (n, items): levels move as is planned."""
    items = [len(practice.items) for practice in DEFAULT.practices]
    levels = np.array(planned.habits)
    views = simulation.draw_practice_views(rng, n, len(items))
    for plan in planned.rounds:
        levels, views = levels + plan.habits, simulation.next_practice_views(rng, views, STABILITY)
        yield np.hstack(simulation.answer_practices(rng, levels, views, items, DEFAULT.points))


def _make_uneven(truth: simulation.TrueTeams, needs: simulation.Array, planned: DemoCohort) -> None:
    if planned.uneven is None:
        return
    roster = sorted(planned.leaders)
    one, other = (roster.index(name) for name in planned.uneven)
    for (rater, about), points in zip(((one, other), (other, one)), UNEVEN, strict=True):
        truth.relationship[:, rater, about] += points - truth.scores()[:, rater, about]
        needs[rater, about] = OFTEN
