"""What a page of answers is made of: its questions with what was said, typed, or said elsewhere meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models.ratings import CANT_SAY
from ..models.sheets import Sheet, Value

ON = "on"  # a ticked box


@dataclass(frozen=True)
class Point:
    value: str
    label: str
    chosen: bool

    @property
    def words(self) -> str:
        return f"{self.value} – {self.label}" if self.label else self.value


@dataclass(frozen=True)
class Offer:
    """What a reader said here and somewhere else otherwise since: not saved, and theirs to take."""

    value: str
    words: str


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    points: tuple[Point, ...]
    cant_say: bool | None  # None: this question does not offer it
    errors: tuple[str, ...] = ()
    offer: Offer | None = None
    is_open: bool = False  # and marked so: somebody went on without it
    has_focus: bool = False


@dataclass(frozen=True)
class Shown:
    """What stands on a page beside its questions' own words, each by the name of its control.

    `said` is chosen or typed, `errors` is wrong with it, and `offers` was said here and is behind. `begun`: what is
    open was left open, and is marked; `focus` is the first of it.
    """

    said: Mapping[str, str]
    errors: Mapping[str, tuple[str, ...]]
    offers: Mapping[str, str]
    begun: bool = False
    focus: str = ""

    def question(self, key: str, text: str, labels: tuple[str, ...], *, cant_say: bool) -> Question:
        said = self.said.get(key)
        row = points(labels, said)
        return Question(
            key=key,
            text=text,
            points=row,
            cant_say=said == CANT_SAY if cant_say else None,
            errors=self.errors.get(key, ()),
            offer=Offer(self.offers[key], _in_words(self.offers[key], row)) if key in self.offers else None,
            is_open=self.begun and cant_say and not said,
            has_focus=key == self.focus,
        )

    def offer(self, name: str) -> Offer | None:
        """Of a box or a text, which is its own words."""
        if name not in self.offers:
            return None
        value = self.offers[name]
        return Offer(value, _("ticked") if value == ON else value or _("nothing"))


def as_sent(said: Mapping[str, Value]) -> dict[str, str]:
    """As the controls of a page would send it; what is open is left out."""
    return {name: ON if value is True else str(value) for name, value in said.items() if value}


def drawn(sheet: Sheet) -> str:
    return json.dumps(as_sent(sheet.said()))


def _in_words(value: str, row: tuple[Point, ...]) -> str:
    if value == CANT_SAY:
        return _("I can’t say")
    return next((point.words for point in row if point.value == value), _("nothing"))


def points(labels: tuple[str, ...], chosen: str | None) -> tuple[Point, ...]:
    return _row(labels, chosen, get_language())


@lru_cache(maxsize=1024)
def _row(labels: tuple[str, ...], chosen: str | None, language: str | None) -> tuple[Point, ...]:
    """Eight questions have the same points, and translating each anew costs more than the rest of the page."""
    return tuple(
        Point(value=str(value), label=_(label) if label else "", chosen=chosen == str(value))
        for value, label in enumerate(labels, start=1)
    )
