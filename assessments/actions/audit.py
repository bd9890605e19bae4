"""The audit line that an action leaves. It names things, and never holds a rating."""

from __future__ import annotations

from typing import Protocol

from ..models import Event, Organisation, Participant, User


class Noun(Protocol):
    public_id: str


def record(
    *, organisation: Organisation, by: User | Participant | None, verb: str, about: Noun, detail: str = ""
) -> Event:
    return Event.objects.create(
        organisation=organisation,
        by=by if isinstance(by, User) else None,
        participant=by if isinstance(by, Participant) else None,
        verb=verb,
        noun=type(about).__name__.lower(),
        public_id=about.public_id,
        detail=detail[:200],
    )
