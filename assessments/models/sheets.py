"""Sheet: a page of answers that is saved control by control, and knows which version last changed each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

Value = int | str | bool
TAKEN_BACK = ""  # what a control says that is open again; a control that is not named says nothing


@dataclass(frozen=True)
class Taken:
    """`news` is other than before; `behind` has changed since the page was drawn, and was left as it is."""

    news: Mapping[str, Value]
    behind: frozenset[str]


class Sheet(models.Model):
    """A write carries the version that its page was drawn from: compared, no clock is asked which came first."""

    version = models.PositiveIntegerField(default=0)
    changed = models.JSONField(default=dict, help_text="Control to the version that last changed it.")
    answered_at = models.DateTimeField(null=True, blank=True)
    whole = models.BooleanField(default=False, help_text="Nothing on the page is left open.")
    seconds = models.FloatField(
        null=True, blank=True, help_text="What a question took, in the middle of all."
    )

    class Meta:
        abstract = True

    def took(self, seconds: float | None) -> None:
        """One number for all of the page; a page without a script tells none, and takes none back."""
        self.seconds = self.seconds if seconds is None else seconds

    def said(self) -> dict[str, Value]:
        """Control to what it says; what is open is left out."""
        raise NotImplementedError

    def take(self, written: Mapping[str, Value], drawn_from: int) -> Taken:
        """What of a write is to be put in its place, under the row's lock.

        A control that says again what is there becomes a version too: a request that the network held back, and
        that said otherwise before, is then behind it.
        """
        now = self.said()
        same = {name for name, value in written.items() if now.get(name, TAKEN_BACK) == _open_or(value)}
        behind = {name for name in written if self.changed.get(name, 0) > drawn_from} - same
        ours = written.keys() - behind
        if ours:
            self.version += 1
            self.changed = self.changed | dict.fromkeys(sorted(ours), self.version)
        return Taken({name: written[name] for name in written if name in ours - same}, frozenset(behind))


def _open_or(value: Value) -> Value:
    """A box that is not ticked says what an empty text says."""
    return TAKEN_BACK if value is False else value
