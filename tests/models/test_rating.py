"""A rating keeps what was said and the scores that follow from it; numbers by hand from METHOD §2."""

from __future__ import annotations

import pytest

from assessments.measurement.instrument import DEFAULT
from assessments.models import Rating
from assessments.models.ratings import CANT_SAY, Answer, NotAboutAPair

TRUST, PURPOSE = ("T1", "T2", "T3", "T4"), ("P1", "P2", "P3", "P4")


def said(**answers: Answer) -> Rating:
    rating = Rating()
    rating.say(answers, DEFAULT)
    return rating


def points(keys: tuple[str, ...], *given: Answer) -> dict[str, Answer]:
    return dict(zip(keys, given, strict=False))


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ((1, 1, 1, 1), 0.0),
        ((7, 7, 7, 7), 100.0),
        ((4, 4, 4, 4), 50.0),
        ((5, 6, 4, 4), 62.5),  # 100·(4.75 − 1)/6
        ((5, 6, 4), 100 * 4 / 6),  # three of four stand for the scale
        ((5, 6, 4, CANT_SAY), 100 * 4 / 6),
        ((5, 6), None),
        ((5, 6, CANT_SAY, CANT_SAY), None),
        ((), None),
    ],
)
def test_a_scale_is_scored(given: tuple[Answer, ...], score: float | None) -> None:
    of_trust = said(**points(TRUST, *given))
    of_purpose = said(**points(PURPOSE, *given))
    assert (of_trust.trust, of_trust.purpose) == (pytest.approx(score) if score else score, None)
    assert (of_purpose.trust, of_purpose.purpose) == (None, pytest.approx(score) if score else score)


def test_what_is_said_later_joins_what_was_said_before() -> None:
    rating = said(T1=5, T2=6, T3=4)
    rating.say({"T3": 7, "T4": CANT_SAY}, DEFAULT)
    assert rating.answers == {"T1": 5, "T2": 6, "T3": 7, "T4": CANT_SAY}
    assert rating.trust == pytest.approx(100 * 5 / 6)


def test_whole_when_nothing_is_left_open() -> None:
    everything = points(TRUST, 5, 5, 5, 5) | points(PURPOSE, 5, 5, 5, CANT_SAY)
    assert said(**everything).whole
    for key in everything:
        assert not said(**{other: value for other, value in everything.items() if other != key}).whole


def test_without_contact_there_is_no_score_and_nothing_is_forgotten() -> None:
    rating = said(**points(TRUST, 5, 5, 5, 5))
    assert rating.trust is not None
    rating.not_enough_contact = True
    rating.rescore(DEFAULT)
    assert (rating.trust, rating.purpose, rating.whole, len(rating.answers)) == (None, None, True, 4)
    rating.not_enough_contact = False
    rating.rescore(DEFAULT)
    assert (rating.trust, rating.purpose, rating.whole) == (pytest.approx(100 * 4 / 6), None, False)


def test_only_what_is_asked_about_a_colleague_is_kept() -> None:
    practices = {item.key for scale in DEFAULT.practices for item in scale.items}
    assert "V1" in practices
    for key in (*practices, "T9", "need"):
        rating = said(T1=5)
        with pytest.raises(NotAboutAPair):
            rating.say({"T2": 5, key: 5}, DEFAULT)
        assert rating.answers == {"T1": 5}
