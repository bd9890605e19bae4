from dataclasses import fields
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.measurement import disclosure
from assessments.measurement.disclosure import (
    WIDTH,
    Audience,
    Band,
    Detail,
    PairDetail,
    Reader,
    Reason,
    Withheld,
)
from assessments.measurement.instrument import Borders

YES_NO = (False, True)
ANY_GROUP = st.frozensets(st.integers(0, 14))


def pairs_verdict(reader, audience, closed, own_pair, both_agreed, both_views):
    """What the promise says, as a table: None is shown."""
    facilitator, leader = reader is Reader.FACILITATOR, reader is Reader.LEADER
    if facilitator and audience is not Audience.TEAM_ONLY:
        return None if closed else Reason.ROUND_OPEN
    if leader and own_pair and audience is Audience.OPEN_TO_PAIR:
        return Reason.ROUND_OPEN if not closed else None if both_views else Reason.ONE_VIEW
    if leader and own_pair and audience is Audience.REVEAL_TOGETHER:
        if not closed:
            return Reason.ROUND_OPEN
        if not both_agreed:
            return Reason.NOT_BOTH_AGREED
        return None if both_views else Reason.ONE_VIEW
    return Reason.NOT_IN_AUDIENCE


def may_see(reader, audience, closed, own_pair, both_agreed, both_views):
    return disclosure.may_see_pairs(
        reader, audience, closed, own_pair=own_pair, both_agreed=both_agreed, both_views=both_views
    )


def test_who_sees_pairs_is_what_was_promised():
    for case in product(Reader, Audience, YES_NO, YES_NO, YES_NO, YES_NO):
        withheld = may_see(*case)
        assert (withheld and withheld.reason) == pairs_verdict(*case), case
        assert withheld is None or withheld.need is None


def test_a_facilitator_who_came_later_was_not_promised():
    for audience, closed in product(Audience, YES_NO):
        shown = disclosure.may_see_pairs(Reader.FACILITATOR, audience, closed, promised=False)
        never = audience is Audience.TEAM_ONLY
        assert shown == Withheld(Reason.NOT_IN_AUDIENCE if never else Reason.CAME_LATER)


def test_a_narrower_audience_never_shows_more():
    for narrow, wide in combinations(WIDTH, 2):
        for reader in Reader:
            assert disclosure.pair_detail(reader, narrow) <= disclosure.pair_detail(reader, wide)
            for case in product(YES_NO, YES_NO, YES_NO, YES_NO):
                shown_narrow = may_see(reader, narrow, *case) is None
                shown_wide = may_see(reader, wide, *case) is None
                assert shown_wide or not shown_narrow, (reader, narrow, wide, case)


def test_more_never_hides_what_less_shows():
    """Closing, agreeing and rating only ever open; being one of the two too."""
    for reader, audience in product(Reader, Audience):
        for case in product(YES_NO, repeat=4):
            if may_see(reader, audience, *case) is None:
                for more in product(*((value, True) for value in case)):
                    assert may_see(reader, audience, *more) is None


def test_admins_never_see_a_rating():
    for case in product(Audience, YES_NO, YES_NO, YES_NO, YES_NO):
        assert may_see(Reader.ADMIN, *case) == Withheld(Reason.NOT_IN_AUDIENCE)
    assert {disclosure.pair_detail(Reader.ADMIN, audience) for audience in Audience} == {PairDetail.NONE}


def test_before_agreement_nobody_learns_whether_the_other_has_rated():
    asked = [
        disclosure.may_see_pairs(
            Reader.LEADER, Audience.REVEAL_TOGETHER, closed=True, own_pair=True, both_views=both_views
        )
        for both_views in YES_NO
    ]
    assert asked == [Withheld(Reason.NOT_BOTH_AGREED)] * 2


def test_leaders_see_bands_together_and_views_when_open():
    assert [disclosure.pair_detail(Reader.LEADER, audience) for audience in WIDTH] == [
        PairDetail.NONE,
        PairDetail.NONE,
        PairDetail.BAND,
        PairDetail.VIEWS,
    ]
    assert [disclosure.pair_detail(Reader.FACILITATOR, audience) for audience in WIDTH] == [
        PairDetail.NONE,
        PairDetail.VIEWS,
        PairDetail.VIEWS,
        PairDetail.VIEWS,
    ]


def test_widening_is_a_strict_order():
    assert set(WIDTH) == set(Audience)
    for old, new in product(Audience, repeat=2):
        assert disclosure.widens(old, new) is (WIDTH.index(old) < WIDTH.index(new))
        assert not (disclosure.widens(old, new) and disclosure.widens(new, old))


