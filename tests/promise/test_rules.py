"""Who may see what: every look one by one, as the promise says it."""

from dataclasses import fields
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.promise import rules
from assessments.promise.audience import WIDTH, Audience, Band, PairDetail, band, pair_detail, widens
from assessments.promise.look import Look
from assessments.promise.reader import Reader
from assessments.promise.stage import Stage
from assessments.promise.withheld import Reason, Withheld

YES_NO = (False, True)
ANY_GROUP = st.frozensets(st.integers(0, 14))


CLOSED = {False: Stage.OPEN, True: Stage.CLOSED}
LOOKS = [Look(*parts) for parts in product(Reader, Audience, Stage, YES_NO)]
FACILITATOR = Look(Reader.FACILITATOR, Audience.FACILITATOR_ONLY, Stage.CLOSED, promised=True)
LEADER = Look(Reader.LEADER, Audience.FACILITATOR_ONLY, Stage.RELEASED, promised=True)


def pairs_verdict(look, own_pair, both_agreed, both_views):
    """What the promise says, as a table: None is shown."""
    revealed = {Audience.REVEAL_TOGETHER: both_agreed, Audience.OPEN_TO_PAIR: True}
    sees_all = look.reader is Reader.FACILITATOR and look.audience is not Audience.TEAM_ONLY
    sees_own = look.reader is Reader.LEADER and own_pair and look.audience in revealed
    if not sees_all and not sees_own:
        return Reason.NOT_IN_AUDIENCE
    if not look.promised:
        return Reason.CAME_LATER
    if look.stage not in {Stage.CLOSED, Stage.RELEASED}:
        return Reason.ROUND_OPEN
    if sees_own and look.stage is not Stage.RELEASED:
        return Reason.NOT_RELEASED
    if sees_own and not revealed[look.audience]:
        return Reason.NOT_BOTH_AGREED
    return Reason.ONE_VIEW if sees_own and not both_views else None


def may_see(look, own_pair, both_agreed, both_views):
    return rules.may_see_pairs(look, own_pair=own_pair, both_agreed=both_agreed, both_views=both_views)


def test_who_sees_pairs_is_what_was_promised():
    for case in product(LOOKS, YES_NO, YES_NO, YES_NO):
        withheld = may_see(*case)
        assert (withheld and withheld.reason) == pairs_verdict(*case), case
        assert withheld is None or withheld.need is None


def test_who_came_later_sees_nothing_at_all():
    for look in LOOKS:
        if not look.promised:
            assert None not in {may_see(look, *case) for case in product(YES_NO, repeat=3)}
            assert None not in {rule(look) for rule in (rules.may_see_every_pair, rules.may_see_comment)}
            assert rules.person_effect(look) is not None
            assert rules.team_level(look, answered=50, rated=50, floor=3) is not None
            assert rules.practices(look, answered=50, floor=3) is not None


def test_a_narrower_audience_never_shows_more():
    for narrow, wide in combinations(WIDTH, 2):
        for reader, stage, promised in product(Reader, Stage, YES_NO):
            assert pair_detail(reader, narrow) <= pair_detail(reader, wide)
            for case in product(YES_NO, repeat=3):
                shown_narrow = may_see(Look(reader, narrow, stage, promised), *case) is None
                shown_wide = may_see(Look(reader, wide, stage, promised), *case) is None
                assert shown_wide or not shown_narrow, (reader, narrow, wide, case)


def test_more_never_hides_what_less_shows():
    """Closing, agreeing and rating only ever open; being promised, and one of the two, too."""
    for reader, audience in product(Reader, Audience):
        for closed, promised, *case in product(YES_NO, repeat=5):
            if may_see(Look(reader, audience, CLOSED[closed], promised), *case) is None:
                for more in product(*((value, True) for value in case)):
                    assert may_see(Look(reader, audience, Stage.RELEASED, True), *more) is None


def test_admins_never_see_a_rating():
    for look in LOOKS:
        if look.reader is Reader.ADMIN:
            seen = {may_see(look, *case) for case in product(YES_NO, repeat=3)}
            seen |= {rules.person_effect(look), rules.team_level(look, answered=50, rated=50, floor=3)}
            assert seen == {Withheld(Reason.NOT_IN_AUDIENCE)}
    assert {pair_detail(Reader.ADMIN, audience) for audience in Audience} == {PairDetail.NONE}


def test_before_agreement_nobody_learns_whether_the_other_has_rated():
    look = Look(Reader.LEADER, Audience.REVEAL_TOGETHER, Stage.RELEASED, promised=True)
    asked = [may_see(look, True, False, both_views) for both_views in YES_NO]
    assert asked == [Withheld(Reason.NOT_BOTH_AGREED)] * 2


def test_leaders_see_bands_together_and_views_when_open():
    assert [pair_detail(Reader.LEADER, audience) for audience in WIDTH] == [
        PairDetail.NONE,
        PairDetail.NONE,
        PairDetail.BAND,
        PairDetail.VIEWS,
    ]
    assert [pair_detail(Reader.FACILITATOR, audience) for audience in WIDTH] == [
        PairDetail.NONE,
        PairDetail.VIEWS,
        PairDetail.VIEWS,
        PairDetail.VIEWS,
    ]


