"""The team as a whole: from five people who answered, and from fewer not a number."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from assessments.models import Round
from assessments.promise.rules import TEAM_FLOOR
from assessments.promise.withheld import Reason, Withheld
from assessments.results import team
from assessments.results.team import TeamLevel

from ..people import Cast
from .crowd import FIVES, as_read, crowd, is_silent, lies


def read(cast: Cast, round: Round) -> TeamLevel | Withheld:
    return team.for_round(as_read(round, cast.fay))


def silence(round: Round, place: int) -> None:
    for other in range(round.participants.count()):
        if other != place:
            is_silent(round, f"Dan{place}", f"Dan{other}")


def test_from_five_people(cast: Cast) -> None:
    """Twenty ratings: 19 of 66.7 and one of 0 and 100."""
    round = crowd(cast, 5, audience="team_only")
    lies(round, "Dan0", "Dan1", trust=0, purpose=100)
    level = read(cast, round)
    assert isinstance(level, TeamLevel)
    assert level.people == 5
    shown = {scale.name: (scale.mean, scale.low, scale.high) for scale in level.scales}
    five = FIVES["trust"]
    assert shown == {
        "Trust": pytest.approx((19 * five / 20, five, five)),
        "Shared purpose": pytest.approx(((19 * five + 100) / 20, five, five)),
    }


def test_the_middle_half(cast: Cast) -> None:
    """Of 20 ratings 5 are 0, 10 are 50 and 5 are 100: numpy's quartiles lie at places 4.75 and 14.25."""
    round = crowd(cast, 5)
    places = [(rater, about) for rater in range(5) for about in range(5) if rater != about]
    for count, (rater, about) in enumerate(places):
        score = 0 if count < 5 else 50 if count < 15 else 100
        lies(round, f"Dan{rater}", f"Dan{about}", trust=score)
    level = read(cast, round)
    assert isinstance(level, TeamLevel)
    trust = level.scales[0]
    assert (trust.mean, trust.low, trust.high) == pytest.approx((50, 37.5, 62.5))


def test_four_are_too_few(cast: Cast) -> None:
    """Five are on the roster, and the fifth has said nothing."""
    round = crowd(cast, 5)
    assert isinstance(read(cast, round), TeamLevel)
    silence(round, 4)
    withheld = read(cast, round)
    assert isinstance(withheld, Withheld)
    assert asdict(withheld) == {"reason": Reason.TOO_FEW_ANSWERED, "need": TEAM_FLOOR}


def test_who_was_only_rated_does_not_count(cast: Cast) -> None:
    """Twenty views about five people, but from four of them; and neither a half view nor no contact is one."""
    round = crowd(cast, 6)
    silence(round, 5)
    for about in (1, 2, 3, 4, 5):
        lies(round, "Dan0", f"Dan{about}", purpose=None)
    assert read(cast, round) == Withheld(Reason.TOO_FEW_ANSWERED, TEAM_FLOOR)
    for about in (1, 2, 3, 4, 5):
        lies(round, "Dan0", f"Dan{about}", trust=None, not_enough_contact=True)
    assert read(cast, round) == Withheld(Reason.TOO_FEW_ANSWERED, TEAM_FLOOR)
    lies(round, "Dan0", "Dan1", trust=50, purpose=50, not_enough_contact=False)
    level = read(cast, round)
    assert isinstance(level, TeamLevel)
    assert level.people == 5


def test_what_five_say_about_one_is_no_figure_of_the_team(cast: Cast) -> None:
    """Six people; as many rate as the floor asks for, but all of them the same four, then five."""
    round = crowd(cast, 6)
    for rater in range(6):
        for about in (4, 5):
            if rater != about:
                is_silent(round, f"Dan{rater}", f"Dan{about}")
    assert read(cast, round) == Withheld(Reason.TOO_FEW_ANSWERED, TEAM_FLOOR)
    lies(round, "Dan0", "Dan4", trust=50, purpose=50)
    level = read(cast, round)
    assert isinstance(level, TeamLevel)
    assert level.people == 6


def test_an_open_round_has_no_level_however_many_answered(cast: Cast) -> None:
    assert read(cast, crowd(cast, 6, close=False)) == Withheld(Reason.ROUND_OPEN)


def test_a_round_without_an_answer(cast: Cast) -> None:
    round = crowd(cast, 2)
    round.ratings.update(answers={}, trust=None, purpose=None, need=None, answered_at=None)
    assert read(cast, round) == Withheld(Reason.TOO_FEW_ANSWERED, TEAM_FLOOR)
