"""How many SQL statements a page costs, all that reach the database: also BEGIN, COMMIT and the connection's check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
LIMITS = {"GET and POST rate": 12, "POST answer": 8, "GET spectrum": 10}
Visit = Callable[[int], object]  # with the point to answer
NOW = {"version": str(10**8)}  # nothing was said elsewhere since


@dataclass(frozen=True)
class Count:
    """`statements` are those asked for; `transaction` the BEGIN and COMMIT around them; `checks` whether a kept
    connection still lives, once a request on PostgreSQL."""

    statements: int
    transaction: int
    checks: int

    def __str__(self) -> str:
        checks = f" (checks of the connection: {self.checks})" if self.checks else ""
        return f"{self.statements}, {self.all} with BEGIN and COMMIT{checks}"

    @property
    def all(self) -> int:
        return self.statements + self.transaction


def run(effort: Effort) -> Iterator[Line]:
    few, many = _counts(3), _counts(effort.many_leaders)
    for page, limit in LIMITS.items():
        one, other = few[page], many[page]
        reached = one == other and one.all <= limit
        what, beside = f"statements: {page}, 3 leaders", f"{other} for {effort.many_leaders} leaders"
        yield Line(what, str(one), beside, other.all / one.all, f"≤ {limit}, and the same", reached)


def _counts(n: int) -> dict[str, Count]:
    home = teams.organisation(f"Statements {n}")
    people = teams.leaders(home, n)
    opened = teams.open_round(teams.cohort(home, "Open"), people)
    closed = teams.closed_rounds(teams.cohort(home, "Closed"), people)[0]
    rating = opened.ratings.select_related("rater__account")[1]
    leader = Browser(WSGIHandler(), session_of(rating.rater.account))
    visits: tuple[Visit, ...] = (_rates(leader, rating), _answers(leader, rating), _looks(closed))
    return dict(zip(LIMITS, map(_count, visits), strict=True))


def _rates(leader: Browser, rating: Rating) -> Visit:
    address = reverse("rate", args=[rating.public_id])
    return lambda point: (leader.get(address), leader.post(address, teams.whole_page(point) | NOW, 302))


def _answers(leader: Browser, rating: Rating) -> Visit:
    address = reverse("answer", args=[rating.public_id])
    return lambda point: leader.post(address, {"T1": str(point)} | NOW, 200)


def _looks(closed: Round) -> Visit:
    browser = Browser(WSGIHandler(), session_of(teams.facilitator(closed)))
    return lambda _: browser.get(reverse("spectrum", args=[closed.public_id]))


def _count(visit: Visit) -> Count:
    """The second visit counts, as in a process that has run a while (the first also reads the instrument). It says
    something else than the first: what was said already is not written again."""
    visit(1)
    checks = patch.object(connection, "is_usable", wraps=connection.is_usable)
    with CaptureQueriesContext(connection) as caught, checks as asked:
        visit(2)
    kinds = [query["sql"].split()[0].rstrip(";") for query in caught.captured_queries]
    around = sum(kind in TRANSACTION for kind in kinds)
    reach_it = connection.vendor == "postgresql"  # SQLite's check asks the database nothing
    return Count(len(kinds) - around, around, asked.call_count if reach_it else 0)
