"""The table under the spectrum: its order, its pages, its words, and the sentence above it."""

from __future__ import annotations

import pytest

from assessments.measurement.spectrum import Zone
from assessments.models import Round
from assessments.promise.withheld import Reason, Withheld
from assessments.results import spectrum, table, words
from assessments.results.spectrum import TeamSpectrum
from assessments.results.table import ROWS, SORTS

from ..people import Cast
from .crowd import as_read, crowd, is_silent, lies

AB, AC, BC = "Ada Okafor & Ben Larsen", "Ada Okafor & Cleo Martin", "Ben Larsen & Cleo Martin"


def read(cast: Cast, round: Round | None = None) -> TeamSpectrum:
    team = spectrum.for_round(as_read(round or cast.closed, cast.fay))
    assert isinstance(team, TeamSpectrum)
    return team


def names(team: TeamSpectrum, sort: str, page: str = "1") -> list[str]:
    return [row.names for row in table.table(team, page, sort).rows]


ORDERS = {
    "name": [AB, AC, BC],
    "": [AB, AC, BC],
    "best": [AB, AC, BC],  # what nobody can ask for
    "first": [BC, AB, AC],
    "trust": [BC, AB, AC],
    "trust-high": [AC, AB, BC],
    "purpose": [BC, AB, AC],
    "purpose-high": [AC, AB, BC],
    "gap": [BC, AC, AB],
    "need": [BC, AB, AC],
}


def test_sorting(cast: Cast) -> None:
    lies(cast.closed, "Ben", "Cleo", trust=100, need=5)
    lies(cast.closed, "Cleo", "Ben", trust=0, need=5)
    lies(cast.closed, "Ada", "Cleo", purpose=60)
    team = read(cast)
    assert {sort: names(team, sort) for sort in ORDERS} == ORDERS
    assert set(SORTS) == ORDERS.keys() - {"", "best"}


def test_pairs_without_the_number_come_last(cast: Cast) -> None:
    is_silent(cast.closed, "Ada", "Cleo")
    is_silent(cast.closed, "Cleo", "Ada")
    team = read(cast)
    last = {sort: names(team, sort)[-1] for sort in SORTS}
    assert last == {"name": BC} | dict.fromkeys(SORTS.keys() - {"name"}, AC)


def test_equal_pairs_keep_their_order(cast: Cast) -> None:
    """Otherwise the second page could repeat a row of the first."""
    round = crowd(cast, 10)
    round.ratings.filter(rater__position__in=[2, 5, 6]).update(need=5)
    team = read(cast, round)
    need, by_name = team.spectrum.need, names(team, "name") + names(team, "name", "2")
    assert sorted(set(need)) == [3, 4, 5]
    expected = [by_name[i] for i in sorted(range(45), key=lambda i: -need[i])]
    assert names(team, "need") + names(team, "need", "2") == expected


def test_pages(cast: Cast) -> None:
    """Ten leaders are 45 pairs; a page that is not there is the nearest one that is."""
    team = read(cast, crowd(cast, 10))
    pages = {number: names(team, "name", number) for number in ("1", "2", "3", "0", "-1", "x", "")}
    assert [len(pages[number]) for number in ("1", "2")] == [ROWS, 45 - ROWS]
    assert set(pages["1"]) & set(pages["2"]) == set()
    assert pages["3"] == pages["0"] == pages["-1"] == pages["2"]
    assert pages["x"] == pages[""] == pages["1"]


def test_rows(cast: Cast) -> None:
    is_silent(cast.closed, "Ada", "Ben")
    is_silent(cast.closed, "Ada", "Cleo")
    is_silent(cast.closed, "Cleo", "Ada")
    team = read(cast)
    rows = table.table(team, "1", "name").rows
    shown = [(row.key, row.zone, row.step, row.trust_gap, row.purpose_gap, row.state) for row in rows]
    gap = pytest.approx(100 / 6)
    assert shown == [
        (team.key(0, 1), "", None, None, None, "one-sided"),
        (team.key(0, 2), "", None, None, None, "no view yet"),
        (team.key(1, 2), "Collaboration", 1, gap, gap, ""),
    ]


def test_a_gap_has_no_sign_and_a_zone_near_its_border_says_so(cast: Cast) -> None:
    rows = table.table(read(cast), "1", "name").rows
    gap = pytest.approx(100 / 6)
    assert [(row.trust_gap, row.purpose_gap, row.state) for row in rows] == [
        (gap, gap, "borderline"),  # trust exactly at the border of 75
        (0, gap, ""),
        (gap, gap, ""),
    ]


def test_summary(cast: Cast) -> None:
    lies(cast.closed, "Cleo", "Ben", trust=0, purpose=60)
    is_silent(cast.closed, "Ada", "Cleo")
    said = table.summary(read(cast))
    assert (said.pairs, said.leaders, said.complete, said.one_sided, said.missing) == (3, 3, 2, 1, 0)
    assert said.zones == (
        ("partnership", "Leadership partnership", 0),
        ("collaboration", "Collaboration", 1),
        ("trust-led", "Trust-led", 1),
        ("purpose-led", "Purpose-led", 0),
        ("developing", "Developing", 0),
    )
    assert (said.purpose_ahead, said.uneven, said.clear, said.borderline, said.divided) == (1, 1, 0, 1, 1)
    assert said.lags == (("trust first", 0), ("shared purpose first", 0), ("both", 0))


def test_nothing_said_yet(cast: Cast) -> None:
    cast.closed.ratings.update(answers={}, trust=None, purpose=None, need=None, answered_at=None)
    said = table.summary(read(cast))
    assert (said.pairs, said.complete, said.one_sided, said.missing) == (3, 0, 0, 3)
    assert (said.purpose_ahead, said.uneven, said.borderline) == (0, 0, 0)
    assert [sum(count for *_, count in said.zones), names(read(cast), "gap")] == [0, [AB, AC, BC]]


def test_every_zone_and_reason_has_its_words() -> None:
    assert set(words.ZONE_NAMES) == set(words.ZONE_MEANINGS) == set(Zone)
    sentences = [words.why(Withheld(reason, need=5)) for reason in Reason]
    assert len(set(sentences)) == len(Reason)
    assert [one for one in sentences if not one.endswith(".") or "%" in one or "None" in one] == []
