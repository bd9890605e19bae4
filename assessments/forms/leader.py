"""What a leader confirms to have read, and what they say about one colleague: a posted page, or one control of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.ratings import Said
from ..measurement.instrument import Instrument
from ..models.ratings import CANT_SAY, NEED_POINTS, Answer

LONGEST_COMMENT = 2000
LASTS = timedelta(days=1)  # a page that stood open longer is shown anew


class PromiseForm(forms.Form):
    """Signed for one participant, so that nobody confirms what they were not shown, or earlier than they were."""

    shown_as = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, to: str, version: str, now: datetime) -> PromiseForm:
        return cls(initial={"shown_as": signing.dumps([to, version, now.isoformat()], salt=cls.__name__)})

    def shown(self, to: str, version: str) -> datetime | None:
        """When this version was shown to them; None if it was another, too long ago, or not by us."""
        if not self.is_valid():
            return None
        try:
            *shown, at = signing.loads(self.cleaned_data["shown_as"], salt=type(self).__name__, max_age=LASTS)
        except signing.BadSignature:
            return None
        return datetime.fromisoformat(at) if shown == [to, version] else None


def _point(raw: str) -> Answer:
    return raw if raw == CANT_SAY else int(raw)


@cache
def _answer(points: int) -> forms.TypedChoiceField:
    """One field serves every item of every form: it holds no answer, and making eight takes longer than asking them."""
    shown = [(str(point), str(point)) for point in range(1, points + 1)]
    return forms.TypedChoiceField(
        required=False,
        coerce=_point,
        empty_value=None,
        choices=[*shown, (CANT_SAY, CANT_SAY)],
        error_messages={
            "invalid_choice": gettext_lazy("Please choose one of the points shown, or “I can’t say”.")
        },
    )


class Written(forms.CharField):
    """A browser sends two characters for each new line; its writer, and its own counter, count one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class Drawn(forms.JSONField):
    """Nobody typed it, so nobody could mend it: one that cannot be read is as good as none."""

    def to_python(self, value: Any) -> Any:
        try:
            drawn = super().to_python(value)
        except (forms.ValidationError, ValueError, RecursionError):  # endless numbers, endless depth
            return None
        return drawn if isinstance(drawn, dict) else None


class RatingForm(forms.Form):
    """One field per item, none required: an open item is open, not wrong.

    The page is drawn by one flat template of ours; eight rendered form fields would cost more than all else.
    """

    # What the page held when it was drawn: only what differs from it is said, or a page that was opened earlier
    # would take back what another tab has saved since.
    drawn = Drawn(required=False)
    not_enough_contact = forms.BooleanField(required=False)
    need = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
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
        super().__init__(data)
        self.items = [item.key for item in instrument.pair_items]
        self.one_answer = one_answer
        self.fields |= dict.fromkeys(self.items, _answer(instrument.points))
        if one_answer:
            self.fields = {name: field for name, field in self.fields.items() if name in self.data}

    def clean(self) -> dict[str, Any]:
        if self.one_answer and not self.fields:
            raise forms.ValidationError(_("There was no answer in what arrived."))
        return super().clean() or {}

    def _is_news(self, name: str) -> bool:
        drawn = self.cleaned_data.get("drawn")
        if self.one_answer or drawn is None:
            return True
        return self.typed().get(name, "").replace("\r\n", "\n") != drawn.get(name, "")

    def typed(self) -> dict[str, str]:
        """What arrived, as it arrived: a refused page comes back with all of it."""
        return {name: str(value) for name, value in self.data.items()}

    def said(self) -> Said:
        """A whole page says what was changed on it; a single answer says nothing of the other controls."""
        values = {name: value for name, value in self.cleaned_data.items() if self._is_news(name)}
        answers = {key: values[key] for key in self.items if values.get(key) is not None}
        return Said(
            answers=answers,
            not_enough_contact=values.get("not_enough_contact"),
            need=values.get("need"),
            comment=values.get("comment"),
        )
