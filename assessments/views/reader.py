"""What every page knows of who is reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ..models import User


class SignedIn(HttpRequest):
    """A request whose user the login middleware has let in; for the type checker only."""

    user: User


@dataclass(frozen=True)
class Reader:
    name: str
    leads: bool
    facilitates: bool
    administers: bool


def reader(request: HttpRequest) -> dict[str, Any]:
    """Error pages may come before anybody is known, so nothing is taken for granted here."""
    user = getattr(request, "user", None)
    context: dict[str, Any] = {"demo": settings.DEMO}
    if user is not None and user.is_authenticated:
        context["reader"] = Reader(
            name=str(user),
            leads=getattr(user, "leads", False),
            facilitates=getattr(user, "facilitates", False),
            administers=getattr(user, "administers", False),
        )
    return context
