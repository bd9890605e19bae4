"""The page on which a leader is asked about the team: the questions of each practice, with what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..measurement.instrument import Instrument
from ..models import PracticeAnswers
from .questions import Question, Shown, as_sent, drawn


@dataclass(frozen=True)
class Group:
    """One practice."""

    key: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class PracticeQuestions:
    groups: tuple[Group, ...]
    drawn: str
    version: str
    two_versions: bool

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for group in self.groups for question in group.questions)


def page(
    mine: PracticeAnswers,
    instrument: Instrument,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
    offers: Mapping[str, str] | None = None,
) -> PracticeQuestions:
    """`typed`, `errors` and `offers` as on the page of a colleague."""
    shown = Shown(
        said=as_sent(mine.said()) if typed is None else typed,
        errors={key: tuple(texts) for key, texts in (errors or {}).items()},
        offers=offers or {},
    )
    labels = instrument.labels or ("",) * instrument.points
    return PracticeQuestions(
        groups=tuple(
            Group(
                practice.key,
                _(practice.name),
                tuple(
                    shown.question(item.key, _(item.text), labels, cant_say=True) for item in practice.items
                ),
            )
            for practice in instrument.practices
        ),
        drawn=drawn(mine) if typed is None else str(typed.get("drawn", "")),
        version=str(mine.version) if typed is None else str(typed.get("version", "")),
        two_versions=bool(offers),
    )
