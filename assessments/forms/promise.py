"""What a leader confirms to have read: the version that was shown, and when it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.core import signing

LASTS = timedelta(days=1)  # a page that stood open longer is shown anew


class PromiseForm(forms.Form):
    """Signed, so that nobody confirms what they were not shown, or earlier than they were."""

    shown_as = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, version: str, now: datetime) -> PromiseForm:
        return cls(initial={"shown_as": signing.dumps([version, now.isoformat()], salt=cls.__name__)})

    def shown(self, version: str) -> datetime | None:
        """When this version was shown; None if it was another, too long ago, or not by us."""
        if not self.is_valid():
            return None
        try:
            shown, at = signing.loads(self.cleaned_data["shown_as"], salt=type(self).__name__, max_age=LASTS)
        except signing.BadSignature:
            return None
        return datetime.fromisoformat(at) if shown == version else None
