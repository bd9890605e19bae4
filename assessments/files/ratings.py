"""A file of ratings in long format: from its bytes to teams of clean values, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .answers import Answer, Answers
from .decoding import decode
from .layout import Layout
from .problems import Problems, bad
from .rows import Row, table
from .spellings import Spellings
from .text import name, natural, shown

LONGEST_NAME = 120
MOST_PEOPLE = 200  # in a team; more is a file whose teams were not told apart
MOST_TEAMS = 2_000
MOST_ROWS = 200_000
REMEMBERED = 50_000  # different cells with names
BETWEEN = " / "  # the parts of a team's name that several columns make

Given = Mapping[tuple[str, str], tuple[Answer, ...]]


@dataclass(frozen=True)
class Team:
    """`given`: (rater, about) to an answer, or None, for each of the layout's items."""

    name: str
    people: tuple[str, ...]
    given: Given


@dataclass(frozen=True)
class Ratings:
    """What a file says. `oneself`: how many rows about oneself were left out, on request."""

    teams: tuple[Team, ...]
    rows: int
    oneself: int
    encoding: str


@dataclass
class _Team:
    """A team while its rows come in."""

    name: str
    people: Spellings
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    given: dict[tuple[str, str], tuple[Answer, ...]] = field(default_factory=dict)
    raters: set[str] = field(default_factory=set)
    crowded: bool = False


def read(data: bytes, layout: Layout, whole: str) -> Ratings:
    """Teams and people in the order in which people count; `whole` names the one team of a file without teams. Raises
    BadFile with the lines at fault."""
    text = decode(data)
    found = table(text.text, layout.columns)
    reading = _Reading(layout, whole, len(found.header), found.places)
    for row in _at_most(found.rows, reading.problems):
        reading.take(*row)
    return reading.result(text.encoding)


def _at_most(rows: Iterator[Row], problems: Problems) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count == MOST_ROWS:
            problems.add(row[0], "too_many_rows", most=MOST_ROWS)
            return
        yield row


class _Reading:
    """What the rows so far have brought."""

    def __init__(self, layout: Layout, whole: str, width: int, places: Sequence[int]) -> None:
        self.layout, self.whole, self.width, self.places = layout, whole, width, places
        self.problems = Problems()
        self.rows = self.oneself = 0
        self._answers = Answers(layout)
        self._right_names: set[str] = set()
        self._ids = len(layout.names)
        self._turned = [item in layout.turned for item in layout.items]
        self._ends = layout.low + layout.high
        self._names = Spellings("team_alike", layout.exact_names)
        self._teams: dict[str, _Team] = {}

    def take(self, line: int, cells: Sequence[str]) -> None:
        if len(cells) != self.width:
            self.problems.add(line, "ragged", here=len(cells), first=self.width)
            return
        self.rows += 1
        used = [cells[place] for place in self.places]
        names = used[: self._ids]
        if self._are_names(line, names):
            team = self._team(line, names[2:])
            self._rated(line, team, names, used[self._ids :])

    def _are_names(self, line: int, cells: Sequence[str]) -> bool:
        """Most cells have been seen before, and were right."""
        if all(map(self._right_names.__contains__, cells)):
            return True
        wrong = [
            (column, code)
            for column, code in zip(self.layout.names, map(_no_name, cells), strict=True)
            if code
        ]
        for column, code in wrong:
            self.problems.add(line, code, column=shown(column), most=LONGEST_NAME)
        if not wrong and len(self._right_names) < REMEMBERED:
            self._right_names.update(cells)
        return not wrong

    def _team(self, line: int, cells: Sequence[str]) -> _Team:
        cell = cells[0] if len(cells) == 1 else BETWEEN.join(map(name, cells))
        called = self._names.take(cell, line, self.problems) if cells else self.whole
        team = self._teams.get(called)
        if team is None:
            if len(self._teams) == MOST_TEAMS:
                self.problems.add(line, "too_many_teams", most=MOST_TEAMS)
                self.problems.refuse()
            people = Spellings("person_alike", self.layout.exact_names)
            team = self._teams[called] = _Team(called, people)
        return team

    def _rated(self, line: int, team: _Team, names: Sequence[str], cells: Sequence[str]) -> None:
        if team.crowded:
            return
        rater, about = [team.people.take(cell, line, self.problems) for cell in names[:2]]
        if len(team.people) > MOST_PEOPLE:
            team.crowded = True
            self.problems.add(line, "too_many_people", team=shown(team.name), most=MOST_PEOPLE)
        elif rater == about:
            self._about_oneself(line, rater, cells)
        else:
            self._about_another(line, team, (rater, about), cells)

    def _about_oneself(self, line: int, rater: str, cells: Sequence[str]) -> None:
        """Whoever is named belongs to the team, also in a row that says nothing."""
        if all(self._answers.read(cell) is None for cell in cells):
            return
        if self.layout.leave_out_oneself:
            self.oneself += 1
        else:
            self.problems.add(line, "oneself", name=shown(rater))

    def _about_another(self, line: int, team: _Team, two: tuple[str, str], cells: Sequence[str]) -> None:
        first = team.lines.setdefault(two, line)
        answers = self._answered(line, cells)
        if first != line:
            self.problems.add(line, "repeated", first=first)
        elif answers is not None:
            team.given[two] = answers
            if any(answer is not None for answer in answers):
                team.raters.add(two[0])

    def _answered(self, line: int, cells: Sequence[str]) -> tuple[Answer, ...] | None:
        read = list(map(self._answers.read, cells))
        wrong = [place for place, answer in enumerate(read) if type(answer) is str]
        for place in wrong:
            self._cannot_be(line, str(read[place]), self.layout.items[place], cells[place])
        return None if wrong else self._right_way_round(read)

    def _cannot_be(self, line: int, code: str, column: str, cell: str) -> None:
        if self.problems.full:
            self.problems.count += 1
            return
        low, high = f"{self.layout.low:g}", f"{self.layout.high:g}"
        self.problems.add(line, code, column=shown(column), cell=shown(cell), low=low, high=high)

    def _right_way_round(self, answers: Sequence[Any]) -> tuple[Answer, ...]:
        if not self.layout.turned:
            return tuple(answers)
        return tuple(
            self._ends - answer if turned and answer is not None else answer
            for answer, turned in zip(answers, self._turned, strict=True)
        )

    def result(self, encoding: str) -> Ratings:
        """Raises BadFile."""
        if not self.problems.count:
            for team in self._teams.values():
                _check(team, self.problems)
        self.problems.refuse()
        if not self._teams:
            bad("no_rows")
        teams = [_whole(self._teams[called]) for called in sorted(self._teams, key=natural)]
        return Ratings(tuple(teams), self.rows, self.oneself, encoding)


def _no_name(cell: str) -> str:
    """What is wrong with it, or nothing."""
    seen = name(cell)
    if seen in {"", "NA"}:
        return "na_id" if seen else "no_id"
    return "long_id" if len(seen) > LONGEST_NAME else ""


def _check(team: _Team, problems: Problems) -> None:
    if len(team.people) < 2:
        problems.add(None, "alone", team=shown(team.name))
    elif not team.raters & {about for _rater, about in team.lines}:
        problems.add(None, "no_way_back", team=shown(team.name))


def _whole(team: _Team) -> Team:
    return Team(team.name, tuple(sorted(team.people.lines, key=natural)), team.given)
