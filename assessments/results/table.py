"""The table under the spectrum, a page at a time, and the sentence above it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..measurement.spectrum import Pair, PairScale
from . import first, words
from .spectrum import TeamSpectrum, step

ROWS = 30  # a page of the table: two screens, and a team of eight fits on one
SORTS = {
    "name": gettext_lazy("name"),
    "first": gettext_lazy("who to talk to first"),
    "need": gettext_lazy("need to work closely"),
    "gap": gettext_lazy("seen differently"),
    "trust": gettext_lazy("trust, lowest first"),
    "trust-high": gettext_lazy("trust, highest first"),
    "purpose": gettext_lazy("shared purpose, lowest first"),
    "purpose-high": gettext_lazy("shared purpose, highest first"),
}


@dataclass(frozen=True)
class Row:
    key: str
    names: str
    pair: Pair
    zone: str
    step: int | None
    trust_gap: float | None
    purpose_gap: float | None
    need: str
    state: str


@dataclass(frozen=True)
class Summary:
    pairs: int
    leaders: int
    complete: int
    one_sided: int
    missing: int
    zones: tuple[tuple[str, str, int], ...]
    lags: tuple[tuple[str, int], ...]
    purpose_ahead: int
    uneven: int
    clear: int
    borderline: int
    divided: int


def summary(team: TeamSpectrum) -> Summary:
    drawn = team.spectrum
    return Summary(
        pairs=len(drawn.a),
        leaders=drawn.n,
        complete=int(drawn.complete.sum()),
        one_sided=int(drawn.one_sided.sum()),
        missing=int(drawn.missing.sum()),
        zones=tuple((zone.value, words.zone(zone), count) for zone, count in drawn.zone_counts().items()),
        lags=tuple((words.lag(lag), count) for lag, count in drawn.lag_counts().items()),
        purpose_ahead=int(drawn.purpose_ahead.sum()),
        uneven=int(drawn.seen_differently.sum()),
        clear=int(drawn.clear.sum()),
        borderline=int(drawn.borderline.sum()),
        divided=int(drawn.divided.sum()),
    )


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    page: Page[int]


def table(team: TeamSpectrum, number: str, sort: str) -> Table:
    """Only the rows of this page are made: a team of 100 has 4,950 pairs."""
    page = Paginator(_order(team, sort), ROWS).get_page(number)
    return Table(rows=tuple(_row(team, i) for i in page.object_list), page=page)


def _order(team: TeamSpectrum, sort: str) -> list[int]:
    """By name unless asked: the first row must not read as the best pair. Pairs without the number come last."""
    drawn = team.spectrum
    by = {
        "trust": drawn.trust.score,
        "trust-high": -drawn.trust.score,
        "purpose": drawn.purpose.score,
        "purpose-high": -drawn.purpose.score,
        "gap": -np.fmax(np.abs(drawn.trust.sources.pair), np.abs(drawn.purpose.sources.pair)),
        "need": -drawn.need,
    }
    if sort == "first":
        return drawn.priorities.order.tolist()
    if sort in by:
        return np.argsort(by[sort], kind="stable").tolist()
    return list(range(len(drawn.a)))


def _row(team: TeamSpectrum, i: int) -> Row:
    pair = team.spectrum.pair(i)
    a, b = team.people[pair.a], team.people[pair.b]
    return Row(
        key=team.key(pair.a, pair.b),
        names=_("%(a)s & %(b)s") % {"a": a.name, "b": b.name},
        pair=pair,
        zone=words.place(pair.zone, pair.lag) if pair.zone else "",
        step=step(pair.position),
        trust_gap=_gap(pair.trust),
        purpose_gap=_gap(pair.purpose),
        need=first.need(pair.need, team.round.need_labels),
        state=_state(pair),
    )


def _gap(scale: PairScale) -> float | None:
    return None if scale.gap is None else abs(scale.gap)


def _state(pair: Pair) -> str:
    if pair.zone is None:
        views = (pair.trust.ab, pair.trust.ba, pair.purpose.ab, pair.purpose.ba)
        return _("no view yet") if all(view is None for view in views) else _("one-sided")
    if pair.divided:
        return words.divided()
    return _("borderline") if pair.borderline else ""