def test_widening_is_a_strict_order():
    assert set(WIDTH) == set(Audience)
    for old, new in product(Audience, repeat=2):
        assert widens(old, new) is (WIDTH.index(old) < WIDTH.index(new))
        assert not (widens(old, new) and widens(new, old))


def test_every_pair_comments_and_effects_are_for_a_promised_facilitator_who_sees_pairs():
    for look in LOOKS:
        sees_pairs = look.reader is Reader.FACILITATOR and look.audience is not Audience.TEAM_ONLY
        shown = sees_pairs and look.promised and look.stage in {Stage.CLOSED, Stage.RELEASED}
        for rule in (rules.may_see_every_pair, rules.may_see_comment, rules.person_effect):
            assert (rule(look) is None) is shown, (rule, look)


@pytest.mark.parametrize(
    ("score", "expected"),
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
def test_bands_end_where_zones_do(score, expected):
    assert band(score, 50, 75) is expected


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_higher_score_is_never_in_a_lower_band(one, other):
    low, high = sorted((one, other))
    bands = list(Band)
    assert bands.index(band(low, 50, 75)) <= bands.index(band(high, 50, 75))


def team(answered, rated=None, floor=5, look=LEADER):
    return rules.team_level(look, answered=answered, rated=rated, floor=floor)


def test_a_team_figure_needs_a_closed_round_and_five_people():
    assert team(5) is None
    assert team(4) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert team(3, floor=3) is None
    assert team(2, floor=3) == Withheld(Reason.TOO_FEW_ANSWERED, need=3)


def test_five_people_about_one_are_a_figure_about_that_one():
    assert team(5, rated=1) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert team(5, rated=4) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert team(5, rated=5) is None
    assert team(4, rated=9) == Withheld(Reason.TOO_FEW_ANSWERED, need=5)
    assert team(3, floor=3, rated=3) is None


def test_team_level_is_the_same_in_every_audience_and_practices_are_too():
    for reader, audience in product((Reader.LEADER, Reader.FACILITATOR), Audience):
        look = Look(reader, audience, Stage.RELEASED, promised=True)
        for answered in (4, 5):
            few = None if answered == 5 else Withheld(Reason.TOO_FEW_ANSWERED, need=5)
            assert team(answered, look=look) == rules.practices(look, answered=answered, floor=5) == few


def test_leaders_wait_for_the_release_and_facilitators_do_not():
    for audience in Audience:
        closed = {reader: Look(reader, audience, Stage.CLOSED, promised=True) for reader in Reader}
        assert team(9, look=closed[Reader.LEADER]) == Withheld(Reason.NOT_RELEASED)
        assert team(9, look=closed[Reader.FACILITATOR]) is None


def test_an_open_round_says_nothing_about_how_many_have_answered():
    for stage in (Stage.DRAFT, Stage.OPEN):
        look = Look(Reader.LEADER, Audience.OPEN_TO_PAIR, stage, promised=True)
        assert {team(n, rated=n, look=look) for n in range(20)} == {Withheld(Reason.ROUND_OPEN)}


@pytest.mark.parametrize("floor", [2, 1, 0, -5])
def test_no_floor_below_three(floor):
    with pytest.raises(ValueError):
        team(50, floor=floor)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from(Stage), st.integers(3, 10), st.integers(3, 10))
def test_more_answers_and_a_lower_floor_never_hide(answered, more, stage, floor, higher):
    few, many = sorted((answered, more))
    low, high = sorted((floor, higher))
    look = Look(Reader.FACILITATOR, Audience.TEAM_ONLY, stage, promised=True)
    if team(few, floor=high, look=look) is None:
        assert team(many, floor=high, look=look) is None
        assert team(few, floor=low, look=look) is None


def test_a_figure_that_differs_from_another_by_a_few_people_would_tell_on_them():
    answers = {person: person % 5 + 1 for person in range(12)}
    everyone, all_but_one = set(answers), set(answers) - {11}
    # What could leak: the twelfth person's answer, exactly.
    assert sum(answers[p] for p in everyone) - sum(answers[p] for p in all_but_one) == answers[11]
    withheld = Withheld(Reason.DIFFERENCE_TOO_SMALL, need=5)
    assert rules.may_stand_beside(all_but_one, shown=[everyone], floor=5) == withheld
    assert rules.may_stand_beside(everyone, shown=[all_but_one], floor=5) == withheld
    assert rules.may_stand_beside(set(range(7)), shown=[everyone], floor=5) is None
    assert rules.may_stand_beside(everyone, shown=[everyone], floor=5) is None
    assert rules.may_stand_beside(everyone, shown=[], floor=5) is None


@given(ANY_GROUP, st.lists(ANY_GROUP, max_size=4))
def test_figures_stand_beside_each_other_when_nobody_or_enough_tell_them_apart(people, shown):
    fine = rules.may_stand_beside(people, shown=shown, floor=5) is None
    apart = [len(rest) for group in shown for rest in (people - group, group - people)]
    assert fine is all(size == 0 or size >= 5 for size in apart)


@given(ANY_GROUP, ANY_GROUP)
def test_the_order_in_which_two_figures_are_shown_does_not_matter(one, other):
    assert rules.may_stand_beside(one, shown=[other], floor=5) == rules.may_stand_beside(
        other, shown=[one], floor=5
    )


def test_a_withheld_result_has_no_place_for_a_number_from_ratings():
    assert {field.name: field.type for field in fields(Withheld)} == {"reason": Reason, "need": int | None}
