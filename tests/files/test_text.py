"""What can be seen of a text, and which texts are the same to the eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.files.text import alike, is_text, name, natural, same, shown, visible


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("  Ada   Lee ", "Ada Lee"),
        ("Ada\u00a0Lee", "Ada Lee"),
        ("Ada\r\n Lee", "Ada Lee"),
        ("Ada\u200b Lee\ufeff", "Ada Lee"),
        ("Ada\u202eLee\u2066", "AdaLee"),
        ("Ada\u00adLee\x07", "AdaLee"),
        ("Ada\u200dLee", "AdaLee"),
        ("Andre\u0301", "André"),
        ("\u3164\u2800\u115f", ""),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("क्\u200dष", "क्\u200dष"),
        ("😀 Ada", "😀 Ada"),
    ],
)
def test_what_is_visible(written: str, seen: str) -> None:
    assert visible(written) == seen


@given(st.text(max_size=30))
def test_nothing_more_is_taken_away_the_second_time(written: str) -> None:
    assert visible(visible(written)) == visible(written)
    assert same(visible(written)) == same(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada  Lee", "Ada\u00a0Lee"), ("Andre\u0301", "André"), ("علی\u200cرضا", "علیرضا"), ("a\nb", "a b")],
)
def test_what_nobody_can_tell_apart_is_the_same(one: str, other: str) -> None:
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Team 1", "TEAM 1"),
        ("Team 1", "1"),
        ("07", "7"),
        ("٧", "7"),
        ("Ａda", "ada"),
        ("Straße", "STRASSE"),
        ("L07", "l7"),
    ],
)
def test_what_can_be_told_apart_and_is_hardly_meant_is_alike(one: str, other: str) -> None:
    assert same(one) != same(other)
    assert alike(one) == alike(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada", "Adah"), ("10", "1"), ("1.05", "1.5"), ("Team A", "A"), ("é", "e")]
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert alike(one) != alike(other)


@pytest.mark.parametrize(
    ("written", "called"), [("1.0", "1"), ("1,00", "1"), ("1.5", "1.5"), (" x ", "x"), ("1.", "1.")]
)
def test_a_whole_number_is_one_name_however_it_was_written(written: str, called: str) -> None:
    assert name(written) == called


def test_nul_and_bytes_that_were_no_text_are_no_text() -> None:
    assert is_text("Zoë 😀")
    assert not is_text("a\0b")
    assert not is_text(b"caf\xe9".decode("utf-8", "surrogateescape"))


def test_numbers_are_ordered_as_people_count() -> None:
    assert sorted(["10", "9", "x", "2"], key=natural) == ["2", "9", "10", "x"]


def test_a_message_repeats_the_beginning_of_a_long_cell() -> None:
    assert shown("x" * 1000) == "x" * 39 + "…"
    assert shown(" a\nb ") == "a b"
