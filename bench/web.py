"""One colleague rated, and one answer saved, under gunicorn: the product beside a bare Django that stores the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from assessments.models import Rating, Round

from . import bare, teams
from .effort import Effort
from .load import Client, Load, Visit, put_load
from .plain import COLLEAGUES
from .servers import Server, serving
from .table import Line
from .turns import take_turns
from .visits import session_of

LEADERS = COLLEAGUES + 1
DRAWN = json.dumps(dict.fromkeys(teams.ITEMS, "0"))  # so that all of it is news
NOW = {"version": str(10**8)}  # and nothing of it is behind
HALF, THIRD = 1 / 2, 1 / 3


@dataclass(frozen=True)
class Side:
    """Who is asked, as whom, for what. `visits` has one for each client, who all do the same at the same time."""

    server: Server
    sessions: list[str]
    visit: Callable[[int], Visit]

    def under_load(self, seconds: float) -> Load:
        visits = {session: self.visit(number) for number, session in enumerate(self.sessions)}
        return put_load(
            self.server, self.sessions, lambda client, turn: visits[client.session](client, turn), seconds
        )


def run(effort: Effort) -> Iterator[Line]:
    home = teams.organisation("Web")
    opened = teams.open_round(teams.cohort(home, "Four of twelve answer"), teams.leaders(home, LEADERS))
    ours = _sessions(opened)
    theirs = bare.sessions()
    with ExitStack() as running:
        product = running.enter_context(serving("partnership.wsgi", {}))
        form = running.enter_context(serving("bench.plain_site", bare.environment("form")))
        signed_in = running.enter_context(serving("bench.plain_site", bare.environment("signed-in")))
        rated = Side(product, ours, _rates(opened)), Side(form, theirs, lambda _: _fills_the_form)
        yield from _compare(effort, "colleague rated (GET and POST)", "a bare form", rated, HALF)
        saved = Side(product, ours, _answers(opened)), Side(signed_in, theirs, lambda _: _inserts)
        yield from _compare(effort, "answer saved (POST)", "a bare signed-in insert", saved, THIRD)
    _check_kept(opened)


def _compare(effort: Effort, what: str, name: str, sides: tuple[Side, Side], target: float) -> Iterator[Line]:
    loads: dict[str, list[Load]] = {"ours": [], "theirs": []}
    tasks = {key: _task(side, effort.seconds, loads[key]) for key, side in zip(loads, sides, strict=True)}
    for task in tasks.values():
        task()  # templates are read, connections opened
    turns = take_turns(effort.loads, tasks)
    ratio = turns.ratio("ours", "theirs")
    beside = f"{turns.median('theirs'):.0f}/s {name}"
    yield Line(what, f"{turns.median('ours'):.0f}/s", beside, ratio, f"≥ {target:.2f}", ratio >= target)
    yield _cost(what, loads["ours"], loads["theirs"])


def _task(side: Side, seconds: float, loads: list[Load]) -> Callable[[], float]:
    def task() -> float:
        loads.append(side.under_load(seconds))
        return loads[-1].per_second

    return task


def _cost(what: str, ours: list[Load], theirs: list[Load]) -> Line:
    """Explains the rates: clients and servers share the cores. The first load only warmed the servers up."""
    cpu = [median(load.server_cpu for load in loads[1:]) for loads in (ours, theirs)]
    client = max(load.client_cpu for load in [*ours, *theirs])
    beside = f"{1000 * cpu[1]:.2f} ms; the clients took up to {client:.0%} of one core"
    return Line("— CPU of the server for it", f"{1000 * cpu[0]:.2f} ms", beside, cpu[0] / cpu[1])


def _sessions(opened: Round) -> list[str]:
    people = opened.participants.select_related("account")[: bare.CLIENTS]
    return [session_of(person.account) for person in people]


def _addresses(opened: Round, client: int) -> list[str]:
    rater = opened.participants.all()[client]
    return [f"/rate/{rating.public_id}/" for rating in rater.ratings_given.all()]


def _rates(opened: Round) -> Callable[[int], Visit]:
    """One colleague after the other, and then again with other answers, so that every visit changes a row.

    The product's page also sends what it held when it was drawn; only what differs from that is said.
    """
    addresses = [_addresses(opened, client) for client in range(bare.CLIENTS)]

    def of_client(number: int) -> Visit:
        mine = addresses[number]

        def visit(client: Client, turn: int) -> None:
            address = mine[turn % len(mine)]
            client.get(address)
            client.post(address, _page(turn) | NOW | {"drawn": DRAWN}, 302)

        return visit

    return of_client


def _fills_the_form(client: Client, turn: int) -> None:
    address = f"/rate/{turn % COLLEAGUES + 1}/"
    client.get(address)
    client.post(address, _page(turn), 302)


def _page(turn: int) -> dict[str, str]:
    return teams.whole_page(1 + turn % 7)


def _answers(opened: Round) -> Callable[[int], Visit]:
    addresses = [_addresses(opened, client) for client in range(bare.CLIENTS)]

    def of_client(number: int) -> Visit:
        mine = addresses[number]

        def visit(client: Client, turn: int) -> None:
            client.post(f"{mine[turn // 8 % len(mine)]}answer/", _one(turn) | NOW, 200)

        return visit

    return of_client


def _inserts(client: Client, turn: int) -> None:
    client.post("/insert/", _one(turn), 200)


def _one(turn: int) -> dict[str, str]:
    return {teams.ITEMS[turn % 8]: str(1 + turn // 8 % 7)}


def _check_kept(opened: Round) -> None:
    """A rate of nothing would be no rate: what was acknowledged is there, eight answers and two scores."""
    kept = Rating.objects.filter(round=opened, answered_at__isnull=False)
    if not kept or any(len(r.answers) != 8 or r.trust is None or r.comment == "" for r in kept if r.whole):
        raise AssertionError("The benchmark's answers were not kept.")
