"""The page on which one colleague is rated: the instrument's questions with the colleague's name and what was said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..measurement.instrument import Instrument
from ..models import Rating, Role, Round
from ..models.ratings import CANT_SAY
from .looks import WhoSees, who_sees


@dataclass(frozen=True)
class Point:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    points: tuple[Point, ...]
    cant_say: bool | None  # None: this question does not offer it
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatingPage:
    stem: str
    questions: tuple[Question, ...]
    need: Question
    not_enough_contact: bool
    comment: str
    comment_errors: tuple[str, ...]
    drawn: str
    facilitators: str
    seen_by: WhoSees


def page(
    rating: Rating,
    instrument: Instrument,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
) -> RatingPage:
    """`typed` and `errors` are what a refused page held: it comes back as it was, with what is wrong at its place."""
    name = rating.about.first_name
    said = _said(rating) if typed is None else typed
    wrong = {key: tuple(texts) for key, texts in (errors or {}).items()}
    labels = instrument.labels or ("",) * instrument.points
    return RatingPage(
        stem=_(instrument.stem).format(name=name) if instrument.stem else "",
        questions=tuple(
            Question(
                key=item.key,
                text=_(item.text).format(name=name),
                points=_points(labels, said.get(item.key)),
                cant_say=said.get(item.key) == CANT_SAY,
                errors=wrong.get(item.key, ()),
            )
            for item in instrument.pair_items
        ),
        need=Question(
            key="need",
            text=_(instrument.need_question).format(name=name) if instrument.need_question else "",
            points=_points(instrument.need_labels, said.get("need")),
            cant_say=None,
            errors=wrong.get("need", ()),
        ),
        not_enough_contact=bool(said.get("not_enough_contact")),
        comment=str(said.get("comment") or ""),
        comment_errors=wrong.get("comment", ()),
        drawn=json.dumps(_said(rating)) if typed is None else str(typed.get("drawn", "")),
        facilitators=facilitators_of(rating.round),
        seen_by=who_sees(rating.round),
    )


def facilitators_of(round: Round) -> str:
    """Who will see this round, as a reader would say it: “Fay Andersen”, “Fay Andersen and Max Ito”."""
    roles = Role.objects.promised_in(round)
    names = list(roles.order_by("given_at").values_list("name", flat=True))
    if len(names) < 2:
        return names[0] if names else _("your facilitator")
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def _said(rating: Rating) -> dict[str, str]:
    """As the controls of the page would send it; what is open is left out."""
    said = {key: str(value) for key, value in rating.answers.items()}
    others = {
        "need": "" if rating.need is None else str(rating.need),
        "not_enough_contact": "on" if rating.not_enough_contact else "",
        "comment": rating.comment,
    }
    return said | {key: value for key, value in others.items() if value}


def _points(labels: tuple[str, ...], chosen: str | None) -> tuple[Point, ...]:
    return _row(labels, chosen, get_language())


@lru_cache(maxsize=1024)
def _row(labels: tuple[str, ...], chosen: str | None, language: str | None) -> tuple[Point, ...]:
    """Eight questions have the same points, and translating each anew costs more than the rest of the page."""
    return tuple(
        Point(value=str(value), label=_(label) if label else "", chosen=chosen == str(value))
        for value, label in enumerate(labels, start=1)
    )