def test_comments_are_for_a_promised_facilitator_who_sees_pairs():
    for reader, audience, closed, promised in product(Reader, Audience, YES_NO, YES_NO):
        withheld = disclosure.may_see_comment(reader, audience, closed=closed, promised=promised)
        sees_pairs = reader is Reader.FACILITATOR and audience is not Audience.TEAM_ONLY
        assert (withheld is None) is (sees_pairs and closed and promised)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0.0, Band.LOW),
        (49.9, Band.LOW),
        (49.99999999999999, Band.MIDDLE),
        (50.0, Band.MIDDLE),
        (74.9, Band.MIDDLE),
        (74.99999999999999, Band.HIGH),
        (75.0, Band.HIGH),
        (100.0, Band.HIGH),
    ],
)
def test_bands_end_where_zones_do(score, band):
    assert disclosure.band(score, Borders()) is band


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_higher_score_is_never_in_a_lower_band(one, other):
    low, high = sorted((one, other))
    bands = list(Band)
    assert bands.index(disclosure.band(low, Borders())) <= bands.index(disclosure.band(high, Borders()))


def test_a_team_figure_needs_a_closed_round_and_five_people():
    assert disclosure.team_level(5, closed=True) is None
    assert disclosure.team_level(4, closed=True) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert disclosure.team_level(3, closed=True, floor=3) is None
    assert disclosure.team_level(2, closed=True, floor=3) == Withheld(Reason.TOO_FEW_ANSWERED, need=3)


def test_five_people_about_one_are_a_figure_about_that_one():
    assert disclosure.team_level(5, closed=True, rated=1) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert disclosure.team_level(5, closed=True, rated=4) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert disclosure.team_level(5, closed=True, rated=5) is None
    assert disclosure.team_level(4, closed=True, rated=9) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert disclosure.team_level(3, closed=True, floor=3, rated=3) is None
    assert disclosure.team_level(9, closed=False, rated=0) == Withheld(Reason.ROUND_OPEN)


def test_an_open_round_says_nothing_about_how_many_have_answered():
    assert {disclosure.team_level(n, closed=False) for n in range(20)} == {Withheld(Reason.ROUND_OPEN)}


@pytest.mark.parametrize("floor", [2, 1, 0, -5])
def test_no_floor_below_three(floor):
    with pytest.raises(ValueError):
        disclosure.team_level(50, closed=True, floor=floor)


@given(st.integers(0, 40), st.integers(0, 40), st.booleans(), st.integers(3, 10), st.integers(3, 10))
def test_more_answers_and_a_lower_floor_never_hide(answered, more, closed, floor, higher):
    few, many = sorted((answered, more))
    low, high = sorted((floor, higher))
    if disclosure.team_level(few, closed, floor=high) is None:
        assert disclosure.team_level(many, closed, floor=high) is None
        assert disclosure.team_level(few, closed, floor=low) is None


def test_a_figure_that_differs_from_another_by_a_few_people_would_tell_on_them():
    answers = {person: person % 5 + 1 for person in range(12)}
    everyone, all_but_one = set(answers), set(answers) - {11}
    # What could leak: the twelfth person's answer, exactly.
    assert sum(answers[p] for p in everyone) - sum(answers[p] for p in all_but_one) == answers[11]
    withheld = Withheld(Reason.DIFFERENCE_TOO_SMALL, need=5)
    assert disclosure.may_stand_beside(all_but_one, [everyone]) == withheld
    assert disclosure.may_stand_beside(everyone, [all_but_one]) == withheld
    assert disclosure.may_stand_beside(set(range(7)), [everyone]) is None
    assert disclosure.may_stand_beside(everyone, [everyone]) is None
    assert disclosure.may_stand_beside(everyone, []) is None


@given(ANY_GROUP, st.lists(ANY_GROUP, max_size=4))
def test_figures_stand_beside_each_other_when_nobody_or_enough_tell_them_apart(people, shown):
    fine = disclosure.may_stand_beside(people, shown) is None
    apart = [len(rest) for group in shown for rest in (people - group, group - people)]
    assert fine is all(size == 0 or size >= 5 for size in apart)


@given(ANY_GROUP, ANY_GROUP)
def test_the_order_in_which_two_figures_are_shown_does_not_matter(one, other):
    assert disclosure.may_stand_beside(one, [other]) == disclosure.may_stand_beside(other, [one])


