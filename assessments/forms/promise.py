"""What a leader confirms to have read: the version that was shown, and when it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.core import signing

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
