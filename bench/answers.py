"""Answers in one JSON column of the rating against one row per answer: what docs/adr/0002 rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from assessments.actions import ratings
from assessments.measurement.instrument import Instrument
from assessments.models import Item, Rating, Round
from assessments.results import _ratings as read

from . import rows, teams
from .effort import Effort
from .table import Line, kb, ms
from .turns import take_turns, wall

ANY_VERSION = 10**9  # nothing was said elsewhere


def run(effort: Effort) -> Iterator[Line]:
    home = teams.organisation("Answers")
    cohort, people = teams.cohort(home, "Large"), teams.leaders(home, effort.many_leaders)
    inside, outside = teams.closed_rounds(cohort, people, count=2, answered=False)
    rows.make_table()
    yield _sizes(inside, outside)
    yield from _saving(effort, inside, outside)
    yield _reading(effort, inside, outside)


def _items(of: Round) -> dict[str, int]:
    """The keys of the database by the keys of the items, in the instrument's order."""
    theirs = dict(Item.objects.filter(instrument=of.instrument).values_list("key", "pk"))
    return {item.key: theirs[item.key] for item in of.instrument.definition().pair_items}


def _sizes(inside: Round, outside: Round) -> Line:
    """What the same answers of two equal teams add to the database, everything packed."""
    items = _items(inside)
    empty = _packed()
    Rating.objects.filter(round=inside).update(answers=dict.fromkeys(items, 5))
    json = _packed()
    rows.fill(outside, dict.fromkeys(items.values(), 5))
    one, each = json - empty, _packed() - json
    what = f"bytes on disk: the answers of {inside.ratings.count():,} ratings"
    return Line(what, kb(one), f"{kb(each)} in rows", one / max(1, each), "< 1", one < each)


def _packed() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            tables = [Rating._meta.db_table, rows.RowAnswer._meta.db_table]
            for table in tables:
                cursor.execute(f"VACUUM FULL {table}")
            cursor.execute("SELECT sum(pg_total_relation_size(t)) FROM unnest(%s::regclass[]) t", [tables])
        return int(cursor.fetchone()[0])


def _saving(effort: Effort, inside: Round, outside: Round) -> Iterator[Line]:
    for many, what in ((1, "saving one answer"), (8, "saving eight answers")):
        tasks = {
            "json": wall(_saves_inside(inside, many), effort.times * 5),
            "rows": wall(_saves_outside(outside, many), effort.times * 5),
        }
        turns = take_turns(effort.rounds, tasks)
        ratio = turns.ratio("json", "rows")
        beside = f"{ms(turns.median('rows'))} in rows"
        yield Line(what, ms(turns.median("json")), beside, ratio, "< 1", ratio < 1)


def _given(of: Round) -> Iterator[Rating]:
    first: QuerySet[Rating] = of.ratings.select_related("rater").order_by("pk")[:50]
    return cycle(first)


def _saves_inside(of: Round, many: int) -> Callable[[], object]:
    instrument, those, points = of.instrument.definition(), _given(of), cycle(range(1, 8))

    def save() -> None:
        rating = next(those)
        said = ratings.Said(answers=dict.fromkeys(_keys(instrument)[:many], next(points)))
        by = rating.rater
        ratings.answer(
            by=by,
            rating=rating.public_id,
            said=said,
            drawn_from=ANY_VERSION,
            instrument=instrument,
            now=teams.NOW,
        )

    return save


def _saves_outside(of: Round, many: int) -> Callable[[], object]:
    instrument, items, those, points = of.instrument.definition(), _items(of), _given(of), cycle(range(1, 8))

    def save() -> None:
        rating = next(those)
        said = dict.fromkeys((items[key] for key in _keys(instrument)[:many]), next(points))
        rows.answer(
            by=rating.rater,
            rating=rating.public_id,
            answers=said,
            items=items,
            instrument=instrument,
            now=teams.NOW,
        )

    return save


def _keys(instrument: Instrument) -> list[str]:
    return [item.key for item in instrument.pair_items]


def _reading(effort: Effort, inside: Round, outside: Round) -> Line:
    instrument, items = inside.instrument.definition(), _items(outside)
    ratings_of_rows = np.array(outside.ratings.order_by("pk").values_list("pk", flat=True))

    def json() -> np.ndarray:
        said = read.of_round(inside)
        return np.hstack([said.answers_to(scale) for scale in instrument.scales])

    def in_rows() -> np.ndarray:
        read.of_round(outside)
        return rows.item_matrix(outside, ratings_of_rows, items)

    assert json().shape == in_rows().shape
    turns = take_turns(3 * effort.rounds, {"json": wall(json), "rows": wall(in_rows)})
    ratio = turns.ratio("json", "rows")
    what = f"reading the items of {len(ratings_of_rows):,} ratings"
    return Line(
        what, ms(turns.median("json")), f"{ms(turns.median('rows'))} in rows", ratio, "< 1", ratio < 1
    )
