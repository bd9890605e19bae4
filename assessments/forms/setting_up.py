"""What a facilitator types to set up: a cohort, and who leads in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..files import roster, words
from ..files.decoding import LARGEST
from ..files.problems import BadFile, bad
from ..models import Cohort, Organisation
from .small import NamedForm, SmallForm


class CohortToSetUpForm(NamedForm):
    """Asks for the organisation only where there is a choice; of others nothing is accepted."""

    button = gettext_lazy("Set up the team")
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        to_field_name="public_id",
        empty_label=None,
    )

    class Meta:
        model = Cohort
        fields = ["organisation", "name"]
        labels = {"name": gettext_lazy("Name of the team")}
        error_messages = {
            "__all__": {"unique_together": gettext_lazy("There is already a cohort of this name.")}
        }

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = organisations[0].public_id


class RosterForm(SmallForm):
    """Pasted lines or a file; what is wrong is said at its place, line by line."""

    button = gettext_lazy("Look at the list")
    lines = forms.CharField(
        label=gettext_lazy("Names and e-mail addresses"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "A line for each leader: name, e-mail address and, if you like, job title. Addresses copied from a mail "
            "program work too."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("CSV or XLSX, with a row for each leader."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, lines = cleaned.get("file"), cleaned.get("lines", "").strip()
        if file and lines:
            self.add_error("file", _("Paste lines or choose a file, not both."))
        elif file or lines:
            self._read("file" if file else "lines", file, lines)
        elif not self.errors:
            self.add_error("lines", _("Name at least one leader."))
        return cleaned

    def _read(self, field: str, file: Any, lines: str) -> None:
        try:
            data = _bytes_of(file) if file else lines.encode()
            self.people = roster.read(data, _is_address)
        except BadFile as error:
            self.add_error(field, [ValidationError(said) for said in words.sentences(error, _)])


def _bytes_of(file: Any) -> bytes:
    """Looked at before it is read: a large one is never held in memory."""
    if file.size > LARGEST * 1_000_000:
        bad("too_large", most=LARGEST)
    return bytes(file.read())


def _is_address(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return len(typed) <= 254
