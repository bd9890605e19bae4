"""A file of ratings in long format: from its bytes to clean values, or everything that is wrong with it, by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..actions.imports import Questions, TeamRatings
from ..models.instruments import MOST_POINTS
from . import csv_rows
from .csv_rows import BadFile, Problem

if TYPE_CHECKING:
    import pandas as pd

MISSING = ("", "na", "nan")  # in any case of letters
LONGEST_NAME = 120
MOST_PEOPLE = (
    200  # in a team; more is a file whose teams were not told apart, with a rating from each about each
)
SHOWN = 40  # characters of a wrong cell that its message repeats


@dataclass(frozen=True)
class Layout:
    """Which columns say who rates whom, in which team (None: all in one), and what they answer."""

    rater: str
    about: str
    team: str | None
    questions: Questions

    @property
    def names(self) -> list[str]:
        return [self.rater, self.about] + ([self.team] if self.team else [])

    @property
    def columns(self) -> list[str]:
        return [*self.names, *self.questions.columns]


def layout(*, rater: str, about: str, team: str | None, scales: Sequence[str], low: int, high: int) -> Layout:
    """`scales` as they are typed: trust=COL,COL and purpose=COL,COL. Raises BadFile."""
    typed = [scale.partition("=") for scale in scales]
    columns = {
        key.strip(): tuple(filter(None, map(str.strip, names.split(",")))) for key, _mark, names in typed
    }
    if len(typed) != 2 or sorted(columns) != ["purpose", "trust"] or not all(columns.values()):
        raise BadFile([_("Both scales are needed, once each: trust=COL,COL and purpose=COL,COL.")])
    asked = Layout(rater, about, team, Questions(columns["trust"], columns["purpose"], low, high))
    twice = sorted({column for column in asked.columns if asked.columns.count(column) > 1})
    if twice:
        raise BadFile(
            [_("A column has one meaning; used twice: %(columns)s.") % {"columns": ", ".join(twice)}]
        )
    if not 2 <= asked.questions.points <= MOST_POINTS:
        most = {"most": MOST_POINTS}
        raise BadFile(
            [_("The range goes from a lower to a higher number, over at most %(most)d points.") % most]
        )
    return asked


def read(data: bytes, layout: Layout, whole: str) -> list[TeamRatings]:
    """The teams of a file; `whole` names the one team of a file without teams. Raises BadFile."""
    frame = _frame(data, layout)
    numbers = frame[[*layout.questions.columns]].apply(_numbers)
    csv_rows.refuse(
        [
            *_unnamed(frame, layout),
            *_unanswerable(frame, numbers, layout.questions),
            *_about_oneself(frame, numbers, layout),
            *_repeated(frame, layout),
        ]
    )
    points = numbers - layout.questions.low + 1
    teams = [
        _team(name, rows, points.loc[rows.index], layout) for name, rows in _groups(frame, layout, whole)
    ]
    if wrong := [problem for team in teams for problem in _wrong_size(team)]:
        raise BadFile(wrong)
    return teams


def _groups(frame: pd.DataFrame, layout: Layout, whole: str) -> list[tuple[str, pd.DataFrame]]:
    if layout.team is None:
        return [(whole, frame)]
    by_name = {str(name): rows for name, rows in frame.groupby(layout.team)}
    return [(_team_name(name), by_name[name]) for name in sorted(by_name, key=_natural)]


def _team_name(name: str) -> str:
    return _("Team %(number)s") % {"number": name} if name.isdecimal() else name


def _frame(data: bytes, layout: Layout) -> pd.DataFrame:
    """The columns that are used, as text; a row's index is its line in the file."""
    # Pandas takes a second and 70 MB to load: only a process that reads such a file pays for it.
    import pandas as pd

    header, rows = csv_rows.read(data, layout.columns)
    lines, cells = zip(*rows, strict=True)
    return pd.DataFrame(list(cells), columns=header, index=list(lines), dtype=str)[layout.columns]


def _numbers(cells: pd.Series[str]) -> pd.Series[float]:
    """NaN for a missing answer and for what is no number; `_unanswerable` tells them apart."""
    import pandas as pd

    return pd.to_numeric(cells, errors="coerce").astype(float)


def _unnamed(frame: pd.DataFrame, layout: Layout) -> Iterator[Problem]:
    for column in layout.names:
        for line in frame.index[frame[column].str.lower().isin(MISSING)]:
            yield line, _("%(column)s is empty.") % {"column": column}
        for line in frame.index[frame[column].str.len() > LONGEST_NAME]:
            limit = {"column": column, "most": LONGEST_NAME}
            yield line, _("%(column)s is longer than %(most)d characters.") % limit


def _unanswerable(frame: pd.DataFrame, numbers: pd.DataFrame, questions: Questions) -> Iterator[Problem]:
    odd = _("%(column)s is “%(cell)s”, which is not a whole number.")
    off = _("%(column)s is %(cell)s, which is not between %(low)d and %(high)d.")
    limits = {"low": questions.low, "high": questions.high}
    for column in questions.columns:
        cells, values = frame[column], numbers[column]
        given = ~cells.str.lower().isin(MISSING)
        whole = values % 1 == 0
        within = values.between(questions.low, questions.high)
        for wrong, sentence in ((given & ~whole, odd), (given & whole & ~within, off)):
            for line, cell in zip(cells.index[wrong].tolist(), cells[wrong], strict=True):
                yield line, sentence % {"column": column, "cell": cell[:SHOWN], **limits}


def _about_oneself(frame: pd.DataFrame, numbers: pd.DataFrame, layout: Layout) -> Iterator[Problem]:
    themselves = frame[layout.rater] == frame[layout.about]
    answered = numbers.notna().any(axis=1)
    wrong = frame.loc[themselves & answered, layout.rater]
    for line, name in zip(wrong.index.tolist(), wrong, strict=True):
        yield line, _("%(name)s rates themselves; such a row must hold no answer.") % {"name": name}


def _repeated(frame: pd.DataFrame, layout: Layout) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for line, *names in frame[layout.names].itertuples(name=None):
        if first.setdefault(tuple(names), line) != line:
            yield line, _("the same two people as in line %(first)d.") % {"first": first[tuple(names)]}


def _team(name: str, rows: pd.DataFrame, points: pd.DataFrame, layout: Layout) -> TeamRatings:
    """Whoever is named belongs to the team, also in a row without an answer."""
    said = zip(rows[layout.rater], rows[layout.about], points.itertuples(index=False), strict=True)
    given = {
        (rater, about): tuple(None if point != point else int(point) for point in answers)
        for rater, about, answers in said
        if rater != about
    }
    people = sorted({*rows[layout.rater], *rows[layout.about]}, key=_natural)
    return TeamRatings(name=name, people=tuple(people), given=given)


def _wrong_size(team: TeamRatings) -> Iterator[str]:
    size = {"team": team.name, "people": len(team.people), "most": MOST_PEOPLE}
    if len(team.people) < 2:
        yield _("%(team)s: one person alone is no pair.") % size
    if len(team.people) > MOST_PEOPLE:
        yield (
            _("%(team)s: %(people)d people, and at most %(most)d fit. Does a column tell teams apart?") % size
        )


def _natural(name: str) -> tuple[bool, int, str]:
    """Numbers come before words and by size: 2 before 10."""
    return (not name.isdecimal(), int(name) if name.isdecimal() else 0, name)
