from dataclasses import replace

import pytest

from assessments.measurement.instrument import DEFAULT, Borders, Item, Scale

SCALES = (*DEFAULT.scales, *DEFAULT.practices)


def test_the_default_asks_eight_questions_about_a_colleague():
    assert [item.key for item in DEFAULT.pair_items] == ["T1", "T2", "T3", "T4", "P1", "P2", "P3", "P4"]
    assert [scale.key for scale in DEFAULT.scales] == ["trust", "purpose"]


def test_every_question_about_a_colleague_names_them():
    texts = [DEFAULT.stem, DEFAULT.need_question, *(item.text for item in DEFAULT.pair_items)]
    assert [text.count("{name}") > 0 for text in texts] == [True] * 10


def test_the_practices_are_five_of_two_or_three_items_about_the_team():
    assert [(practice.key, len(practice.items)) for practice in DEFAULT.practices] == [
        ("vision", 3),
        ("communication", 3),
        ("respect", 3),
        ("decisions", 3),
        ("development", 2),
    ]
    texts = [item.text for practice in DEFAULT.practices for item in practice.items]
    assert all(text.startswith("In this team, to what extent ") and "{" not in text for text in texts)


def test_no_text_is_asked_twice_and_every_question_ends_as_one():
    texts = [item.text for scale in SCALES for item in scale.items]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith("?") for text in texts)


def test_the_default_has_seven_labelled_points_and_five_steps_of_need():
    assert DEFAULT.points == len(DEFAULT.labels) == 7
    assert (DEFAULT.labels[0], DEFAULT.labels[3], DEFAULT.labels[6]) == (
        "Not at all",
        "Somewhat",
        "Completely",
    )
    assert DEFAULT.need_labels == ("Not at all", "Now and then", "Regularly", "Often", "Constantly")


def test_the_default_borders_and_noise():
    assert Borders(high=75.0, low=50.0, each_view=58.0) == DEFAULT.borders
    assert pytest.approx(0.41, rel=1e-12) == DEFAULT.default_sem * 6 / 100


@pytest.mark.parametrize(
    "change",
    [
        {"points": 1, "labels": ()},
        {"labels": ("No", "Yes")},
        {"need_labels": ("No", "Yes")},
        {"need_labels": ()},
        {"default_sem": -1.0},
        {"default_sem": 101.0},
        {"default_sem": float("nan")},
        {"purpose": DEFAULT.trust},
        {"purpose": replace(DEFAULT.trust, key="purpose")},
        {"practices": (replace(DEFAULT.practices[0], key="trust"),)},
    ],
)
def test_an_instrument_whose_parts_do_not_fit_is_refused(change):
    with pytest.raises(ValueError):
        replace(DEFAULT, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"points": 5, "labels": ()},
        {"practices": ()},
        {"need_question": "", "need_labels": ()},
        {"purpose": Scale("purpose", "Meta-liking", (Item("metaliking_a", "a", "{name}?"),))},
    ],
)
def test_an_instrument_made_for_a_file_of_ratings_may_be_smaller(change):
    replace(DEFAULT, **change)


@pytest.mark.parametrize(
    "borders",
    [
        {"low": 75.0},
        {"low": 80.0},
        {"low": -1.0},
        {"high": 101.0},
        {"each_view": -1.0},
        {"each_view": 101.0},
        {"high": float("nan")},
    ],
)
def test_borders_that_leave_no_plane_between_them_are_refused(borders):
    with pytest.raises(ValueError):
        Borders(**borders)


def test_a_scale_without_items_is_refused():
    with pytest.raises(ValueError, match="no items"):
        Scale("trust", "Trust", ())
