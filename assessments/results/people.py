"""A participant as a plain value."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Participant


@dataclass(frozen=True)
class Person:
    public_id: str
    name: str
    initials: str
    title: str
    first_name: str


def person(participant: Participant) -> Person:
    return Person(
        public_id=participant.public_id,
        name=participant.name,
        initials=participant.initials,
        title=participant.title,
        first_name=participant.first_name,
    )
