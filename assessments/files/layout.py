"""How a file of ratings is to be read: which columns say what, and what its numbers mean."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .problems import bad
from .text import is_text, shown, visible

MOST_POINTS = 101  # 0 to 100 in a file of published ratings is the widest scale there is a use for


@dataclass(frozen=True)
class Layout:
    """`teams`: the columns that together name a team, none where all are one. `turned`: items that ask the opposite.
    `missing`: what stands for no answer, beside an empty cell, NA and NaN."""

    rater: str
    about: str
    teams: tuple[str, ...]
    scales: Mapping[str, tuple[str, ...]]
    low: float
    high: float
    missing: tuple[str, ...] = ()
    turned: frozenset[str] = frozenset()
    fractions: bool = False
    leave_out_oneself: bool = False
    exact_names: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.rater, self.about, *self.teams)

    @property
    def items(self) -> tuple[str, ...]:
        """The items' columns, each once."""
        return tuple(dict.fromkeys(item for items in self.scales.values() for item in items))

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.names, *self.items)

    @property
    def points(self) -> int:
        return round(self.high - self.low) + 1


def lay_out(
    *,
    rater: str,
    about: str,
    scales: Sequence[str],
    low: float,
    high: float,
    teams: Sequence[str] = (),
    missing: Sequence[str] = (),
    turned: Sequence[str] = (),
    fractions: bool = False,
    leave_out_oneself: bool = False,
    exact_names: bool = False,
) -> Layout:
    """From what was typed: `scales` as NAME=COL,COL with quotes round a column that holds a comma; `turned` are names
    of scales or of their columns. Raises BadFile."""
    for typed in (rater, about, *scales, *teams, *missing, *turned):
        if not is_text(typed):
            bad("bad_option", typed=ascii(typed)[1:-1])
    named = _scales(scales)
    layout = Layout(
        rater=visible(rater),
        about=visible(about),
        teams=tuple(map(visible, teams)),
        scales=named,
        low=low,
        high=high,
        missing=tuple(missing),
        turned=frozenset(item for name in turned for item in _turned(visible(name), named)),
        fractions=fractions,
        leave_out_oneself=leave_out_oneself,
        exact_names=exact_names,
    )
    _check_columns(layout)
    _check_range(layout)
    return layout


def _scales(typed: Sequence[str]) -> dict[str, tuple[str, ...]]:
    scales: dict[str, tuple[str, ...]] = {}
    for one in typed:
        name, _mark, columns = one.partition("=")
        items = tuple(map(visible, columns_in(columns)))
        if not visible(name) or not items or not all(items):
            bad("bad_scale", typed=shown(one))
        if scales.setdefault(visible(name), items) is not items:
            bad("scale_twice", name=visible(name))
    return scales


def columns_in(text: str) -> list[str]:
    """Names between commas, as a line of a CSV file has them: a name that holds a comma stands in quotes."""
    try:
        return next(csv.reader([text], skipinitialspace=True, strict=True), [])
    except csv.Error:
        return []


def _turned(name: str, scales: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if name in scales:
        return scales[name]
    if not any(name in items for items in scales.values()):
        bad("nothing_to_turn", name=shown(name))
    return (name,)


def _check_columns(layout: Layout) -> None:
    twice = sorted(set(_twice(layout)))
    if twice:
        bad("used_twice", columns=", ".join(twice))


def _twice(layout: Layout) -> Iterator[str]:
    """Two scales may share an item; everything else has one meaning."""
    for columns in (layout.columns, *layout.scales.values()):
        yield from (column for column in columns if columns.count(column) > 1)


def _check_range(layout: Layout) -> None:
    width = layout.high - layout.low
    if not math.isfinite(width) or not 1 <= width < MOST_POINTS:
        bad("bad_range", most=MOST_POINTS)
    if not float(width).is_integer():
        bad("uneven_range")
