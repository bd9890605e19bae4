"""What a page or one control of it says, as clean values; what cannot be kept is said at its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from assessments.actions.ratings import Said
from assessments.forms.leader import LONGEST_COMMENT, RatingForm
from assessments.measurement.instrument import DEFAULT
from assessments.models.sheets import TAKEN_BACK

POINTS = {"T1": "1", "T2": "7", "T3": "4", "T4": "5", "P1": "2", "P2": "3", "P3": "6", "P4": "cant_say"}
WHOLE = POINTS | {"need": "4", "comment": "Often.", "csrfmiddlewaretoken": "x", "go": "next"}


def form(one_answer: bool = False, **data: Any) -> RatingForm:
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return RatingForm(sent, instrument=DEFAULT, one_answer=one_answer)


def said(one_answer: bool = False, **data: Any) -> Said:
    filled = form(one_answer, **data)
    assert filled.is_valid(), filled.errors
    return filled.said()


def wrong(one_answer: bool = False, **data: Any) -> dict[str, list[str]]:
    filled = form(one_answer, **data)
    assert not filled.is_valid()
    return {name: [str(text) for text in texts] for name, texts in filled.errors.items()}


def test_a_whole_page() -> None:
    points = {key: value if value == "cant_say" else int(value) for key, value in POINTS.items()}
    assert said(**WHOLE) == Said(answers=points, need=4, comment="Often.")
    assert said(**WHOLE, not_enough_contact="on").not_enough_contact is True


def test_what_is_left_open_is_open_and_not_wrong() -> None:
    assert said(comment="") == Said()
    assert said(T1="3", T2="", comment="").answers == {"T1": 3}


def test_one_answer_says_nothing_of_the_others() -> None:
    nothing = Said(answers={}, not_enough_contact=None, need=None, comment=None)
    assert said(one_answer=True, T1="3") == Said(answers={"T1": 3})
    assert said(one_answer=True, P4="cant_say") == Said(answers={"P4": "cant_say"})
    assert said(one_answer=True, need="5") == Said(need=5)
    assert said(one_answer=True, comment="Often.") == Said(comment="Often.")
    assert said(one_answer=True, comment="") == Said(comment="")
    assert said(one_answer=True, not_enough_contact="on") == Said(not_enough_contact=True)
    assert said(one_answer=True, not_enough_contact="") == Said(not_enough_contact=False)
    assert nothing == Said()


def test_off_the_scale() -> None:
    at_item = ["Please choose one of the points shown, or “I can’t say”."]
    for value in ("0", "8", "-1", "4.5", "four", " ", "٤", "1e0", "cannot_say", "T1"):
        assert wrong(**POINTS | {"T2": value}) == {"T2": at_item}, value
        assert wrong(one_answer=True, T2=value) == {"T2": at_item}, value
    for value in ("0", "6", "x"):
        assert wrong(**POINTS | {"need": value}) == {"need": ["Please choose one of the five answers."]}
    assert set(wrong(T1="9", T2="9", need="9", comment="x")) == {"T1", "T2", "need"}


def test_what_the_questionnaire_does_not_ask_is_not_kept() -> None:
    """Neither an item that it does not have, nor one of the team's practices."""
    practice = DEFAULT.practices[0].items[0].key
    assert said(**POINTS, T9="4", **{practice: "4"}).answers.keys() == POINTS.keys()
    assert wrong(one_answer=True, T9="4") == {"__all__": ["There was no answer in what arrived."]}
    assert wrong(one_answer=True, go="next") == {"__all__": ["There was no answer in what arrived."]}


def test_a_comment_that_is_too_long() -> None:
    assert said(comment="x" * LONGEST_COMMENT).comment == "x" * LONGEST_COMMENT
    too_long = ["This is 2001 characters long; 2000 can be kept. Please shorten it."]
    assert wrong(comment="x" * (LONGEST_COMMENT + 1)) == {"comment": too_long}
    assert wrong(one_answer=True, comment="x" * (LONGEST_COMMENT + 1)) == {"comment": too_long}


def test_a_comment_is_as_long_as_its_writer_counts() -> None:
    """A browser sends a line's end as two characters, and a reader sees one."""
    lines = "\r\n".join(["x"] * (LONGEST_COMMENT // 2))
    assert said(comment=lines).comment == lines.replace("\r\n", "\n")


def test_what_no_database_keeps_is_refused() -> None:
    assert wrong(comment="a\x00b") == {"comment": ["Null characters are not allowed."]}


@pytest.mark.parametrize("drawn", ["{", "[1]", "null", '"x"', "9" * 5000, "[" * 100_000, "\x00", ""])
def test_what_was_drawn_and_cannot_be_read_is_as_good_as_absent(drawn: str) -> None:
    assert said(T1="3", drawn=drawn, comment="") == said(T1="3", comment="")


def test_only_what_differs_from_what_was_drawn_is_said() -> None:
    drawn = '{"T1": "3", "comment": "Often.", "not_enough_contact": "on"}'
    news = said(T1="4", T2="2", drawn=drawn, comment="Often.")
    assert news == Said(answers={"T1": 4, "T2": 2}, not_enough_contact=False)


def test_what_is_taken_back_is_said() -> None:
    """By a script that sends nothing in its place, and by a page that no longer holds it."""
    assert said(one_answer=True, T1="") == Said(answers={"T1": TAKEN_BACK})
    assert said(one_answer=True, need="") == Said(need=TAKEN_BACK)
    drawn = '{"T1": "3", "need": "4", "comment": "Often.", "not_enough_contact": "on"}'
    back = Said(answers={"T1": TAKEN_BACK}, need=TAKEN_BACK, comment="", not_enough_contact=False)
    assert said(T1="", drawn=drawn) == back


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 50, "٤", "1.5"])
def test_a_version_that_cannot_be_read_is_behind_everything(version: str) -> None:
    filled = form(T1="3", version=version)
    assert (filled.is_valid(), filled.drawn_from) == (True, 0)
    assert form(T1="3", version="12").is_valid()


def test_the_last_of_two_values_counts() -> None:
    assert said(one_answer=True, T1=["3", "5"]).answers == {"T1": 5}


def test_a_refused_page_comes_back_as_it_arrived() -> None:
    typed = POINTS | {"T2": "9", "need": "7", "comment": "x" * 3000, "not_enough_contact": "on"}
    refused = form(**typed)
    assert not refused.is_valid()
    assert refused.typed() == typed


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("4.5", 4.5), ("600", 600.0), ("", None), ("x", None), ("nan", None), ("inf", None), ("-1", None)],
)
def test_what_a_question_took(sent: str, kept: float | None) -> None:
    """What cannot be a time was not timed, and stops no answer."""
    assert said(one_answer=True, T1="3", seconds=sent) == Said(answers={"T1": 3}, seconds=kept)
