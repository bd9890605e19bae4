"""What every page knows of who is reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from ..models import Participant, User

PARTICIPANT = "participant"  # in a session begun by a personal link: the public id of the one it belongs to


class SignedIn(HttpRequest):
    """A request whose user the login middleware has let in; for the type checker only."""

    user: User


class Answering(HttpRequest):
    """A request of whom a leader's page has let in (`signed_out`): an account, or one participant by their link."""

    reader: User | Participant


@dataclass(frozen=True)
class Reader:
    name: str
    leads: bool
    facilitates: bool
    administers: bool


def begin(request: HttpRequest, participant: Participant) -> None:
    """From here on the session can do what this participant can in their round, and nothing else. What waited in it
    to be saved is kept."""
    request.session.cycle_key()
    request.session[PARTICIPANT] = participant.public_id
    rotate_token(request)


def by_link(request: HttpRequest) -> Participant | None:
    """Whose session it is. Where somebody has signed in, it is theirs."""
    session = getattr(request, "session", {})
    if PARTICIPANT not in session or request.user.is_authenticated:
        return None
    if not hasattr(request, "_by_link"):
        request._by_link = Participant.objects.filter(public_id=session[PARTICIPANT]).first()  # type: ignore[attr-defined]
    return request._by_link  # type: ignore[attr-defined]


def reader_of(request: HttpRequest) -> User | Participant | None:
    return request.user if request.user.is_authenticated else by_link(request)


def reader(request: HttpRequest) -> dict[str, Any]:
    """Error pages may come before anybody is known, so nothing is taken for granted here."""
    user = getattr(request, "user", None)
    context: dict[str, Any] = {"demo": settings.DEMO}
    if user is None:
        return context
    context["by_link"] = by_link(request)
    if user.is_authenticated:
        context["reader"] = Reader(
            name=str(user),
            leads=getattr(user, "leads", False),
            facilitates=getattr(user, "facilitates", False),
            administers=getattr(user, "administers", False),
        )
    return context
