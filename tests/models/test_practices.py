"""What a leader says about the team's practices is kept with the scores that follow; numbers by hand from METHOD §2."""

from __future__ import annotations

import pytest

from assessments.measurement.instrument import DEFAULT
from assessments.models import PracticeAnswers
from assessments.models.practices import NotAPractice
from assessments.models.ratings import CANT_SAY, Answer

from ..people import Cast

ITEMS = [item.key for practice in DEFAULT.practices for item in practice.items]
NOTHING = dict.fromkeys(["vision", "communication", "respect", "decisions", "development"])


def said(**answers: Answer) -> PracticeAnswers:
    row = PracticeAnswers()
    row.say(answers, DEFAULT)
    return row


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ({"V1": 1, "V2": 1, "V3": 1}, 0.0),
        ({"V1": 7, "V2": 7, "V3": 7}, 100.0),
        ({"V1": 5, "V2": 6, "V3": 4}, 100 * 4 / 6),
        ({"V1": 5, "V2": 6}, None),  # two of three are less than three quarters
        ({"V1": 5, "V2": 6, "V3": CANT_SAY}, None),
        ({}, None),
    ],
)
def test_a_practice_is_scored_as_a_scale(given: dict[str, Answer], score: float | None) -> None:
    assert said(**given).scores == NOTHING | {"vision": pytest.approx(score) if score else score}


def test_what_is_said_later_joins_what_was_said_before() -> None:
    row = said(J1=5)
    row.say({"J2": 6, "D1": CANT_SAY}, DEFAULT)
    assert row.answers == {"J1": 5, "J2": 6, "D1": CANT_SAY}
    assert row.scores == NOTHING | {"development": pytest.approx(75.0)}  # 100·(5.5 − 1)/6


def test_whole_when_nothing_is_left_open() -> None:
    everything: dict[str, Answer] = dict.fromkeys(ITEMS, 4) | {"J2": CANT_SAY}
    assert len(everything) == 14
    assert said(**everything).whole
    for key in everything:
        assert not said(**{other: value for other, value in everything.items() if other != key}).whole


@pytest.mark.parametrize("key", ["T1", "P4", "V9", "need"])
def test_only_what_is_asked_about_the_team_is_kept(key: str) -> None:
    row = said(V1=5)
    with pytest.raises(NotAPractice):
        row.say({"V2": 5, key: 5}, DEFAULT)
    assert row.answers == {"V1": 5}


def test_every_participant_has_them_from_the_opening_on(cast: Cast) -> None:
    there = PracticeAnswers.objects.filter(participant__round=cast.open)
    assert sorted(str(row) for row in there) == [
        f"{name} about the team" for name in ("Ada Okafor", "Ben Larsen", "Cleo Martin")
    ]
    of_ben = there.get(participant__name="Ben Larsen")
    assert (of_ben.answers, of_ben.version, of_ben.whole, of_ben.answered_at) == ({}, 0, False, None)
