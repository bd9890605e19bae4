"""The team's practices as they are read: of one set of people, from five, beside nothing of nearly the same people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assessments.actions import participation, rosters, rounds
from assessments.measurement.pairs import Movement
from assessments.measurement.practices import Standing
from assessments.models import Participant, PracticeAnswers, Round
from assessments.models.ratings import CANT_SAY
from assessments.promise.rules import TEAM_FLOOR
from assessments.promise.withheld import Reason, Withheld
from assessments.results import practices
from assessments.results.practices import PracticesPage, TeamPractices

from .. import people
from ..people import BEFORE, NOW, PRACTICES, Cast
from .crowd import as_read, crowd

FIVE = 67  # of 100: 5 on a scale of 1 to 7


def team_of(cast: Cast, size: int) -> Round:
    return crowd(cast, size, close=False)


def say(round: Round, who: str, **points: int | str) -> None:
    """By practice; what is not named keeps its 5."""
    people.say_of_the_team(round, who, **points)


def silence(round: Round, *names: str) -> None:
    theirs = PracticeAnswers.objects.filter(participant__round=round, participant__first_name__in=names)
    assert theirs.update(answers={}, scores={}, whole=False, version=0, answered_at=None) == len(names)


def closed(cast: Cast, round: Round, after: int = 0) -> Round:
    return as_read(rounds.close(by=cast.fay, round=round, now=NOW + after * (NOW - BEFORE)), cast.fay)


def read(cast: Cast, round: Round) -> TeamPractices:
    found = practices.for_round(round)
    assert isinstance(found, TeamPractices)
    return found


def again(cast: Cast, first: Round, name: str = "Spring after") -> Round:
    """The same cohort once more, everybody saying 5."""
    opened = people.open_round(first.cohort, name)
    participation.promise_to_all(round=opened, version=first.promise_version, now=NOW)
    for one in opened.participants.all():
        people.say_of_the_team(opened, one.name.split()[0], **dict.fromkeys(PRACTICES, 5))
    return opened


def test_five_practices_from_five_people(cast: Cast) -> None:
    opened = team_of(cast, 5)
    for place, points in enumerate((7, 6, 7, 6, 7)):
        say(opened, f"Dan{place}", vision=points)
    found = read(cast, closed(cast, opened))
    assert (found.people, [one.name for one in found.practices]) == (
        5,
        [
            "Shared vision and goals",
            "Open communication",
            "Mutual trust and respect",
            "Shared decision-making",
            "Joint development",
        ],
    )
    vision, communication, *_ = found.practices
    assert (vision.mean, vision.low, vision.high) == (93, 82, 100)  # 6.6 ± 2.776·.548/√5, on 0..100
    assert (communication.mean, communication.low, communication.high) == (FIVE, FIVE, FIVE)
    assert vision.standing is Standing.STRONGER
    assert found.unsaid == ()


@pytest.mark.parametrize("audience", ["team_only", "facilitator_only", "reveal_together", "open_to_pair"])
def test_the_same_in_every_audience_and_for_everyone_of_the_round(cast: Cast, audience: str) -> None:
    round = as_read(crowd(cast, 5, audience=audience), cast.fay)
    for_facilitator = practices.for_round(round)
    assert isinstance(for_facilitator, TeamPractices)
    roster = Participant.objects.filter(round=round).select_related("round__cohort")
    out = NOW + timedelta(days=30)
    assert [practices.for_leader(one, out) for one in roster] == [for_facilitator] * 5


def test_four_are_too_few_whoever_else_is_on_the_roster(cast: Cast) -> None:
    opened = team_of(cast, 6)
    silence(opened, "Dan4", "Dan5")
    found = practices.for_round(closed(cast, opened))
    assert found == Withheld(Reason.TOO_FEW_ANSWERED, need=TEAM_FLOOR)


def test_who_has_left_the_round_is_kept_apart(cast: Cast) -> None:
    opened = team_of(cast, 7)
    say(opened, "Dan0", vision=1, decisions=1)
    rosters.withdraw(by=cast.fay, participant=people.participant(opened, "Dan0"), now=NOW)
    found = read(cast, closed(cast, opened))
    assert (found.people, {one.mean for one in found.practices}, found.unsaid) == (6, {FIVE}, ())


def test_nobody_is_in_one_figure_and_not_in_another(cast: Cast) -> None:
    """Dan0 leaves a gap in one practice: were the others told with Dan0, two means would differ by one person."""
    opened = team_of(cast, 7)
    say(opened, "Dan0", vision=1, communication=1, decisions=CANT_SAY)
    found = read(cast, closed(cast, opened))
    assert (found.people, {one.mean for one in found.practices}) == (6, {FIVE})
    assert found.unsaid == (
        "1 leader left a question open or could not say, and is left out of all practices: "
        "two figures of nearly the same people would tell what the others said.",
    )


def test_a_practice_that_too_few_can_judge_is_left_out_and_costs_nobody_their_say(cast: Cast) -> None:
    opened = team_of(cast, 6)
    for place in range(3):
        say(opened, f"Dan{place}", development=CANT_SAY)
    found = read(cast, closed(cast, opened))
    assert (found.people, [one.key for one in found.practices]) == (6, PRACTICES[:-1])
    assert found.unsaid == ("Joint development: fewer than 5 could say.",)


def test_a_round_without_practices_says_so(cast: Cast) -> None:
    page = practices.page(None)
    assert page == PracticesPage(None, why="The questionnaire of this round asks nothing about practices.")


# --- beside an earlier round ----------------------------------------------------------------------------------------


def twice(cast: Cast, size: int, changed: dict[str, dict[str, Any]], silent: tuple[str, ...] = ()) -> Round:
    """A round in which everybody said 5, and one in which some have changed their mind or said nothing."""
    first = crowd(cast, size)
    second = again(cast, first)
    for who, points in changed.items():
        say(second, who, **points)
    silence(second, *silent)
    return closed(cast, second, after=1)


def test_movement_is_told_in_points_where_the_same_people_answered(cast: Cast) -> None:
    up = {f"Dan{place}": {"vision": 6 + place % 2} for place in range(6)}
    found = read(cast, twice(cast, 6, up))
    vision, *others = found.practices
    assert (found.compared_with, vision.movement, vision.moved) == (
        "Winter",
        Movement.UP,
        "25 points higher.",
    )
    assert {(one.movement, one.moved) for one in others} == {(Movement.NONE_CLEAR, "No clear movement.")}
    assert found.unsaid == ()


def test_one_change_of_mind_is_no_movement_of_the_team(cast: Cast) -> None:
    found = read(cast, twice(cast, 6, {"Dan0": {"vision": 1}}))
    assert {one.moved for one in found.practices} == {"No clear movement."}


def test_nearly_the_same_people_are_told_roughly_and_without_a_number(cast: Cast) -> None:
    """Of seven who said 5 and six who still do: the exact means, 63 and 67, would tell what the seventh said."""
    up = {f"Dan{place}": {"vision": 7} for place in range(1, 7)}
    found = read(cast, twice(cast, 7, up, silent=("Dan0",)))
    vision, communication, *_ = found.practices
    assert (found.people, communication.mean, vision.mean) == (6, 65, 100)
    assert {value % 5 for one in found.practices for value in (one.mean, one.low, one.high)} == {0}
    assert vision.moved == "Higher than before."
    assert found.unsaid == (
        "Figures are rounded to 5 points and changes are told without a number: fewer than 5 people make the "
        "difference to an earlier round, and their answers could be worked out.",
    )


def test_the_earlier_round_stays_as_it_was_read(cast: Cast) -> None:
    first = crowd(cast, 7)
    before = read(cast, as_read(first, cast.fay))
    second = again(cast, first)
    silence(second, "Dan0")
    closed(cast, second, after=1)
    assert read(cast, as_read(first, cast.fay)) == before
    assert {one.mean for one in before.practices} == {FIVE}


def test_who_is_left_out_for_a_gap_makes_a_difference_too(cast: Cast) -> None:
    found = read(cast, twice(cast, 7, {"Dan0": {"decisions": CANT_SAY}}))
    assert {one.mean for one in found.practices} == {65}


def test_a_round_that_too_few_answered_shows_nothing_to_stand_beside(cast: Cast) -> None:
    first = crowd(cast, 6, close=False)
    silence(first, "Dan0", "Dan1")
    first = closed(cast, first)
    second = closed(cast, again(cast, first), after=1)
    found = read(cast, second)
    assert ({one.mean for one in found.practices}, found.compared_with, found.unsaid) == ({FIVE}, "", ())


def test_movement_needs_five_who_answered_twice(cast: Cast) -> None:
    first = crowd(cast, 10, close=False)
    silence(first, *(f"Dan{place}" for place in range(5)))
    first = closed(cast, first)
    second = again(cast, first)
    silence(second, *(f"Dan{place}" for place in range(5, 10)))
    found = read(cast, closed(cast, second, after=1))
    assert {(one.mean, one.moved) for one in found.practices} == {(FIVE, "")}
    assert found.unsaid == ("Movement is of those who answered in both rounds, and they are fewer than 5.",)


# --- where to begin -------------------------------------------------------------------------------------------------


def test_ideas_for_what_is_weaker_come_first(cast: Cast) -> None:
    opened = team_of(cast, 6)
    for place in range(6):
        say(opened, f"Dan{place}", decisions=2 + place % 2)
    page = practices.page(read(cast, closed(cast, opened)))
    assert (page.weaker, [one.key for one in page.begin]) == ("Shared decision-making", ["decisions"])
    assert [one.key for one in page.others] == ["vision", "communication", "respect", "development"]
    assert all(one.starts for one in (*page.begin, *page.others))
