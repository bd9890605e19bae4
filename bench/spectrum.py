"""The spectrum page: CPU of its own work beside a bare signed-in page and a plain Plotly figure, and what it sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse

from assessments.models import Round
from assessments.views.facilitator import results

from . import bare, plain_figure, teams
from .effort import Effort
from .table import Line, kb, ms
from .turns import Turns, cpu, take_turns
from .visits import Browser, session_of

FEW = 12
MOST_CPU = {"few": 0.015, "many": 0.150}  # seconds
MOST_BYTES = {"few": 60_000, "many": 130_000}
MOST_FIGURE_BYTES = 60_000
ASSET = re.compile(r"""\s(?:href|src)="(/static/[^"]+)\"""")
STATIC_IMPORT = re.compile(r"""^import .* from "\.(/[^"]+)";""", re.M)


def run(effort: Effort) -> Iterator[Line]:
    rounds = {"few": _closed(FEW), "many": _closed(effort.many_leaders)}
    turns = _measure(effort, rounds)
    for size, closed in rounds.items():
        yield from _cpu_lines(turns, size, closed)
    for size, closed in rounds.items():
        yield _bytes(closed, MOST_BYTES[size])
    yield _figure_bytes(rounds["many"])


def _closed(leaders: int) -> Round:
    home = teams.organisation(f"Spectrum of {leaders}")
    return teams.closed_rounds(teams.cohort(home, "One"), teams.leaders(home, leaders))[0]


def _measure(effort: Effort, rounds: dict[str, Round]) -> Turns:
    tasks = {size: cpu(_own_work(closed), _times(effort, closed)) for size, closed in rounds.items()}
    tasks |= {f"whole {size}": cpu(_whole(closed), _times(effort, closed)) for size, closed in rounds.items()}
    tasks |= {
        "page": lambda: bare.page_cpu(effort.times * 5),
        "figure": cpu(plain_figure.draw, effort.times),
    }
    return take_turns(effort.rounds, tasks)


def _times(effort: Effort, closed: Round) -> int:
    return effort.times if closed.participants.count() == FEW else max(1, effort.times // 5)


def _own_work(closed: Round) -> Callable[[], object]:
    """The view itself: queries, measurement, drawing, template. Not the middleware, not the compression."""
    request = RequestFactory().get(_address(closed))
    request.user = teams.facilitator(closed)
    request.user.facilitates = True  # type: ignore[attr-defined]
    return lambda: results.spectrum(request, closed.public_id)  # type: ignore[arg-type]


def _whole(closed: Round) -> Callable[[], object]:
    browser = Browser(WSGIHandler(), session_of(teams.facilitator(closed)))
    return lambda: browser.get(_address(closed))


def _cpu_lines(turns: Turns, size: str, closed: Round) -> Iterator[Line]:
    leaders, taken, limit = closed.participants.count(), turns.median(size), MOST_CPU[size]
    what = f"spectrum of {leaders} leaders: CPU of its own work"
    page = f"{ms(turns.median('page'))} a bare signed-in page"
    yield Line(what, ms(taken), page, turns.ratio(size, "page"), f"≤ {ms(limit)}", taken <= limit)
    figure = f"{ms(turns.median('figure'))} a plain go.Figure of 45 pairs"
    yield Line("— the same", ms(taken), figure, turns.ratio(size, "figure"))
    whole = f"whole {size}"
    yield Line("— with middleware and gzip", ms(turns.median(whole)), page, turns.ratio(whole, "page"))


def _bytes(closed: Round, limit: int) -> Line:
    """What a first visit fetches beside the shared style sheet, compressed with gzip."""
    browser = Browser(WSGIHandler(), session_of(teams.facilitator(closed)))
    page, assets = _visit(browser, closed)
    total = page + assets
    what = f"spectrum of {closed.ratings.count() // 2:,} pairs: bytes"
    beside = f"{kb(page)} of it the page, {kb(assets)} scripts and the chart's style sheet"
    return Line(what, kb(total), beside, total / limit, f"≤ {limit // 1000} kB", total <= limit)


def _visit(browser: Browser, closed: Round) -> tuple[int, int]:
    sent = browser.get(_address(closed))
    addresses = [address for address in ASSET.findall(browser.unpacked(sent)) if "/css/site." not in address]
    scripts = {address for address in addresses if address.endswith(".js")}
    return len(sent), sum(
        len(browser.get(address)) for address in _with_imports(browser, {*addresses}, scripts)
    )


def _with_imports(browser: Browser, addresses: set[str], scripts: set[str]) -> set[str]:
    """A module brings the modules that it imports."""
    for script in scripts:
        imported = STATIC_IMPORT.findall(browser.unpacked(browser.get(script)))
        found = {f"{script.rpartition('/')[0]}{name}" for name in imported} - addresses
        addresses |= _with_imports(browser, addresses | found, found)
    return addresses


def _figure_bytes(closed: Round) -> Line:
    browser = Browser(WSGIHandler(), session_of(teams.facilitator(closed)))
    sent = browser.get(reverse("figure", args=[closed.public_id]))
    unpacked = len(browser.unpacked(sent).encode())
    what = f"Plotly figure of {closed.ratings.count() // 2:,} pairs: bytes"
    reached = len(sent) <= MOST_FIGURE_BYTES
    return Line(what, kb(len(sent)), f"{kb(unpacked)} before gzip", len(sent) / unpacked, "≤ 60 kB", reached)


def _address(closed: Round) -> str:
    return reverse("spectrum", args=[closed.public_id])
