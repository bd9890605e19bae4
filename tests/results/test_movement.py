"""What has moved: promised in both rounds, of those in both, the team first, and of pairs what is no noise."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.actions import cohorts, participation, roles, rounds
from assessments.measurement.pairs import Movement
from assessments.measurement.round_robin import team_change
from assessments.measurement.scoring import scale_scores
from assessments.models import Event, Leader, Rating, Round
from assessments.promise.withheld import Reason, Withheld
from assessments.results import movement
from assessments.results.moved_pairs import MovedPairs
from assessments.results.movement import MovementPage, TeamMovement

from .. import people
from ..people import NOW, Cast
from ..views.page import Page
from .crowd import as_read, crowd
from .test_numbers import POINTS, drawn, is_silent, says

LATER = NOW + timedelta(days=90)


def filled(round: Round, answers: np.ndarray) -> Round:
    """By place on the roster."""
    rows = list(round.ratings.select_related("rater", "about"))
    for row in rows:
        says(row, answers[row.rater.position - 1, row.about.position - 1])
        row.answered_at = row.answered_at or NOW
    Rating.objects.bulk_update(rows, ["answers", "trust", "purpose", "whole", "answered_at"])
    return round


def again(cast: Cast, first: Round, answers: np.ndarray, audience: str = "facilitator_only") -> Round:
    """The same cohort a quarter later."""
    opened = people.open_round(
        first.cohort, "Spring after", audience=audience, now=LATER - timedelta(days=20)
    )
    participation.promise_to_all(round=opened, version=f"{audience}/1", now=LATER)
    filled(opened, answers)
    return rounds.close(by=cast.fay, round=opened, now=LATER)


def two(
    cast: Cast, before: np.ndarray, after: np.ndarray, audience: str = "facilitator_only", first: str = "Dan"
) -> Round:
    earlier = filled(crowd(cast, len(before), audience=audience, first=first), before)
    return again(cast, earlier, after, audience)


def seen(cast: Cast, round: Round) -> TeamMovement:
    found = movement.for_round(as_read(round, cast.fay), cast.fay)
    assert isinstance(found, TeamMovement)
    return found


def pairs_of(found: TeamMovement) -> MovedPairs:
    assert isinstance(found.pairs, MovedPairs)
    return found.pairs


def risen(answers: np.ndarray, points: int) -> np.ndarray:
    return np.minimum(answers + points, POINTS)


def test_the_team_has_moved_as_the_measurement_says(cast: Cast) -> None:
    before, after = drawn(8, seed=1), risen(drawn(8, seed=1), 1)
    found = seen(cast, two(cast, before, after))
    assert found.earlier == "Winter"
    for place, scale in enumerate(found.scales):
        items = slice(4 * place, 4 * place + 4)
        exact = team_change(*(scale_scores(one[..., items], POINTS) for one in (before, after)))
        assert (scale.change, scale.low, scale.high) == (
            round(exact.mean),
            round(exact.low),
            round(exact.high),
        )
        assert scale.movement is exact.movement is Movement.UP
        assert scale.says.startswith(f"{scale.name} has risen, by {scale.low} to {scale.high} points of 100")
    assert found.who == (
        "8 leaders are in both rounds, and the comparison is of what they said about one another.",
    )
    assert found.rough == ""


def test_what_lies_within_the_noise_is_no_movement(cast: Cast) -> None:
    found = seen(cast, two(cast, drawn(8), drawn(8)))
    assert [scale.movement for scale in found.scales] == [Movement.NONE_CLEAR] * 2
    assert found.scales[0].says == (
        "Trust has not moved beyond the noise: anything from 0 to 0 points is possible."
    )
    trust = pairs_of(found).scales[0]
    assert (trust.name, trust.pairs) == ("Trust", ())
    assert trust.beside == (
        "Of 28 pairs compared, 0 differ by more than the noise of one pair; about 1.4 would by chance "
        "alone. Sure enough to be named: 0."
    )


def test_a_pair_that_has_moved_for_certain_is_named_and_drawn(cast: Cast) -> None:
    before = drawn(8)
    before[0, 1] = before[1, 0] = 1
    after = before.copy()
    after[0, 1, :4] = after[1, 0, :4] = 7
    pairs = pairs_of(seen(cast, two(cast, before, after)))
    (pair,) = pairs.scales[0].pairs
    assert pairs.scales[1].pairs == ()
    assert (pair.a.first_name, pair.b.first_name) == ("Dan0", "Dan1")
    assert (pair.was, pair.now, pair.change, pair.movement) == (0, 100, "+100", Movement.UP)
    assert len(pairs.arrows) == 28
    (arrow,) = [one for one in pairs.arrows if one.moved]
    assert arrow.named
    assert (arrow.start, arrow.end) == ((0.0, 0.0), (0.0, 100.0))
    assert arrow.key == f"{pair.a.public_id}-{pair.b.public_id}"


def test_who_has_joined_or_left_is_said_and_moves_nothing(cast: Cast) -> None:
    first = filled(crowd(cast, 8), drawn(8))
    leaver = Leader.objects.get(name="Dan7 Number")
    cohorts.leave(by=cast.olu, cohort=first.cohort, leader=leaver, now=NOW + timedelta(days=1))
    joiner = cohorts.add_leader(
        by=None, organisation=cast.organisation, name="Eve New", title="", email="eve@harbour.example"
    )
    cohorts.join(by=None, cohort=first.cohort, leader=joiner, now=NOW + timedelta(days=1))
    after = drawn(8)
    after[7] = 7
    after[:, 7] = 1
    found = seen(cast, again(cast, first, after))
    assert found.who[0].startswith("7 leaders are in both rounds")
    assert found.who[1:] == ("Eve New has joined since.", "Dan7 Number is no longer there.")
    assert [scale.change for scale in found.scales] == [0, 0]
    assert len(pairs_of(found).arrows) == 21


def test_the_first_round_has_nothing_to_be_compared_with(cast: Cast) -> None:
    assert movement.for_round(as_read(crowd(cast, 6), cast.fay), cast.fay) is None
    assert movement.page(None) == MovementPage(
        None, why="This is the team’s first round with results: movement is seen from the second on."
    )


def test_who_was_not_promised_the_earlier_round_compares_nothing_with_it(cast: Cast) -> None:
    later = two(cast, drawn(6), drawn(6))
    gil = roles.make_facilitator(
        by=None, cohort=later.cohort, email="gil@harbour.example", name="Gil New", now=NOW + timedelta(days=1)
    ).user
    found = movement.for_round(as_read(later, gil), gil)
    assert isinstance(found, Withheld)
    assert found.reason is Reason.CAME_LATER
    assert later.participants.filter(promised_at__gt=NOW + timedelta(days=1)).exists()


def test_who_was_promised_neither_round_sees_no_movement(cast: Cast) -> None:
    later = two(cast, drawn(6), drawn(6))
    gil = roles.make_facilitator(
        by=None,
        cohort=later.cohort,
        email="gil@harbour.example",
        name="Gil New",
        now=LATER + timedelta(days=1),
    ).user
    found = movement.for_round(as_read(later, gil), gil)
    assert isinstance(found, Withheld)
    assert found.reason is Reason.CAME_LATER


def test_where_either_round_was_promised_without_names_no_pair_is_named(cast: Cast) -> None:
    before, after = drawn(8), risen(drawn(8), 1)
    first = filled(crowd(cast, 8, audience="team_only"), before)
    found = seen(cast, again(cast, first, after, audience="facilitator_only"))
    assert isinstance(found.pairs, Withheld)
    assert found.pairs.reason is Reason.NOT_IN_AUDIENCE
    assert all(scale.is_known for scale in found.scales)
    assert found.rough == ""


def test_beside_figures_of_nearly_the_same_people_the_change_is_rounded(cast: Cast) -> None:
    first = filled(crowd(cast, 8, audience="team_only"), drawn(8))
    for about in range(7):
        is_silent(first, "Dan7", f"Dan{about}")
    found = seen(cast, again(cast, first, risen(drawn(8), 1), audience="team_only"))
    assert {value % 5 for scale in found.scales for value in (scale.change, scale.low, scale.high)} == {0}
    assert found.rough.startswith("Fewer than 5 people have answered in one of the two rounds")


def test_below_five_who_answered_in_both_rounds_the_team_is_not_told(cast: Cast) -> None:
    first = filled(crowd(cast, 6), drawn(6))
    for rater in ("Dan4", "Dan5"):
        for about in range(6):
            if rater != f"Dan{about}":
                is_silent(first, rater, f"Dan{about}")
    found = seen(cast, again(cast, first, drawn(6)))
    assert [scale.is_known for scale in found.scales] == [False, False]
    assert found.scales[0].says.startswith("Movement in trust is shown from 5 people who have answered")


def test_other_questions_are_not_compared(cast: Cast) -> None:
    later = as_read(two(cast, drawn(6), drawn(6)), cast.fay)
    later.instrument.version += 1
    found = movement.for_round(later, cast.fay)
    assert movement.page(found).why == "The two rounds asked different questions, so they are not compared."


def test_the_look_leaves_a_line_that_says_with_what_it_was_compared(cast: Cast) -> None:
    later = two(cast, drawn(6), drawn(6))
    client = Client()
    client.force_login(cast.fay)
    client.get(reverse("movement", kwargs={"round": later.public_id}))
    line = Event.objects.order_by("-pk")[0]
    assert (line.verb, line.public_id, line.detail) == ("saw movement", later.public_id, "Winter")


def test_movement_costs_the_same_in_a_large_team(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size, first in ((5, "Eva"), (12, "Dan")):
        later = as_read(two(cast, drawn(size), drawn(size), first=first), cast.fay)
        with django_assert_num_queries(10):
            movement.for_round(later, cast.fay)


@pytest.mark.parametrize("audience", ["facilitator_only", "team_only"])
def test_the_page_says_what_the_value_says(cast: Cast, audience: str) -> None:
    before = drawn(8)
    before[0, 1] = before[1, 0] = 1
    after = before.copy()
    after[0, 1, :4] = after[1, 0, :4] = 7
    later = two(cast, before, after, audience)
    client = Client()
    client.force_login(cast.fay)
    page = Page(client.get(reverse("movement", kwargs={"round": later.public_id})))
    assert seen(cast, later).scales[0].says in page.text
    assert ("Dan0 Number – Dan1 Number" in page.text) is (audience == "facilitator_only")
