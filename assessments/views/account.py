"""The way in: where signing in leads, and the public page about the method."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ..models import Participant
from ..results import method as read
from .leader.unsaved import ask, signed_out
from .reader import Answering


@require_safe
@signed_out(ask)
def home(request: Answering) -> HttpResponse:
    """To the first part that the reader plays; somebody who plays none is told whom to ask."""
    if isinstance(request.reader, Participant):
        return redirect("colleagues", request.reader.round.public_id)
    for plays, page in (("leads", "my_rounds"), ("facilitates", "cohorts"), ("administers", "organisations")):
        if getattr(request.reader, plays, False):
            return redirect(page)
    return render(request, "account/no_part.html")


@login_not_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "account/method.html", {"method": read.page()})
