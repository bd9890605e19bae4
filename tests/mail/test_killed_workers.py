"""Two workers, ten of them killed in the middle, and a mail server that takes, refuses, postpones, drops and dawdles:
nobody is mailed one thing twice, and whatever was not sent, or may not have been, stands on the list."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.actions import organisations, reminding
from assessments.mail import outbox
from assessments.models import Mail, Round
from assessments.results import mails as read

from .. import people
from .servers import Takes, serving

ROOT = Path(__file__).resolve().parent.parent.parent
LEADERS, WORKERS, KILLS = 60, 2, 10
AT_MOST = 60.0  # seconds, of waiting for anything
DAWDLES = 0.4  # seconds, in which somebody has the mail and nobody has said so
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# A worker as it is run, and one whose guard is taken away: claiming a mail that somebody has claimed already.
WORKER = (
    "from django.core.management import execute_from_command_line as run; run(['', 'db_worker', *{options}])"
)
OPTIONS = ["--interval", "0.02", "--no-startup-delay", "--verbosity", "0"]
UNGUARDED = (
    "import django; django.setup(); from assessments.models.mails import Mail, MailQuerySet; "
    "MailQuerySet.claim = lambda rows, pk, now: rows.select_related('text').get(pk=pk); "
)


class Moody(Takes):
    """Each mail meets another mood. What it has taken the text of, somebody has in their mailbox."""

    def __init__(self, chance: random.Random, moods: str) -> None:
        super().__init__()
        self.chance, self.moods = chance, moods

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.mood = self.chance.choice(self.moods.split())
        if self.mood in {"refuses", "postpones"}:
            return {"refuses": "550 Nobody of that name", "postpones": "451 Not now"}[self.mood]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mood = self.mood
        self.taken.append(envelope)
        if mood == "drops":
            server.transport.abort()
        if mood == "dawdles":
            await asyncio.sleep(DAWDLES)
        return "250 OK"


def a_large_round() -> Round:
    home = organisations.create(by=None, name="Harbour")
    board = people.cohort(home, "Board", *(f"Leader{number} Of The Board" for number in range(LEADERS)))
    people.facilitator(board, "Fay Andersen")
    autumn = people.open_round(board, "Autumn")
    people.posted()
    return autumn


def remind(round: Round) -> None:
    everybody = list(round.participants.all())
    reminding.remind(by=None, round=round, people=everybody, now=timezone.now())


@contextmanager
def workers(program: str) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts one at each call, and ends all that are left."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", program + WORKER.format(options=OPTIONS)]
        started.append(subprocess.Popen(command, cwd=ROOT, env=_environment(), stderr=subprocess.DEVNULL))
        return started[-1]

    try:
        yield start
    finally:
        for worker in started:
            worker.kill()
            worker.wait()


def _environment() -> dict[str, str]:
    from django.conf import settings

    known = connection.settings_dict
    postgres = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}/{known['NAME']}"
    url = postgres if connection.vendor == "postgresql" else f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql" and not known["HOST"]:
        url = f"postgres:///{known['NAME']}"
    mail = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return os.environ | {"DATABASE_URL": url, "EMAIL_URL": mail, "EMAIL_TIMEOUT": "2", "TASKS": "database"}


def killed_at_work(server: Takes, chance: random.Random, program: str = "") -> int:
    """Each kill comes just after a mail was taken; a new worker takes the place. Returns how many were killed."""
    killed = 0
    with workers(program) as start:
        at_work = [start() for _ in range(WORKERS)]
        for _ in range(KILLS):
            if not _until_one_more_is_taken(server):
                break
            time.sleep(chance.uniform(0, DAWDLES))
            place = chance.randrange(WORKERS)
            at_work[place].kill()
            at_work[place].wait()
            at_work[place], killed = start(), killed + 1
        until = time.monotonic() + AT_MOST
        while _jobs_are_left() and time.monotonic() < until:
            at_work = [
                one if one.poll() is None else start() for one in at_work
            ]  # one that gave up by itself
            time.sleep(0.1)
        time.sleep(DAWDLES + 1.0)  # what the last of them are at
    return killed


def _until_one_more_is_taken(server: Takes) -> bool:
    seen, until = len(server.taken), time.monotonic() + AT_MOST
    while len(server.taken) == seen and _jobs_are_left() and time.monotonic() < until:
        time.sleep(0.02)
    return len(server.taken) > seen


def _jobs_are_left() -> bool:
    return DBTaskResult.objects.filter(status="READY").exists()


def in_database(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def twice(server: Takes) -> dict[str, int]:
    return {to: times for to, times in Counter(server.to).items() if times > 1}


def test_nobody_is_mailed_twice_and_what_is_not_sent_is_listed(settings: Any) -> None:
    in_database(settings)
    chance = random.Random(20)
    round = a_large_round()
    with serving(Moody(chance, "takes takes refuses postpones drops dawdles dawdles"), settings) as server:
        remind(round)
        outbox.sweep(now=timezone.now() + timedelta(minutes=3))  # every job stands there twice
        killed = killed_at_work(server, chance)
        outbox.sweep(now=timezone.now() + timedelta(minutes=16))  # nobody who was killed comes back
        killed += killed_at_work(server, chance)
    mails = list(Mail.objects.filter(kind="reminder"))
    states = Counter(mail.state for mail in mails)
    print(f"\n{killed} kills: {dict(states)}, mailed twice: {len(twice(server))}")
    assert twice(server) == {}
    assert killed >= KILLS
    assert sum(states.values()) == LEADERS
    taken = set(server.to)
    assert {mail.to for mail in mails if mail.state == "sent"} <= taken
    assert taken <= {mail.to for mail in mails if mail.state in {"sent", "unknown", "claimed"}}
    listed = _listed(round)
    assert listed == {mail.to for mail in mails if mail.state != "sent"}
    assert states["unknown"] > 0


def _listed(round: Round) -> set[str]:
    page = read.page(round, "1", set(), timezone.now())
    pages = [
        read.page(round, str(number), set(), timezone.now()) for number in page.page.paginator.page_range
    ]
    return {
        line.to for one in pages for line in one.lines if line.state != "sent" and line.kind == "Reminder"
    }


def test_without_the_claim_somebody_is_mailed_twice(settings: Any) -> None:
    in_database(settings)
    chance = random.Random(22)
    round = a_large_round()
    with serving(Moody(chance, "dawdles"), settings) as server:
        remind(round)
        outbox.sweep(now=timezone.now() + timedelta(minutes=3))
        killed_at_work(server, chance, UNGUARDED)
    assert twice(server) != {}


def test_whoever_would_send_the_unknown_again_mails_somebody_twice(settings: Any) -> None:
    in_database(settings)
    chance = random.Random(23)
    round = a_large_round()
    with serving(Moody(chance, "dawdles"), settings) as server:
        remind(round)
        killed_at_work(server, chance)
        Mail.objects.filter(state="claimed").update(state="waiting", claimed_at=None)
        outbox.sweep(now=timezone.now() + timedelta(minutes=16))
        killed_at_work(server, chance)
    assert twice(server) != {}
