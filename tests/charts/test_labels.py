"""No label lies on another, on a point or on a zone's name, however many pairs there are."""

from itertools import combinations

import pytest

from assessments.charts import theme
from assessments.charts.geometry import Drawing, lay_out, zone_anchors
from assessments.charts.labels import Box, Label, label_box, place_labels
from assessments.results import words

from . import teams


def _labels(pairs: int) -> tuple[list[Label], list[Label], Drawing]:
    team = teams.team(pairs)
    drawing = lay_out(team.spectrum)
    return *place_labels(team.spectrum, drawing, [person.initials for person in team.people]), drawing


def _overlap(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _points(drawing: Drawing, radius: float) -> list[Box]:
    places = [
        (x, y) for marks in drawing.marks for x, y in zip(marks.x.tolist(), marks.y.tolist(), strict=True)
    ]
    return [Box(x - radius, y - radius, x + radius, y + radius) for x, y in places]


def _names(pairs: int, font: float) -> list[Box]:
    found = []
    for zone, x, y, side in zone_anchors(teams.team(pairs).spectrum.borders):
        width = len(words.zone(zone)) * theme.LETTER * font
        left = x - {"start": 0, "end": width}.get(side, width / 2)
        found.append(Box(left, y - font / 2, left + width, y + font / 2))
    return found


@pytest.mark.parametrize("pairs", teams.LEADERS)
def test_labels_of_a_wide_chart_do_not_overlap(pairs: int) -> None:
    always, if_wide, drawing = _labels(pairs)
    boxes = [label_box(label, theme.LABEL_FONT) for label in always + if_wide]
    assert [pair for pair in combinations(boxes, 2) if _overlap(*pair)] == []
    obstacles = _points(drawing, drawing.radius) + _names(pairs, theme.ZONE_FONT)
    assert [box for box in boxes if any(_overlap(box, other) for other in obstacles)] == []


@pytest.mark.parametrize("pairs", teams.LEADERS)
def test_labels_of_a_narrow_chart_do_not_overlap(pairs: int) -> None:
    """There letters and points are larger, and only the first labels are shown."""
    always, _, drawing = _labels(pairs)
    boxes = [label_box(label, theme.NARROW_LABEL_FONT) for label in always]
    assert [pair for pair in combinations(boxes, 2) if _overlap(*pair)] == []
    obstacles = _points(drawing, drawing.radius * theme.NARROW_GROWTH) + _names(pairs, theme.NARROW_ZONE_FONT)
    assert [box for box in boxes if any(_overlap(box, other) for other in obstacles)] == []


@pytest.mark.parametrize(
    ("pairs", "least", "most"), [(3, 3, 3), (45, 25, 45), (66, 30, 66), (4950, 5, theme.MOST_LABELS)]
)
def test_many_pairs_of_a_small_team_are_labelled_and_few_of_a_large_one(
    pairs: int, least: int, most: int
) -> None:
    always, if_wide, _ = _labels(pairs)
    assert least <= len(always) + len(if_wide) <= most
    assert len(always) > 0


def test_a_label_names_the_pair_at_its_point() -> None:
    team = teams.team(45)
    always, if_wide, drawing = _labels(45)
    at = {}
    for marks in drawing.marks:
        for pair, x, y in zip(marks.pairs, marks.x.tolist(), marks.y.tolist(), strict=True):
            a, b = team.people[team.spectrum.a[pair]], team.people[team.spectrum.b[pair]]
            at[x, y] = f"{a.initials}·{b.initials}"
    assert {(label.x, label.y): label.text for label in always + if_wide}.items() <= at.items()
    assert len({(label.x, label.y) for label in always + if_wide}) == len(always + if_wide)
