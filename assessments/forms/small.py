"""The small forms of facilitators and admins, laid out by crispy."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Cohort, Leader, Organisation, Round


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


class OrganisationForm(NamedForm):
    class Meta:
        model = Organisation
        fields = ["name"]


class CohortForm(NamedForm):
    class Meta:
        model = Cohort
        fields = ["name"]
        error_messages = {"__all__": {"unique_together": _("There is already a cohort of this name.")}}


class LeaderForm(NamedForm):
    class Meta:
        model = Leader
        fields = ["name", "title", "email"]
        help_texts = {
            "email": _(
                "Needed to sign in and answer. Someone without one can be on a roster but cannot answer."
            ),
        }


class MemberForm(SmallForm):
    button = _("Add to the cohort")
    leader = forms.ModelChoiceField(
        queryset=Leader.objects.none(),
        label=_("Leader"),
        to_field_name="public_id",
        empty_label=_("Choose a person"),
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = candidates  # type: ignore[attr-defined]


class RoleForm(SmallForm):
    button = _("Give access")
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=120)


class RoundForm(NamedForm):
    """Offers the audiences whose promises the pages of today keep: the others show leaders their own pairs."""

    button = _("Open the round")
    audience = forms.ChoiceField(
        label=_("Who sees what"),
        choices=[
            (one.value, one.label) for one in (Round.Audience.FACILITATOR_ONLY, Round.Audience.TEAM_ONLY)
        ],
        initial=Round.Audience.FACILITATOR_ONLY,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Round
        fields = ["name", "audience"]
        help_texts = {"name": _("For example “Spring 2027”. The leaders see it.")}
        error_messages = {"name": {"unique": _("This cohort already has a round of this name.")}}
