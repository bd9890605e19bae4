"""From text to rows of cells, each with the line on which it begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .problems import bad
from .text import same, shown, visible

DELIMITERS = ",;\t|"
HEADER_SHOWN = 20  # names of columns in a message

Row = tuple[int, list[str]]
_sep = re.compile('"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """`places`: where the needed columns are. `rows` can be gone through once; raises BadFile on the way."""

    header: tuple[str, ...]
    places: tuple[int, ...]
    rows: Iterator[Row]


def table(text: str, needed: Sequence[str]) -> Table:
    """The columns that are `needed`, found by what can be seen of their names; raises BadFile."""
    told = _sep.match(text)
    start = told.end() if told else 0
    delimiter = told[1] if told else _delimiter(text, needed)
    rows = _rows(text, start, delimiter)
    _line, cells = next(rows, (1, [""]))
    header = tuple(map(visible, cells))
    return Table(header, _places(header, needed), rows)


def _rows(text: str, start: int, delimiter: str) -> Iterator[Row]:
    """Those that are not empty. A cell may hold line breaks, so a row begins where the one before it ended."""
    reader = csv.reader(_lines(text, start), delimiter=delimiter, strict=True, skipinitialspace=True)
    skipped = text.count("\n", 0, start)
    line = skipped + 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
            line = skipped + reader.line_num + 1
    except csv.Error:
        bad("not_columns", line=line)


def _lines(text: str, start: int) -> Iterator[str]:
    """One by one: all at once would take several times the memory of the file."""
    while (end := text.find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]


def _delimiter(text: str, needed: Sequence[str]) -> str:
    """The one by which the first row has most of the columns; a comma if it has none by any."""
    wanted = {same(column) for column in needed}
    return max(DELIMITERS, key=lambda mark: len(wanted & set(map(same, _first(text, mark)))))


def _first(text: str, delimiter: str) -> list[str]:
    reader = csv.reader(_lines(text, 0), delimiter=delimiter, skipinitialspace=True)
    try:
        return next((cells for cells in reader if any(map(str.strip, cells))), [])
    except csv.Error:
        return []


def _places(header: tuple[str, ...], needed: Sequence[str]) -> tuple[int, ...]:
    seen = [same(name) for name in header]
    absent = [column for column in needed if same(column) not in seen]
    if absent:
        there = ", ".join(shown(name) for name in header[:HEADER_SHOWN])
        more = ", …" if len(header) > HEADER_SHOWN else ""
        bad("no_column", absent=", ".join(absent), header=there + more)
    twice = [column for column in needed if seen.count(same(column)) > 1]
    if twice:
        bad("column_twice", columns=", ".join(twice))
    return tuple(seen.index(same(column)) for column in needed)
