"""The cast of the tests, made by the same actions as real people.

Ada, Ben and Cleo lead, Fay facilitates their cohort, Olu administers their organisation. Zoe is elsewhere:
she leads a cohort and facilitates another in one other organisation, and administers a third (nobody does both
in one). Each cohort has a closed round with every rating given, and an open one. In ours Ada has rated Ben and
begun Cleo, Ben has read nothing yet, Cleo is done. Gathered once a worker, and each test has its own copy of it
(tests/standing.py).

    def test_page(cast, client):
        client.force_login(cast.fay)
        assert client.get(f"/facilitate/{cast.closed.public_id}/spectrum/").status_code == 200
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assessments.actions import (
    cohorts,
    organisations,
    participation,
    practices,
    ratings,
    roles,
    rounds,
    wordings,
)
from assessments.measurement.instrument import DEFAULT
from assessments.models import (
    Cohort,
    Leader,
    Mail,
    Organisation,
    Participant,
    PracticeAnswers,
    Rating,
    Round,
    User,
)
from assessments.models.rounds import PROMISE_VERSION

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=200)
BEFORE = NOW - timedelta(days=100)

# Of the team's practices, vision, communication, respect, decisions, development.
OF_THE_TEAM = {"Ada": (6, 5, 6, 3, 4), "Ben": (5, 5, 7, 2, 4), "Cleo": (6, 4, 6, 4, 5)}

# Texts that exist once: wherever one turns up, it came from that comment.
ADA_ABOUT_BEN = "Ada wrote: I hear of your plans last."
BEN_ABOUT_ADA = "Ben wrote: you answer before I finish."
ZOE_ABOUT_YAN = "Zoe wrote: our budgets never meet."

PRACTICES = [practice.key for practice in DEFAULT.practices]

# Trust and shared purpose, on 1..7, of the closed round: every view another number, so that a leak can be told.
SAID = {
    ("Ada", "Ben"): (6, 4),
    ("Ben", "Ada"): (5, 3),
    ("Ada", "Cleo"): (7, 7),
    ("Cleo", "Ada"): (7, 6),
    ("Ben", "Cleo"): (2, 1),
    ("Cleo", "Ben"): (3, 2),
}


@dataclass(frozen=True)
class Cast:
    organisation: Organisation
    cohort: Cohort
    ada: User
    ben: User
    cleo: User
    fay: User
    olu: User
    closed: Round
    open: Round
    zoe: User
    yan: User
    elsewhere: Organisation
    farther: Organisation
    zoes_cohort: Cohort
    zoes_closed: Round
    zoes_open: Round
    nobody: User
    """Has an account and plays no part."""


def gather() -> Cast:
    home = organisations.create(by=None, name="Harbour")
    olu = roles.make_admin(
        by=None, organisation=home, email="olu@harbour.example", name="Olu Balogun", now=LONG_AGO
    ).user
    wordings.reword(
        by=olu, organisation=home, kind="check_in", subject="{team}: how is it going?", opening="Dear {name}."
    )
    board = cohort(home, "Board", "Ada Okafor", "Ben Larsen", "Cleo Martin")
    fay = facilitator(board, "Fay Andersen")

    elsewhere = organisations.create(by=None, name="Elsewhere")
    farther = organisations.create(by=None, name="Farther away")
    crew = cohort(elsewhere, "Crew", "Yan Novak", "Zoe Quist")
    shore = cohort(elsewhere, "Shore", "Xia Wu", "Wim Smit")
    zoe = facilitator(shore, "Zoe Quist")
    open_round(shore, "Shore’s autumn")
    roles.make_admin(by=None, organisation=farther, email=zoe.email, now=LONG_AGO)

    gathered = Cast(
        organisation=home,
        cohort=board,
        ada=user("Ada Okafor"),
        ben=user("Ben Larsen"),
        cleo=user("Cleo Martin"),
        fay=fay,
        olu=olu,
        closed=_closed(board),
        open=_open(board),
        zoe=zoe,
        yan=user("Yan Novak"),
        elsewhere=elsewhere,
        farther=farther,
        zoes_cohort=crew,
        zoes_closed=_zoes_closed(crew),
        zoes_open=open_round(crew, "Zoe’s autumn"),
        nobody=User.objects.create_user(email="nobody@harbour.example", name="Nobody Inparticular"),
    )
    posted()
    return gathered


def cohort(organisation: Organisation, name: str, *leaders: str) -> Cohort:
    """A cohort of new leaders with accounts; addresses are as `address` makes them."""
    made = cohorts.create(by=None, organisation=organisation, name=name)
    for leader in leaders:
        added = cohorts.add_leader(
            by=None, organisation=organisation, name=leader, title="Director", email=address(leader)
        )
        cohorts.join(by=None, cohort=made, leader=added, now=LONG_AGO)
    return made


def facilitator(of: Cohort, name: str) -> User:
    """Given before any round was promised, so that they see its results."""
    return roles.make_facilitator(by=None, cohort=of, email=address(name), name=name, now=LONG_AGO).user


def open_round(of: Cohort, name: str, audience: str = "facilitator_only", now: datetime = NOW) -> Round:
    return rounds.open_round(
        by=None,
        cohort=of,
        instrument=of.organisation.instruments.default(),
        name=name,
        audience=audience,
        now=now,
        chance=random.Random(7),
    )


def say(
    round: Round,
    rater: str,
    about: str,
    trust: int | None = None,
    purpose: int | None = None,
    now: datetime = NOW,
    **said: object,
) -> Rating:
    """First names say who; each item of a scale gets the same point. `said` as in actions.ratings.Said."""
    instrument = round.instrument.definition()
    points = {item.key: trust for item in instrument.trust.items if trust}
    points |= {item.key: purpose for item in instrument.purpose.items if purpose}
    kept = rating(round, rater, about)
    return ratings.answer(
        by=kept.rater,
        rating=kept.public_id,
        said=ratings.Said(answers=points, **said),  # type: ignore[arg-type]
        drawn_from=kept.version,
        instrument=instrument,
        now=now,
    ).rating


def say_of_the_team(round: Round, who: str, *, now: datetime = NOW, **points: int | str) -> PracticeAnswers:
    """Of each practice by its key the same point for all its items: `vision=5`; what is not named stays open."""
    instrument = round.instrument.definition()
    answers = {
        item.key: points[practice.key]
        for practice in instrument.practices
        for item in practice.items
        if practice.key in points
    }
    by = participant(round, who)
    version = PracticeAnswers.objects.get(participant=by).version
    kept = practices.answer(by=by, answers=answers, drawn_from=version, instrument=instrument, now=now)
    return kept.practices


def promised(round: Round, first_name: str, now: datetime = NOW) -> Participant:
    """They have read who will see what, without which nobody answers."""
    reader = participant(round, first_name)
    return participation.read_promise(
        by=reader,
        version=f"{round.audience}/{PROMISE_VERSION}",
        named=[role.public_id for role in round.promised_facilitators()],
        now=now,
    )


def finished(round: Round, first_name: str, now: datetime = NOW) -> Participant:
    done = participant(round, first_name)
    return participation.finish(by=done, with_gaps=True, now=now)


def posted(now: datetime = NOW) -> None:
    """What has been asked for so far counts as sent, with its text still there."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING)
    waiting.update(state=Mail.State.SENT, claimed_at=now, sent_at=now)


