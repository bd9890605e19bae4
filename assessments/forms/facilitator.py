"""The facilitator's forms."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Round
from .small import NamedForm


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
