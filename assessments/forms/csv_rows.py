"""A CSV file as rows with their line numbers, or what is wrong with it, by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

DELIMITERS = ",;\t"

Row = tuple[int, list[str]]  # the line it begins on, and its cells
Problem = tuple[int, str]  # the line, and what is wrong there


class BadFile(Exception):
    """`problems` are sentences, in the order of the lines."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(*self.problems)


def bad(problems: Iterable[Problem]) -> BadFile:
    said = _("Line %(line)d: %(what)s")
    return BadFile(said % {"line": line, "what": what} for line, what in sorted(problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Raises BadFile if there is any."""
    error = bad(problems)
    if error.problems:
        raise error


def read(data: bytes, columns: Collection[str]) -> tuple[list[str], list[Row]]:
    """The header and the rows that are not empty; `columns` are looked for in the header. Raises BadFile."""
    text = _text(data)
    (_line, header), *rows = _rows(text, _delimiter(text, columns))
    _check_header(header, columns)
    said = _("%(here)d columns, where the first line has %(first)d.")
    refuse(
        (line, said % {"here": len(cells), "first": len(header)})
        for line, cells in rows
        if len(cells) != len(header)
    )
    if not rows:
        raise BadFile([_("The file names its columns, and has nothing below them.")])
    return header, rows


def _text(data: bytes) -> str:
    """UTF-8, with or without the mark that Excel puts in front."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise bad([(line, _("this is not UTF-8. Save the file as “CSV UTF-8”."))]) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise bad([(line, _("this is not text. Save the file as “CSV UTF-8”."))])
    if not text.strip():
        raise BadFile([_("The file is empty.")])
    return text


def _rows(text: str, delimiter: str) -> list[Row]:
    """A cell may hold line breaks, so a row's line is where the one before it ended."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise bad(
            [(line, _("this cannot be split into columns. Is there a stray quotation mark?"))]
        ) from error
    return rows


def _delimiter(text: str, columns: Collection[str]) -> str:
    """The one by which the first line has most of the columns; a comma if it has none by any."""
    first = text.lstrip().splitlines()[0]
    named = {mark: {name.strip(' "') for name in first.split(mark)} for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: len(named[mark] & {*columns}))


def _check_header(header: list[str], columns: Collection[str]) -> None:
    absent = [column for column in columns if column not in header]
    if absent:
        names = {"absent": ", ".join(absent), "header": ", ".join(header)}
        raise BadFile(
            [_("There is no column %(absent)s. The first line of the file has: %(header)s.") % names]
        )
    twice = [column for column in columns if header.count(column) > 1]
    if twice:
        raise BadFile([_("The first line has a column twice: %(columns)s.") % {"columns": ", ".join(twice)}])
