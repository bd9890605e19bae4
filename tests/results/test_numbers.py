"""What the numbers of a round say: as the measurement has them, from enough people, and only what was promised."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from numpy.typing import NDArray

from assessments.actions import roles
from assessments.measurement.reliability import ScaleReliability, scale_reliability
from assessments.measurement.round_robin import analyse
from assessments.measurement.scoring import scale_score, scale_scores
from assessments.measurement.simulation import Population, draw_answers, draw_teams
from assessments.models import Rating, Round
from assessments.promise.rules import TEAM_FLOOR
from assessments.promise.withheld import Reason, Withheld
from assessments.results import _ratings, numbers, sentences
from assessments.results.numbers import Numbers, ScaleNumbers

from ..people import NOW, Cast
from ..people import rating as kept_rating
from ..views.page import Page
from .crowd import as_read, crowd, is_silent

POINTS = 7
ITEMS = ("T1", "T2", "T3", "T4", "P1", "P2", "P3", "P4")
# People who differ much in how they rate and are rated, so that who is higher can be told.
CLEAR_CUT = Population(perceiver_sd=(1.2, 1.2), target_sd=(1.2, 1.2), relationship_sd=(0.5, 0.5), item_sd=0.3)
ALIKE = Population(perceiver_sd=(0.01, 0.01), target_sd=(0.01, 0.01))


def drawn(n: int, population: Population | None = None, seed: int = 1) -> NDArray[np.float64]:
    """(n, n, 8) answers on 1..7, row rater; the diagonal is empty."""
    rng = np.random.default_rng(seed)
    team = draw_teams(rng, n, population) if population else draw_teams(rng, n)
    return np.concatenate(list(draw_answers(rng, team)), axis=-1)


def team_of(cast: Cast, answers: NDArray[np.float64], audience: str = "facilitator_only") -> Round:
    """A closed round in which Dan0, Dan1 … have said this; NaN is an item that somebody cannot answer."""
    return _filled(crowd(cast, len(answers), audience=audience), answers)


def _filled(round: Round, answers: NDArray[np.float64]) -> Round:
    rows = list(round.ratings.select_related("rater", "about"))
    for row in rows:
        says(row, answers[row.rater.position - 1, row.about.position - 1])
    Rating.objects.bulk_update(rows, ["answers", "trust", "purpose", "whole"])
    return round


def says(row: Rating, points: NDArray[np.float64]) -> None:
    given = [None if np.isnan(point) else int(point) for point in points]
    row.answers = {key: point or "cant_say" for key, point in zip(ITEMS, given, strict=True)}
    row.trust, row.purpose = scale_score(given[:4], POINTS), scale_score(given[4:], POINTS)
    row.whole = row.trust is not None and row.purpose is not None


def read(cast: Cast, round: Round) -> Numbers:
    found = numbers.for_round(as_read(round, cast.fay))
    assert isinstance(found, Numbers)
    return found


def both(cast: Cast, round: Round) -> tuple[ScaleNumbers, ScaleNumbers]:
    trust, purpose = read(cast, round).scales
    return trust, purpose


def page(cast: Cast, round: Round) -> Page:
    fay = Client()
    fay.force_login(cast.fay)
    return Page(fay.get(reverse("numbers", kwargs={"round": round.public_id})))


# --- the values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [8, 12])
def test_shares_are_those_of_the_round_robin(cast: Cast, n: int) -> None:
    answers = drawn(n)
    for place, shown in enumerate(both(cast, team_of(cast, answers))):
        scores = scale_scores(answers[..., 4 * place : 4 * place + 4], POINTS)
        found = analyse(scores)
        parts = [found.perceiver_variance, found.target_variance, found.relationship_variance]
        exact = [100 * (part.standardised or 0) for part in parts]
        percents = [share.percent for share in shown.shares]
        assert percents == pytest.approx(exact, abs=1)
        assert (sum(percents), shown.rough, shown.why) == (100, False, "")
        for share in shown.shares:
            assert share.says.startswith(f"{share.percent}\u00a0% ({share.low} to {share.high}\u00a0%)")
            assert 0 <= share.low <= share.percent <= share.high <= 100


@pytest.mark.parametrize("n", [6, 7])
def test_from_six_people_shares_are_rough_tenths(cast: Cast, n: int) -> None:
    answers = drawn(n)
    for place, shown in enumerate(both(cast, team_of(cast, answers))):
        found = analyse(scale_scores(answers[..., 4 * place : 4 * place + 4], POINTS))
        parts = [found.perceiver_variance, found.target_variance, found.relationship_variance]
        percents = [share.percent for share in shown.shares]
        assert percents == pytest.approx([100 * (part.standardised or 0) for part in parts], abs=10)
        assert (sum(percents), {percent % 10 for percent in percents}) == (100, {0})
        assert {end % 10 for share in shown.shares for end in (share.low, share.high)} == {0}
        assert (shown.rough, shown.tests, shown.returned, shown.effects) == (True, "", "", ())


def test_three_thirds_make_a_whole() -> None:
    assert numbers._whole((1 / 3, 1 / 3, 1 / 3), step=1) == [34, 33, 33]
    assert numbers._whole((1 / 3, 1 / 3, 1 / 3), step=10) == [40, 30, 30]
    assert numbers._whole((0.35, 0.35, 0.3), step=10) == [40, 30, 30]
    assert numbers._whole((0.29, 0.0, 0.71), step=1) == [29, 0, 71]


def test_below_six_people_no_share_and_why(cast: Cast) -> None:
    for shown in both(cast, team_of(cast, drawn(5))):
        assert (shown.shares, shown.rough, shown.effects) == ((), False, ())
        assert shown.why == (
            "How much is about who rates, who is rated, and the two of them is not shown. "
            "This cannot be known from so few people: it takes at least 6."
        )
        assert "(alpha " in shown.reliability


def test_reliability_is_that_of_the_answers(cast: Cast) -> None:
    round = team_of(cast, drawn(8))
    said = _ratings.of_round(round)
    for scale, shown in zip(
        (round.instrument.definition().trust, round.instrument.definition().purpose),
        both(cast, round),
        strict=True,
    ):
        found = scale_reliability(said.answers_to(scale), said.rater)
        assert shown.reliability.endswith(
            f" (alpha {found.alpha:.2f}, 95\u00a0% interval {found.low:.2f} to {found.high:.2f}, "
            "from 56 complete ratings)."
        )


@pytest.mark.parametrize(
    ("alpha", "low", "begins"),
    [
        (
            0.9,
            0.81,
            "The questions of this scale hang together well: its scores can be relied on (alpha 0.90",
        ),
        (0.9, 0.75, "The questions of this scale hang together fairly well: large differences can be relied"),
        (0.9, 0.5, "How well the questions of this scale hang together is not sure: read single scores"),
        (-0.4, -0.9, "These questions do not measure one thing here: one may be worded the other way round"),
    ],
)
def test_what_alpha_means_comes_before_the_number(alpha: float, low: float, begins: str) -> None:
    assert sentences.alpha(ScaleReliability(alpha, low, 0.95, 0.4, 56)).startswith(begins)


def test_without_an_interval_alpha_says_why() -> None:
    said = sentences.alpha(ScaleReliability(0.9, np.nan, np.nan, 0.4, 12))
    assert said.endswith("without one of the raters there is none, so there is no interval).")


@pytest.mark.parametrize(("r", "much"), [(0.14, "a little"), (0.3, "to some degree"), (0.64, "clearly")])
def test_how_much_regard_is_returned(r: float, much: str) -> None:
    assert sentences.returned(r, 0.01).startswith(f"Special regard is {much} returned:")
    assert sentences.returned(-r, 0.01).startswith(f"Special regard is {much} turned round:")


def test_people_are_named_only_where_they_can_be_told_apart(cast: Cast) -> None:
    answers = drawn(10, CLEAR_CUT)
    shown = both(cast, team_of(cast, answers))[0]
    found = analyse(scale_scores(answers[..., :4], POINTS))
    for effects, shrunk in zip(
        shown.effects, (found.persons.perceiver_shrunk, found.persons.target_shrunk), strict=True
    ):
        assert effects.why == ""
        order = np.argsort(-shrunk)
        assert [effect.points for effect in effects.people] == pytest.approx(shrunk[order].tolist())
        assert [effect.person.name for effect in effects.people] == [f"Dan{i} Number" for i in order]


def test_nobody_is_named_where_people_are_alike(cast: Cast) -> None:
    for shown in both(cast, team_of(cast, drawn(10, ALIKE))):
        assert [effects.people for effects in shown.effects] == [(), ()]
        assert {effects.why for effects in shown.effects} <= {
            "Who is higher and who is lower cannot be told reliably enough to name anyone.",
            "The leaders do not differ in this by more than the measure’s noise.",
        }


# --- from enough people, scale by scale -------------------------------------------------------------------------------


def test_each_scale_needs_its_own_five(cast: Cast) -> None:
    """Five have answered on trust, and three of them on shared purpose too."""
    answers = drawn(6)
    answers[5] = np.nan
    answers[3:, :, 4:] = np.nan
    trust, purpose = both(cast, team_of(cast, answers, audience="team_only"))
    assert "(alpha " in trust.reliability
    assert purpose.why.startswith("Figures on shared purpose are shown from 5 people who have answered")
    assert (purpose.shares, purpose.reliability, purpose.effects) == ((), "", ())


def test_reliability_needs_five_who_answered_every_question(cast: Cast) -> None:
    """With three of four questions a scale has its score, and yet no part in alpha."""
    answers = drawn(6)
    answers[4:, :, 4] = np.nan
    trust, purpose = both(cast, team_of(cast, answers, audience="team_only"))
    assert "(alpha " in trust.reliability
    assert len(purpose.shares) == 3
    assert purpose.reliability == (
        "How well the questions hang together is shown from 5 people who have answered all of them, "
        "and about at least as many."
    )


def test_five_about_a_few_are_no_team(cast: Cast) -> None:
    answers = drawn(7)
    answers[:, 4:] = np.nan
    round = team_of(cast, answers, audience="team_only")
    refused = numbers.for_round(as_read(round, cast.fay))
    assert refused == Withheld(Reason.TOO_FEW_ANSWERED, TEAM_FLOOR)


# --- patterns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [4, 5, 9])
def test_patterns_whatever_the_size_of_the_team(cast: Cast, n: int) -> None:
    answers = drawn(n)
    answers[2] = 4
    found = read(cast, team_of(cast, answers))
    assert [(one.person.name, one.says) for one in found.patterns] == [
        ("Dan2 Number", ("gave the same answer to every question about everyone",))
    ]
    if n < TEAM_FLOOR:
        assert all(scale.why and not (scale.shares or scale.reliability) for scale in found.scales)


def test_what_changes_without_somebody(cast: Cast) -> None:
    """49 ratings of trust 58.3 and of shared purpose 66.7, and 7 of 100 on both."""
    answers = np.full((8, 8, 8), 5.0)
    answers[:, :, 0] = 3  # so that nobody else is flagged
    answers[7] = 7
    (one,) = read(cast, team_of(cast, answers)).patterns
    assert one.without == (
        "On the team’s average, trust is 64 of 100 with these answers and 58 without them; "
        "shared purpose is 71 of 100 with these answers and 67 without them.",
        "Without these answers 7 of 28 pairs have no zone, since one view makes no score; "
        "the others stay where they are.",
    )


def test_a_mean_of_four_is_not_shown_beside_that_of_five(cast: Cast) -> None:
    answers = drawn(5)
    answers[4] = 3
    (one,) = read(cast, team_of(cast, answers)).patterns
    assert one.without[0] == (
        "The team’s means with and without these answers are not given: both would have to come from 5 people."
    )
    assert "4 of 10 pairs have no zone" in one.without[1]


def test_nothing_is_deleted_by_reading(cast: Cast) -> None:
    answers = drawn(8)
    answers[0] = 6
    round = team_of(cast, answers)
    before = list(round.ratings.order_by("pk").values())
    assert read(cast, round).patterns
    assert list(round.ratings.order_by("pk").values()) == before


def test_two_colleagues_are_too_few_for_a_pattern(cast: Cast) -> None:
    answers = drawn(3)
    answers[0] = 4
    found = read(cast, team_of(cast, answers))
    assert (found.patterns, "at least 3 colleagues" in found.patterns_why) == ((), True)


def test_no_pattern(cast: Cast) -> None:
    found = read(cast, team_of(cast, drawn(8)))
    assert (found.patterns, found.patterns_why) == ((), "")


# --- what was promised ------------------------------------------------------------------------------------------------


def test_team_only_names_nobody(cast: Cast) -> None:
    answers = drawn(10, CLEAR_CUT)
    answers[3] = 4
    named = page(cast, team_of(cast, answers))
    round = _filled(crowd(cast, len(answers), audience="team_only", first="Kim"), answers)
    assert ("Dan3 Number gave the same answer" in named.text, "Dan0 Number" in named.text) == (True, True)
    found = read(cast, round)
    assert (found.patterns, "promised" in found.patterns_why) == ((), True)
    assert [effects.people for scale in found.scales for effects in scale.effects] == [()] * 4
    assert all(len(scale.shares) == 3 for scale in found.scales)
    assert "Number" not in page(cast, round).text  # the surname of everybody in it


def test_who_came_later_sees_nothing(cast: Cast) -> None:
    round = team_of(cast, drawn(8))
    late = roles.make_facilitator(
        by=cast.olu,
        cohort=round.cohort,
        email="max@harbour.example",
        name="Max Ito",
        now=NOW + timedelta(days=1),
    ).user
    withheld = numbers.for_round(as_read(round, late))
    assert isinstance(withheld, Withheld)
    assert asdict(withheld) == {"reason": Reason.CAME_LATER, "need": None}


def test_an_open_round_has_no_numbers(cast: Cast) -> None:
    for size, first in ((3, "Dan"), (8, "Kim")):
        round = crowd(cast, size, close=False, first=first)
        assert numbers.for_round(as_read(round, cast.fay)) == Withheld(Reason.ROUND_OPEN)


def test_silence_is_no_answer(cast: Cast) -> None:
    round = crowd(cast, 5)
    assert kept_rating(round, "Dan0", "Dan1").trust is not None
    for about in range(1, 5):
        is_silent(round, "Dan0", f"Dan{about}")
    for scale in both(cast, round):
        assert scale.why.startswith("Figures on ")
