"""What a page of answers or one control of it says; the rating and the practices are such pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..models.ratings import CANT_SAY, Answer
from ..models.sheets import TAKEN_BACK

LONGEST_PAUSE = 600.0  # seconds; whoever took longer was elsewhere
NOTHING = gettext_lazy("There was no answer in what arrived.")
NOT_SAID = {"csrfmiddlewaretoken", "go", "drawn", "version", "seconds", "sheet"}  # sent beside the answers


def _point(raw: str) -> Answer:
    return raw if raw == CANT_SAY else int(raw)


@cache
def answer(points: int) -> forms.TypedChoiceField:
    """One field serves every item of every form: it holds no answer, and making eight takes longer than asking them."""
    shown = [(str(point), str(point)) for point in range(1, points + 1)]
    return forms.TypedChoiceField(
        required=False,
        coerce=_point,
        empty_value=TAKEN_BACK,
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


class Version(forms.Field):
    """Of the page as it was drawn. One that cannot be read is behind everything that was ever said."""

    def to_python(self, value: Any) -> int:
        raw = str(value or "")
        return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else 0


class Seconds(forms.Field):
    """What a question took, in the middle of those on the page. Whatever cannot be a time was not timed."""

    def to_python(self, value: Any) -> float | None:
        try:
            seconds = float(value)
        except (TypeError, ValueError):
            return None
        return seconds if 0 < seconds <= LONGEST_PAUSE else None


class SheetForm(forms.Form):
    """One field per item, none required: an open item is open, not wrong.

    The page is drawn by one flat template of ours; eight rendered form fields would cost more than all else.
    """

    # What the page held when it was drawn, and the version it was: only what differs from it is said.
    drawn = Drawn(required=False)
    version = Version(required=False)
    seconds = Seconds(required=False)

    def __init__(self, data: Any, *, items: list[str], points: int, one_answer: bool = False) -> None:
        super().__init__(data)
        self.items = items
        self.one_answer = one_answer
        self.fields |= dict.fromkeys(self.items, answer(points))
        if one_answer:
            sent = {*self.data, "version", "seconds"}
            self.fields = {name: field for name, field in self.fields.items() if name in sent}

    @property
    def controls(self) -> list[str]:
        return [name for name in self.fields if name not in NOT_SAID]

    def clean(self) -> dict[str, Any]:
        if self.one_answer and not self.controls:
            raise forms.ValidationError(NOTHING)
        return super().clean() or {}

    @property
    def drawn_from(self) -> int:
        return int(self.cleaned_data["version"])

    @property
    def took(self) -> float | None:
        return self.cleaned_data["seconds"]

    @property
    def says_nothing(self) -> bool:
        """Every control that it says something of is open: news only to a sheet that had an answer there."""
        return not any(self.news().values())

    def typed(self) -> dict[str, str]:
        """What arrived, as it arrived: a refused page comes back with all of it."""
        return {name: str(value) for name, value in self.data.items()}

    def news(self) -> dict[str, Any]:
        """A whole page says what was changed on it; a single answer says nothing of the other controls."""
        return {name: self.cleaned_data[name] for name in self.controls if self._is_news(name)}

    def _is_news(self, name: str) -> bool:
        drawn = self.cleaned_data.get("drawn")
        if self.one_answer:
            return True
        if drawn is None:  # a page that does not say what it held takes nothing back
            return bool(self.cleaned_data[name])
        return self.typed().get(name, "").replace("\r\n", "\n") != drawn.get(name, "")


def all_errors(form: forms.Form) -> str:
    return " ".join(str(text) for texts in form.errors.values() for text in texts)
