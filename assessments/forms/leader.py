"""What a leader confirms to have read, and what they say about one colleague: a posted page, or one control of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from ..actions.ratings import Said
from ..measurement.instrument import Instrument
from ..models.ratings import NEED_POINTS
from ..models.sheets import TAKEN_BACK
from .sheets import SheetForm, Written

LONGEST_COMMENT = 2000
LASTS = timedelta(days=1)  # a page that stood open longer is shown anew


@dataclass(frozen=True)
class PromiseShown:
    """What a page said of who will see what: which words, which facilitators (their roles), and when."""

    version: str
    named: tuple[str, ...]
    now: datetime


class PromiseForm(forms.Form):
    """Signed for one participant, so that nobody confirms what they were not shown: the words and who will see."""

    shown_as = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, to: str, shown: PromiseShown) -> PromiseForm:
        what = [to, shown.version, [*shown.named], shown.now.isoformat()]
        return cls(initial={"shown_as": signing.dumps(what, salt=cls.__name__)})

    def shown(self, to: str) -> PromiseShown | None:
        """What was shown to them; None if it was shown to somebody else, too long ago, or not by us."""
        if not self.is_valid():
            return None
        try:
            signed = signing.loads(self.cleaned_data["shown_as"], salt=type(self).__name__, max_age=LASTS)
        except signing.BadSignature:
            return None
        reader, version, named, at = signed
        return PromiseShown(version, tuple(named), datetime.fromisoformat(at)) if reader == to else None


class RatingForm(SheetForm):
    not_enough_contact = forms.BooleanField(required=False)
    need = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=TAKEN_BACK,
        choices=[(str(point), str(point)) for point in range(1, NEED_POINTS + 1)],
        error_messages={"invalid_choice": gettext_lazy("Please choose one of the five answers.")},
    )
    comment = Written(
        required=False,
        max_length=LONGEST_COMMENT,
        error_messages={
            "max_length": gettext_lazy(
                "This is %(show_value)d characters long; %(limit_value)d can be kept. Please shorten it."
            )
        },
    )

    def __init__(self, data: Any, *, instrument: Instrument, one_answer: bool = False) -> None:
        items = [item.key for item in instrument.pair_items]
        super().__init__(data, items=items, points=instrument.points, one_answer=one_answer)

    def said(self) -> Said:
        news = self.news()
        return Said(
            answers={key: news[key] for key in self.items if key in news},
            not_enough_contact=news.get("not_enough_contact"),
            need=news.get("need"),
            comment=news.get("comment"),
            seconds=self.took,
        )


class PracticesForm(SheetForm):
    def __init__(self, data: Any, *, instrument: Instrument, one_answer: bool = False) -> None:
        items = [item.key for practice in instrument.practices for item in practice.items]
        super().__init__(data, items=items, points=instrument.points, one_answer=one_answer)
