"""The admin's form for the words of one kind of mail."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..mail.wordings import PLACES, unknown_in
from .small import SmallForm


def known_places(text: str) -> None:
    """A place that nothing fills would be mailed as it stands."""
    unknown = ", ".join(f"{{{name}}}" for name in unknown_in(text))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        raise ValidationError(
            _("%(unknown)s is filled in by nothing. There are: %(known)s."),
            params={"unknown": unknown, "known": known},
            code="place",
        )


class WordingForm(SmallForm):
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=150, validators=[known_places])
    opening = forms.CharField(
        label=gettext_lazy("First paragraph"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[known_places],
    )

    def clean_subject(self) -> str:
        """One line: what else stood in it would be taken for another header."""
        return " ".join(self.cleaned_data["subject"].split())

    @property
    def helper(self) -> FormHelper:
        helper: Any = super().helper
        preview = Submit("preview", _("Preview"))
        preview.field_classes = "btn"  # one button of a form is the first
        helper.add_input(preview)
        return helper
