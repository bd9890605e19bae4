"""Teams to measure with: simulated leaders whose rounds are laid down many rows at a time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

import numpy as np

from assessments.actions import instruments, organisations, participation, roles, rosters
from assessments.measurement import simulation
from assessments.measurement.instrument import DEFAULT
from assessments.models import Cohort, Leader, Organisation, Participant, Rating, Round, User

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=100)
PROMISE = "facilitator_only/1"
FIRST_NAMES = ("Ada", "Ben", "Cleo", "Dev", "Elif", "Finn", "Grace", "Hana", "Ines", "Jonas")
ITEMS = tuple(item.key for item in DEFAULT.pair_items)
LAST_NAMES = (
    "Okafor",
    "Lindqvist",
    "Martin",
    "Raman",
    "Aydın",
    "Gallagher",
    "Moyo",
    "Levi",
    "Duarte",
    "Weber",
)


def whole_page(point: int) -> dict[str, str]:
    """What a leader sends from the rating page, each item with one point of the scale."""
    others = {"need": "4", "comment": "We agree on the goal.", "go": "next"}
    return dict.fromkeys(ITEMS, str(point)) | others


def organisation(name: str) -> Organisation:
    made = organisations.create(by=None, name=name, simulated=True)
    instruments.lock(instrument=made.instruments.default(), now=LONG_AGO)
    return made


def leaders(of: Organisation, n: int) -> list[Leader]:
    """With accounts, and without passwords: a hash each would take longer than all else."""
    names = [f"{FIRST_NAMES[i % 10]} {LAST_NAMES[i // 10 % 10]}" for i in range(n)]
    users = User.objects.bulk_create(
        User(email=f"leader{i}@{of.public_id}.example", name=name, password="!")
        for i, name in enumerate(names)
    )
    return Leader.objects.bulk_create(
        Leader(organisation=of, name=user.name, title="Director", email=user.email, user=user)
        for user in users
    )


def cohort(of: Organisation, name: str) -> Cohort:
    made = Cohort.objects.create(organisation=of, name=name)
    facilitator = f"facilitator@{of.public_id}.example"
    roles.make_facilitator(by=None, cohort=made, email=facilitator, name="Fay Andersen", now=LONG_AGO)
    return made


def facilitator(of: Round) -> User:
    return User.objects.get(roles__cohort=of.cohort_id)


def open_round(of: Cohort, people: list[Leader]) -> Round:
    """Everybody has read the promise and nobody has answered."""
    opened = _round(of, status=Round.Status.OPEN, opened_at=NOW)
    rosters.lay_out(round=opened, leaders=people, chance=random.Random(7))
    participation.promise_to_all(round=opened, version=PROMISE, now=NOW)
    return opened


def closed_rounds(of: Cohort, people: list[Leader], count: int = 1, answered: bool = True) -> list[Round]:
    """Each with every rating given; with `answered` off, as a table of answers elsewhere would leave it."""
    made = [_closed(of, number) for number in range(count)]
    Round.objects.bulk_create(made)
    _fill(made, people, answered)
    return made


def _round(of: Cohort, **more: object) -> Round:
    return Round.objects.create(**_facts(of), **more)


def _closed(of: Cohort, number: int) -> Round:
    times = {"opened_at": NOW, "closed_at": NOW + timedelta(days=14)}
    return Round(**_facts(of) | {"name": f"Round {number}"}, status=Round.Status.CLOSED, **times)


def _facts(of: Cohort) -> dict[str, object]:
    instrument = of.organisation.instruments.default()
    return {"organisation": of.organisation, "cohort": of, "instrument": instrument, "name": "Autumn"}


def _fill(made: list[Round], people: list[Leader], answered: bool) -> None:
    rng, n = np.random.default_rng(len(made)), len(people)
    truth = simulation.draw_teams(rng, n, teams=(len(made),))
    answers, needs = simulation.draw_answers(rng, truth), simulation.draw_needs(rng, truth)
    roster = Participant.objects.bulk_create(
        (_participant(one, leader, i) for one in made for i, leader in enumerate(people, start=1)),
        batch_size=2000,
    )
    for one in made:
        participation.promise_to_all(round=one, version=PROMISE, now=NOW)
    ratings = (
        _rating(
            roster[t * n + i], roster[t * n + j], answers[t, :, i, j] if answered else None, needs[t, i, j]
        )
        for t in range(len(made))
        for i, j in permutations(range(n), 2)
    )
    Rating.objects.bulk_create(ratings, batch_size=2000)


def _participant(of: Round, leader: Leader, position: int) -> Participant:
    return Participant(
        organisation_id=of.organisation_id,
        round=of,
        leader=leader,
        account_id=leader.user_id,
        position=position,
        name=leader.name,
        first_name=leader.name.split()[0],
        title=leader.title,
        finished_at=NOW,
    )


def _rating(rater: Participant, about: Participant, answers: np.ndarray | None, need: float) -> Rating:
    rating = Rating(
        organisation_id=rater.organisation_id,
        round_id=rater.round_id,
        rater=rater,
        about=about,
        position=about.position,
        need=int(need),
        answered_at=NOW,
    )
    if answers is not None:
        points = answers.ravel().astype(int).tolist()
        rating.say(dict(zip(ITEMS, points, strict=True)), DEFAULT)
    return rating
