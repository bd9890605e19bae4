"""A file of ratings for a round: what may be asked of it here, and its teams as the import takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..actions.imports import Questions, TeamRatings
from ..files import ratings, words
from ..files.answers import Answer
from ..files.layout import Layout, lay_out
from ..files.problems import BadFile, bad

SCALES = ["purpose", "trust"]


@dataclass(frozen=True)
class ImportFile:
    """`oneself`: how many rows about oneself were left out, on request."""

    teams: tuple[TeamRatings, ...]
    questions: Questions
    oneself: int
    encoding: str


@dataclass(frozen=True)
class TeamCounts:
    """Of one team: counts only, so that no pair is shown before there is a round that keeps its promise."""

    name: str
    people: int
    ratings: int
    pairs: int
    both: int


def counts(file: ImportFile) -> list[TeamCounts]:
    """`both`: pairs in which each has answered something about the other."""
    return [_counts(team) for team in file.teams]


def _counts(team: TeamRatings) -> TeamCounts:
    size = len(team.people)
    said = {two for two, points in team.given.items() if any(point is not None for point in points)}
    both = sum((about, rater) in said for rater, about in said) // 2
    return TeamCounts(team.name, size, len(said), size * (size - 1) // 2, both)


def layout(*, low: int, high: int, **typed: Any) -> Layout:
    """As `lay_out` takes it; a round has both scales, and no item in two. Raises BadFile."""
    asked = lay_out(low=low, high=high, **typed)
    if sorted(asked.scales) != SCALES:
        bad("both_scales")
    shared = {*asked.scales["trust"]} & {*asked.scales["purpose"]}
    if shared:
        bad("used_twice", columns=", ".join(sorted(shared)))
    return asked


def read(data: bytes, layout: Layout, whole: str) -> ImportFile:
    """`whole` names the one team of a file without teams. Raises BadFile."""
    found = ratings.read(data, layout, whole)
    names = [team.name for team in found.teams]
    if layout.teams:
        names = [_team_name(name, names) for name in names]
    teams = tuple(_team(team, name, layout) for team, name in zip(found.teams, names, strict=True))
    return ImportFile(teams, questions(layout), found.oneself, found.encoding)


def questions(layout: Layout) -> Questions:
    return Questions(
        trust=layout.scales["trust"],
        purpose=layout.scales["purpose"],
        low=int(layout.low),
        high=int(layout.high),
        turned=layout.turned,
    )


def sentences(error: BadFile) -> list[str]:
    return words.sentences(error, _)


def _team_name(name: str, taken: Sequence[str]) -> str:
    """A number alone is no name, unless another team has the one that it would get."""
    full = _("Team %(number)s") % {"number": name} if name.isdecimal() else name
    return name if full in taken else full


def _team(team: ratings.Team, name: str, layout: Layout) -> TeamRatings:
    # In the order of the questions, which is trust first.
    order = [layout.items.index(item) for scale in ("trust", "purpose") for item in layout.scales[scale]]
    given = {two: _points(answers, order, layout.low) for two, answers in team.given.items()}
    return TeamRatings(name=name, people=team.people, given=given)


def _points(answers: Sequence[Answer], order: Sequence[int], low: float) -> tuple[int | None, ...]:
    """From 1, as instruments count."""
    said = [answers[place] for place in order]
    return tuple(None if answer is None else round(answer - low) + 1 for answer in said)