def test_only_the_same_questions_are_compared():
    assert disclosure.may_compare(("lp-default", 1), ("lp-default", 1)) is None
    for other in [("lp-default", 2), ("own", 1)]:
        assert disclosure.may_compare(("lp-default", 1), other) == Withheld(Reason.DIFFERENT_VERSION)


@pytest.mark.parametrize(
    ("n", "holes"),
    [
        (0, 0),
        (3, 0),
        (4, 1),
        (5, 2),
        (6, 4),
        (7, 6),
        (8, 8),
        (9, 10),
        (10, 18),
        (11, 22),
        (12, 26),
        (50, 490),
    ],
)
def test_holes_allowed(n, holes):
    assert disclosure.holes_allowed(n) == holes


def test_a_larger_team_may_miss_at_least_as_many():
    allowed = [disclosure.holes_allowed(n) for n in range(60)]
    assert allowed == sorted(allowed)


@pytest.mark.parametrize(
    ("n", "detail"),
    [(0, 0), (3, 0), (4, 0), (5, 0), (6, 1), (7, 1), (8, 2), (9, 2), (100, 2)],
)
def test_how_exactly_shares_are_shown(n, detail):
    assert disclosure.shares_detail(n) is Detail(detail)
    shown = disclosure.variance_shares(n, 0)
    assert shown == (Detail(detail) if detail else Withheld(Reason.TEAM_TOO_SMALL, need=6))


def test_too_many_holes_leave_pair_scores_only():
    assert disclosure.variance_shares(6, 4) is Detail.ROUGH
    assert disclosure.variance_shares(6, 5) == Withheld(Reason.TOO_MANY_HOLES, need=4)
    assert disclosure.tests(8, 8) is None
    assert disclosure.tests(8, 9) == Withheld(Reason.TOO_MANY_HOLES, need=8)
    assert disclosure.tests(7, 0) == Withheld(Reason.TEAM_TOO_SMALL, need=8)


def test_every_size_and_number_of_holes_has_one_answer_and_holes_never_show_more():
    for n in range(41):
        shown = [disclosure.variance_shares(n, holes) for holes in range(n * n + 1)]
        assert all(isinstance(answer, (Detail, Withheld)) and answer is not Detail.NONE for answer in shown)
        is_shown = [isinstance(answer, Detail) for answer in shown]
        assert is_shown == sorted(is_shown, reverse=True)
        for holes, shares in enumerate(shown):
            assert (disclosure.tests(n, holes) is None) is (shares is Detail.FULL)


def effect(reader=Reader.FACILITATOR, n=8, holes=0, reliability=0.8, variance=0.5, **more):
    return disclosure.person_effect(reader, n, holes, reliability, variance, **more)


def test_a_persons_effect_is_shown_to_a_facilitator_when_it_can_be_known():
    assert effect() is None
    assert effect(reliability=0.6) is None


@pytest.mark.parametrize(
    ("case", "withheld"),
    [
        ({"reader": Reader.LEADER}, Withheld(Reason.NOT_IN_AUDIENCE)),
        ({"reader": Reader.ADMIN}, Withheld(Reason.NOT_IN_AUDIENCE)),
        ({"audience": Audience.TEAM_ONLY}, Withheld(Reason.NOT_IN_AUDIENCE)),
        ({"n": 7}, Withheld(Reason.TEAM_TOO_SMALL, need=8)),
        ({"holes": 9}, Withheld(Reason.TOO_MANY_HOLES, need=8)),
        ({"variance": 0.0}, Withheld(Reason.NO_VARIANCE)),
        ({"variance": -0.1}, Withheld(Reason.NO_VARIANCE)),
        ({"variance": float("nan")}, Withheld(Reason.NO_VARIANCE)),
        ({"reliability": 0.599}, Withheld(Reason.LOW_RELIABILITY)),
        ({"reliability": float("nan")}, Withheld(Reason.LOW_RELIABILITY)),
    ],
)
def test_a_persons_effect_is_withheld(case, withheld):
    assert effect(**case) == withheld


NUMBERS = st.floats(-1, 1) | st.just(float("nan"))


@given(st.sampled_from(Reader), st.integers(0, 30), st.integers(0, 200), NUMBERS, NUMBERS)
def test_what_is_withheld_tells_nothing_of_reliability_or_variance(reader, n, holes, reliability, variance):
    withheld = effect(reader, n, holes, reliability, variance)
    assert withheld is None or withheld.need in {None, 8, disclosure.holes_allowed(n)}


def test_a_withheld_result_has_no_place_for_a_number_from_ratings():
    assert {field.name: field.type for field in fields(Withheld)} == {"reason": Reason, "need": int | None}
