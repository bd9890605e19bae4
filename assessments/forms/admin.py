"""The admin's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Cohort, Leader, Organisation
from ..models.fields import AddressInput, NameInput
from .small import NamedForm, SmallForm


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
    email = AddressInput(label=_("E-mail address"))
    name = NameInput(label=_("Name"), max_length=120)
