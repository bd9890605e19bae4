"""A file of ratings, brought by a facilitator: the same layout as on the command line, in fields."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..files.decoding import LARGEST
from ..files.layout import columns_in
from ..files.problems import BadFile
from ..models import Organisation
from ..models.fields import NameInput
from . import ratings_file
from .small import SmallForm

MOST_KEPT = (
    2_000_000  # letters that a page carries from its preview to its confirmation; below what Django takes
)


class Columns(forms.CharField):
    """Names of columns between commas; one that holds a comma stands in quotes."""

    def clean(self, value: Any) -> list[str]:
        return columns_in(str(super().clean(value)))


class RatingsFileForm(SmallForm):
    """The preview keeps what was read in `kept`, so that a file is chosen once."""

    button = gettext_lazy("Look at the file")
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        to_field_name="public_id",
        empty_label=None,
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Choose a file.")},
        help_text=gettext_lazy("CSV: a row for each rater and rated colleague, a column for each item."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    name = NameInput(label=gettext_lazy("Name of the round"), max_length=120)
    rater = NameInput(label=gettext_lazy("Column that says who rates"), initial="rater")
    about = NameInput(label=gettext_lazy("Column that says who is rated"), initial="about")
    teams = Columns(
        label=gettext_lazy("Column of the team"),
        initial="team",
        required=False,
        help_text=gettext_lazy("Several, with commas between, name it together. Empty: all are one team."),
    )
    trust = Columns(label=gettext_lazy("Columns of trust"), initial="T1, T2, T3, T4")
    purpose = Columns(label=gettext_lazy("Columns of shared purpose"), initial="P1, P2, P3, P4")
    low = forms.IntegerField(label=gettext_lazy("Lowest answer"), initial=1)
    high = forms.IntegerField(label=gettext_lazy("Highest answer"), initial=7)
    missing = Columns(
        label=gettext_lazy("What stands for no answer"),
        required=False,
        help_text=gettext_lazy("Such as 99, refused. An empty cell, NA and NaN always do."),
    )
    turned = Columns(
        label=gettext_lazy("Columns that ask for the opposite"),
        required=False,
        help_text=gettext_lazy(
            "Their answers are turned round; so are those of a whole scale, trust or purpose."
        ),
    )
    leave_out_oneself = forms.BooleanField(
        label=gettext_lazy("Leave out rows in which people rate themselves"), required=False
    )
    exact_names = forms.BooleanField(
        label=gettext_lazy("“Ada” and “ADA”, 7 and 07 are two people"), required=False
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("kept")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = organisations[0].public_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self._read(cleaned)
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> None:
        try:
            self.bytes = self._bytes(cleaned)
            self.read = ratings_file.read(self.bytes, self._layout(cleaned), whole=cleaned["name"])
        except BadFile as error:
            self.add_error("file", [ValidationError(said) for said in ratings_file.sentences(error)])

    def _bytes(self, cleaned: dict[str, Any]) -> bytes:
        file = cleaned.get("file")
        data = file.read(LARGEST * 1_000_000 + 1) if file else _unpacked(cleaned["kept"])
        if not data:
            raise ValidationError({"file": _("Choose a file.")})
        if len(_packed(data)) > MOST_KEPT:
            raise ValidationError(
                {
                    "file": _(
                        "This file is too long for a page. Whoever runs the site can import it by a command."
                    )
                }
            )
        return data

    def _layout(self, cleaned: dict[str, Any]) -> Any:
        options = (
            "rater",
            "about",
            "teams",
            "low",
            "high",
            "missing",
            "turned",
            "leave_out_oneself",
            "exact_names",
        )
        scales = [f"{scale}={self.data[scale]}" for scale in ("trust", "purpose")]
        return ratings_file.layout(scales=scales, **{option: cleaned[option] for option in options})

    @property
    def packed(self) -> str:
        return _packed(self.bytes)


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


def _unpacked(kept: str) -> bytes:
    """Up to the size of the largest file, whatever it says that it unpacks to."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(kept), LARGEST * 1_000_000 + 1)
    except (binascii.Error, zlib.error, ValueError):
        return b""
