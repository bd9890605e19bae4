"""The ratings of a file as one cube of answers per team."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.files import ratings
from assessments.files.layout import Layout

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TeamRatings:
    """One team: people in order, and per scale the answers (n, n, k), [rater, about, item], NaN where there is none."""

    name: str
    people: tuple[str, ...]
    answers: dict[str, Array]


def cubes(teams: Sequence[ratings.Team], layout: Layout) -> list[TeamRatings]:
    return [_cube(team, layout) for team in teams]


def _cube(team: ratings.Team, layout: Layout) -> TeamRatings:
    place = {person: index for index, person in enumerate(team.people)}
    cube = np.full((len(place), len(place), len(layout.items)), np.nan)
    for (rater, about), answers in team.given.items():
        cube[place[rater], place[about]] = np.array(answers, dtype=float)
    columns = {item: index for index, item in enumerate(layout.items)}
    scales = {scale: cube[..., [columns[item] for item in items]] for scale, items in layout.scales.items()}
    return TeamRatings(team.name, team.people, scales)
