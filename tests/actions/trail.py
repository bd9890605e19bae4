"""The audit as the tests read it: what an action left behind, in its order."""

from __future__ import annotations

from collections.abc import Callable

from assessments.models import Event

Line = tuple[str, str, str, str | None]


def lines_of(action: Callable[[], object]) -> list[Line]:
    """Verb, noun, detail and who, of each line that the action leaves."""
    before = Event.objects.count()
    action()
    new = Event.objects.order_by("pk").select_related("by", "participant")[before:]
    return [(line.verb, line.noun, line.detail, line.who.name if line.who else None) for line in new]