def participant(round: Round, first_name: str) -> Participant:
    return round.participants.select_related("account").get(name__startswith=f"{first_name} ")


def rating(round: Round, rater: str, about: str) -> Rating:
    everybody = round.ratings.select_related("rater")
    return everybody.get(rater__name__startswith=f"{rater} ", about__name__startswith=f"{about} ")


def user(name: str) -> User:
    return User.objects.get(email=address(name))


def leader(name: str) -> Leader:
    return Leader.objects.get(email=address(name))


def address(name: str) -> str:
    return f"{name.split()[0].lower()}@harbour.example"


def _closed(board: Cohort) -> Round:
    spring = open_round(board, "Spring", now=BEFORE)
    for name in ("Ada", "Ben", "Cleo"):
        promised(spring, name, now=BEFORE)
    for (rater, about), (trust, purpose) in SAID.items():
        say(spring, rater, about, trust, purpose, now=BEFORE, need=4)
    say(spring, "Ada", "Ben", comment=ADA_ABOUT_BEN, now=BEFORE)
    say(spring, "Ben", "Ada", comment=BEN_ABOUT_ADA, now=BEFORE)
    for name, points in OF_THE_TEAM.items():
        say_of_the_team(spring, name, now=BEFORE, **dict(zip(PRACTICES, points, strict=True)))
    for name in ("Ada", "Ben", "Cleo"):
        finished(spring, name, now=BEFORE)
    return rounds.close(by=None, round=spring, now=BEFORE + timedelta(days=14))


def _open(board: Cohort) -> Round:
    autumn = open_round(board, "Autumn")
    promised(autumn, "Ada")
    say(autumn, "Ada", "Ben", 6, 5, need=4)
    say(autumn, "Ada", "Cleo", trust=6)
    promised(autumn, "Cleo")
    say(autumn, "Cleo", "Ada", 7, 6)
    say(autumn, "Cleo", "Ben", not_enough_contact=True)
    say_of_the_team(autumn, "Cleo", **dict.fromkeys(PRACTICES, 5))
    finished(autumn, "Cleo")
    return autumn


def _zoes_closed(crew: Cohort) -> Round:
    spring = open_round(crew, "Zoe’s spring", now=BEFORE)
    for rater, about in (("Zoe", "Yan"), ("Yan", "Zoe")):
        promised(spring, rater, now=BEFORE)
        say(spring, rater, about, 4, 3, now=BEFORE, need=2)
    say(spring, "Zoe", "Yan", comment=ZOE_ABOUT_YAN, now=BEFORE)
    return rounds.close(by=None, round=spring, now=BEFORE + timedelta(days=14))
