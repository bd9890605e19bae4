"""How many SQL statements a page costs, all that reach the database: also BEGIN, COMMIT and the connection's check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Rating, Round

from . import teams
from .effort import Effort
from .table import Line
from .visits import Browser, session_of

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
MOST_RATE, MOST_ANSWER, MOST_SPECTRUM = 12, 8, 10


@dataclass(frozen=True)
class Count:
    statements: int
    with_transaction: int

    def __str__(self) -> str:
        return f"{self.statements}, {self.with_transaction} with BEGIN and COMMIT"


def run(effort: Effort) -> Iterator[Line]:
    few, many = (_counts(n) for n in (3, effort.many_leaders))
    for page, limit in (
        ("GET and POST rate", MOST_RATE),
        ("POST answer", MOST_ANSWER),
        ("GET spectrum", MOST_SPECTRUM),
    ):
        one, other = few[page], many[page]
        beside = f"{other} for {effort.many_leaders} leaders"
        reached = one == other and one.with_transaction <= limit
        ratio = other.with_transaction / one.with_transaction
        yield Line(
            f"statements: {page}, 3 leaders", str(one), beside, ratio, f"≤ {limit}, and the same", reached
        )


def _counts(n: int) -> dict[str, Count]:
    home = teams.organisation(f"Statements {n}")
    people = teams.leaders(home, n)
    rating = teams.open_round(teams.cohort(home, "Open"), people).ratings.select_related(
        "rater__leader__user"
    )[1]
    closed = teams.closed_rounds(teams.cohort(home, "Closed"), people)[0]
    return {
        "GET and POST rate": _rated(rating),
        "POST answer": _answered(rating),
        "GET spectrum": _looked(closed),
    }


def _rated(rating: Rating) -> Count:
    browser = Browser(WSGIHandler(), session_of(rating.rater.leader.user))
    address = reverse("rate", args=[rating.public_id])
    return _count(lambda: (browser.get(address), browser.post(address, teams.WHOLE_PAGE, 302)))


def _answered(rating: Rating) -> Count:
    browser = Browser(WSGIHandler(), session_of(rating.rater.leader.user))
    address = reverse("answer", args=[rating.public_id])
    return _count(lambda: browser.post(address, {"T1": "5"}, 200))


def _looked(closed: Round) -> Count:
    browser = Browser(WSGIHandler(), session_of(teams.facilitator(closed)))
    return _count(lambda: browser.get(reverse("spectrum", args=[closed.public_id])))


def _count(visit) -> Count:  # type: ignore[no-untyped-def]
    """The second visit counts, as for a process that has run a while: the first also reads the instrument."""
    visit()
    with CaptureQueriesContext(connection) as caught, _checks() as checks:
        visit()
    kinds = [query["sql"].split()[0].rstrip(";") for query in caught.captured_queries]
    plain = [kind for kind in kinds if kind not in TRANSACTION]
    checked = (
        checks.call_count if connection.vendor == "postgresql" else 0
    )  # SQLite's asks the database nothing
    return Count(len(plain) + checked, len(kinds) + checked)


def _checks():  # type: ignore[no-untyped-def]
    """A kept connection is asked whether it still lives, past Django's own log of statements."""
    return patch.object(connection, "is_usable", wraps=connection.is_usable)
