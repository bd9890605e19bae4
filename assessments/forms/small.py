"""What the small forms of facilitators and admins share: crispy lays them out."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _


class SmallForm(forms.Form):
    """One column, one button, errors at their field; the page shows the summary."""

    button: Any = _("Save")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_show_errors = True
        helper.form_error_title = ""
        helper.attrs = {"novalidate": True}
        helper.add_input(Submit("save", self.button, css_class="btn primary"))
        return helper


class NamedForm(SmallForm, forms.ModelForm):
    """A thing with a name, which must be new among its siblings; the row itself knows which they are."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._validate_unique = True
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The parent is set by the view, not by the reader, but the name must still be unique under it."""
        return super()._get_validation_exclusions() - {"organisation", "cohort"}  # type: ignore[misc]
