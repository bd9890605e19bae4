"""The method page says what the product does, because it is written from the same constants."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.measurement import knowable, moves, pairs, quality, reliability, scoring, spectrum
from assessments.measurement.instrument import DEFAULT
from assessments.promise import rules
from assessments.results import method, sentences

from ..views.page import Page

pytestmark = pytest.mark.django_db


def text() -> str:
    page = Page(Client().get(reverse("method")))
    return " ".join([page.text, *(" ".join(row) for row in page.rows)])


# Each constant, another value for it, and how the page then says it.
CHANGED = [
    (rules, "TEAM_FLOOR", 11, "need 11 people who answered"),
    (knowable, "ROUGH_FROM", 5, "up to 4 pairs only"),
    (knowable, "FULL_FROM", 15, "15 and more shares"),
    (knowable, "HOLES", {4: 3, 5: 2}, "4 3 of 12 5 2 of 20 6 and more one in 5"),
    (knowable, "ONE_HOLE_IN", 13, "one in 13"),
    (knowable, "RELIABILITY_FLOOR", 0.73, "at least .73 of the differences"),
    (scoring, "MINIMUM_ANSWERED", 0.62, "fewer than 62 % of them answered"),
    (reliability, "MINIMUM_RATINGS", 41, "fewer than 41 complete ratings"),
    (moves, "BY_CHANCE", 0.08, "8 of 100 that have not moved"),
    (moves, "FALSE_DISCOVERIES", 0.2, "at most one in 5 of them is wrong"),
    (spectrum, "CLEAR", 0.91, "at least 91 % probability"),
    (spectrum, "CLOSE_NEED", 2.0, "“now and then” or more"),
    (pairs, "WITHIN_95", 1.5, "± 1.50 · SEM/√2, about 7.2 points: noise stays within 1.50"),
    (pairs, "GAP_LIMIT", 2.0, "different beyond 2.00 · SEM, about 13.7 points"),
    (pairs, "GAP_LIMIT", 2.0, "part two equal views that far in 16 of 100 pairs"),
    (
        pairs,
        "HEADLINE_LIMIT",
        3.0,
        "very different beyond 3.00 · SEM, about 20.5 points: by noise alone in 3 of",
    ),
    (sentences, "CHANCE", 0.01, "more than chance if p < .01"),
    (quality, "MINIMUM_COLLEAGUES", 6, "from 6 colleagues on"),
    (quality, "STRAIGHT_SHARE", 0.8, "for more than 80 % of the colleagues"),
    (quality, "FASTEST_READING", 3.5, "in under 3.5 seconds each"),
]


@pytest.mark.parametrize(("module", "name", "value", "said"), CHANGED, ids=[case[1] for case in CHANGED])
def test_the_page_follows_the_constant(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, value: Any, said: str
) -> None:
    assert said not in text()
    monkeypatch.setattr(module, name, value)
    assert said in text()


NOW = [
    "± 1.96 · SEM/√2, about 9.5 points",
    "in 95 of 100 cases",
    "beyond 2.77 · SEM, about 18.9 points",
    "that far in 5 of 100 pairs",
    "beyond 3.64 · SEM, about 24.9 points: by noise alone in 1 of 100 pairs",
    "p < .05",
    "fewer than 75 % of them answered",
    "6.8 of 100, that is 0.41 of a step between its 7 answers. That default comes from a simulation",
    "for more than 50 % of the colleagues",
    "in under 2 seconds each",
    "little up to .50, some up to .70, strong up to .90, very strong above",
    "answering at random would show it in 5 of 100 cases",
    "figures are rounded to 5 points",
]


def test_as_docs_method_has_it() -> None:
    """Once by hand, so that a page that follows the constants in the wrong unit is seen."""
    shown = text()
    assert [said for said in NOW if said not in shown] == []
    assert [(size.people, size.holes) for size in method.page().holes] == [
        ("4", "1 of 12"),
        ("5", "2 of 20"),
        ("6", "4 of 30"),
        ("7", "6 of 42"),
        ("8", "8 of 56"),
        ("9", "10 of 72"),
        ("10 and more", "one in 5"),
    ]


def test_the_holes_are_those_that_are_allowed() -> None:
    for n in range(10, 40):
        assert knowable.holes_allowed(n) == n * (n - 1) // knowable.ONE_HOLE_IN


def test_the_page_follows_the_instrument() -> None:
    shown = method.page(replace(DEFAULT, default_sem=12.0))
    assert (shown.default_sem, shown.default_sem_in_points) == pytest.approx((12, 0.72))
    assert shown.gap.points == pytest.approx(2.77 * 12)
