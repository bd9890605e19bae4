"""A file of ratings in long format, read into one cube of answers per team, or refused with the lines at fault."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessments.research.arguments import Request

Array = NDArray[np.float64]

ONE_TEAM = "1"  # the name of the team where the file names none
NO_ANSWER = frozenset({"", "NA", "NAN"})  # as R and pandas write it; compared in capitals
MOST_PROBLEMS = 20  # enough to see what is wrong with a file; more would hide it
DELIMITERS = ",;\t"


class BadFile(Exception):
    """The file cannot be used. Each problem is a sentence, with its line where it has one."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, eq=False)
class TeamRatings:
    """One team: people in order, and per scale the answers (n, n, k), [rater, about, item], NaN where there is none."""

    name: str
    people: tuple[str, ...]
    answers: dict[str, Array]


@dataclass(frozen=True)
class Row:
    """One line of the file; answers in the order of the request's items."""

    line: int
    team: str
    rater: str
    about: str
    answers: tuple[float, ...]


@dataclass
class _Checked:
    """What the lines so far have brought."""

    rows: list[Row] = field(default_factory=list)
    lines: dict[tuple[str, str, str], int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(request: Request) -> list[TeamRatings]:
    """The teams of a file, in its order; people sorted, numbers as numbers.

    A row about oneself may be there if it is empty. Raises BadFile with every line at fault, up to
    MOST_PROBLEMS.
    """
    checked = _Checked()
    for row in _rows(request, checked.problems):
        _check(row, checked)
        if len(checked.problems) > MOST_PROBLEMS:
            break
    if checked.problems:
        raise BadFile(*_first(checked.problems))
    if not checked.rows:
        raise BadFile("there is a line of column names, but no rating below it")
    return _teams(checked.rows, request)


def _first(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_PROBLEMS]
    if len(problems) > MOST_PROBLEMS:
        yield "and more; mend these first"
    if any(", outside " in problem for problem in problems):
        yield "a number that stands for no answer is given with --missing"


def _rows(request: Request, problems: list[str]) -> Iterator[Row]:
    """Every line that can be read as a row; the others go to the problems."""
    text = _text(request)
    delimiter = _delimiter(text.partition("\n")[0], request.rater)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(lines)]
        places = _places(header, request)
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                problems.append(
                    f"line {lines.line_num}: {len(cells)} cells where the first line has {len(header)}"
                )
            else:
                yield from _row(lines.line_num, [cells[place].strip() for place in places], request, problems)
    except csv.Error as error:
        raise BadFile(f"line {lines.line_num}: not a CSV file: {error}") from None


def _text(request: Request) -> str:
    try:
        data = request.file.read_bytes()
    except OSError as error:
        raise BadFile(f"cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(f"line {line}: not UTF-8 text; save the file as CSV UTF-8") from None
    if not text.strip():
        raise BadFile("the file is empty")
    return text


def _delimiter(first_line: str, rater: str) -> str:
    """The separator that makes the rater's column a column; a comma where none does."""
    for delimiter in DELIMITERS:
        if rater in (name.strip().strip('"') for name in first_line.split(delimiter)):
            return delimiter
    return ","


def _places(header: Sequence[str], request: Request) -> list[int]:
    missing = [name for name in request.columns if name not in header]
    if missing:
        absent = " or ".join(repr(name) for name in missing)
        raise BadFile(f"line 1: no column {absent}; there are {', '.join(header)}")
    twice = [name for name in request.columns if header.count(name) > 1]
    if twice:
        raise BadFile(f"line 1: the column {twice[0]!r} is there twice")
    return [header.index(name) for name in request.columns]


def _row(line: int, cells: Sequence[str], request: Request, problems: list[str]) -> Iterator[Row]:
    rater, about = cells[0], cells[1]
    ids = 2 if request.team is None else 3
    team = ONE_TEAM if request.team is None else cells[2]
    before = len(problems)
    problems.extend(
        f"line {line}: no {column}"
        for column, cell in zip(request.columns, cells[:ids], strict=False)
        if not cell
    )
    answers = tuple(
        _answer(cell, item, line, request, problems)
        for cell, item in zip(cells[ids:], request.items, strict=True)
    )
    if len(problems) == before:
        yield Row(line, team, rater, about, answers)


def _answer(cell: str, item: str, line: int, request: Request, problems: list[str]) -> float:
    if cell.upper() in NO_ANSWER:
        return np.nan
    try:
        value = float("" if "_" in cell else cell)
    except ValueError:
        problems.append(f"line {line}: {item} is {cell!r}, which is no number")
        return np.nan
    if value in request.missing:
        return np.nan
    if not request.low <= value <= request.high:
        problems.append(f"line {line}: {item} is {cell}, outside {request.low:g}..{request.high:g}")
    return value


def _check(row: Row, checked: _Checked) -> None:
    """Add the row, or say what is wrong with it beside the others."""
    key = (row.team, row.rater, row.about)
    first = checked.lines.setdefault(key, row.line)
    if first != row.line:
        checked.problems.append(f"line {row.line}: {row.rater} has rated {row.about} before, on line {first}")
    elif row.rater == row.about and not np.isnan(row.answers).all():
        checked.problems.append(
            f"line {row.line}: {row.rater} rates themselves; leave such rows out, or empty"
        )
    else:
        checked.rows.append(row)


def _teams(rows: Sequence[Row], request: Request) -> list[TeamRatings]:
    by_team: dict[str, list[Row]] = {}
    for row in rows:
        by_team.setdefault(row.team, []).append(row)
    return [_team(name, own, request) for name, own in by_team.items()]


def _team(name: str, rows: Sequence[Row], request: Request) -> TeamRatings:
    people = _sorted({person for row in rows for person in (row.rater, row.about)})
    place = {person: index for index, person in enumerate(people)}
    cube = np.full((len(people), len(people), len(request.items)), np.nan)
    raters, rated = [place[row.rater] for row in rows], [place[row.about] for row in rows]
    cube[raters, rated] = [row.answers for row in rows]
    columns = {item: index for index, item in enumerate(request.items)}
    answers = {scale: cube[..., [columns[item] for item in items]] for scale, items in request.scales.items()}
    return TeamRatings(name, people, answers)


def _sorted(people: set[str]) -> tuple[str, ...]:
    numbers = all(person.isdecimal() for person in people)
    return tuple(sorted(people, key=int) if numbers else sorted(people))
