"""What can be known at which size: every size and number of holes has one answer."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.measurement import knowable
from assessments.measurement.knowable import Cause, Detail, Unknown


def test_only_the_same_questions_are_compared():
    assert knowable.may_compare(("lp-default", 1), ("lp-default", 1)) is None
    for other in [("lp-default", 2), ("own", 1)]:
        assert knowable.may_compare(("lp-default", 1), other) == Unknown(Cause.DIFFERENT_VERSION)


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
    assert knowable.holes_allowed(n) == holes


def test_a_larger_team_may_miss_at_least_as_many():
    allowed = [knowable.holes_allowed(n) for n in range(60)]
    assert allowed == sorted(allowed)


@pytest.mark.parametrize(
    ("n", "detail"),
    [(0, 0), (3, 0), (4, 0), (5, 0), (6, 1), (7, 1), (8, 2), (9, 2), (100, 2)],
)
def test_how_exactly_shares_are_shown(n, detail):
    assert knowable.shares_detail(n) is Detail(detail)
    shown = knowable.variance_shares(n, 0)
    assert shown == (Detail(detail) if detail else Unknown(Cause.TEAM_TOO_SMALL, need=6))


def test_too_many_holes_leave_pair_scores_only():
    assert knowable.variance_shares(6, 4) is Detail.ROUGH
    assert knowable.variance_shares(6, 5) == Unknown(Cause.TOO_MANY_HOLES, need=4)
    assert knowable.tests(8, 8) is None
    assert knowable.tests(8, 9) == Unknown(Cause.TOO_MANY_HOLES, need=8)
    assert knowable.tests(7, 0) == Unknown(Cause.TEAM_TOO_SMALL, need=8)


def test_every_size_and_number_of_holes_has_one_answer_and_holes_never_show_more():
    for n in range(41):
        shown = [knowable.variance_shares(n, holes) for holes in range(n * n + 1)]
        assert all(isinstance(answer, (Detail, Unknown)) and answer is not Detail.NONE for answer in shown)
        is_shown = [isinstance(answer, Detail) for answer in shown]
        assert is_shown == sorted(is_shown, reverse=True)
        for holes, shares in enumerate(shown):
            assert (knowable.tests(n, holes) is None) is (shares is Detail.FULL)


def effect(n=8, holes=0, reliability=0.8, variance=0.5):
    return knowable.person_effect(n, holes, reliability, variance)


def test_a_persons_effect_is_known_where_people_can_be_told_apart():
    assert effect() is None
    assert effect(reliability=0.6) is None


@pytest.mark.parametrize(
    ("case", "unknown"),
    [
        ({"n": 7}, Unknown(Cause.TEAM_TOO_SMALL, need=8)),
        ({"holes": 9}, Unknown(Cause.TOO_MANY_HOLES, need=8)),
        ({"variance": 0.0}, Unknown(Cause.NO_VARIANCE)),
        ({"variance": -0.1}, Unknown(Cause.NO_VARIANCE)),
        ({"variance": float("nan")}, Unknown(Cause.NO_VARIANCE)),
        ({"reliability": 0.599}, Unknown(Cause.LOW_RELIABILITY)),
        ({"reliability": float("nan")}, Unknown(Cause.LOW_RELIABILITY)),
    ],
)
def test_a_persons_effect_is_not_known(case, unknown):
    assert effect(**case) == unknown


NUMBERS = st.floats(-1, 1) | st.just(float("nan"))


@given(st.integers(0, 30), st.integers(0, 200), NUMBERS, NUMBERS)
def test_what_is_not_known_tells_nothing_of_reliability_or_variance(n, holes, reliability, variance):
    unknown = effect(n, holes, reliability, variance)
    assert unknown is None or unknown.need in {None, 8, knowable.holes_allowed(n)}


def test_an_unknown_has_no_place_for_a_number_from_ratings():
    assert {field.name: field.type for field in fields(Unknown)} == {"reason": Cause, "need": int | None}
