"""The demo's door: one click into each part. Its addresses exist only where DEMO is on."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ..demo.making import PARTS, only_the_demo
from ..models import User


@login_not_required
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    if not only_the_demo():
        return render(request, "account/demo_refused.html", status=403)
    return render(request, "account/demo.html")


@login_not_required
@require_POST
def enter(request: HttpRequest, part: str) -> HttpResponse:
    if not only_the_demo() or part not in PARTS:
        raise Http404
    login(request, User.objects.get(email=PARTS[part]), backend="assessments.accounts.PartsBackend")
    return redirect("home")
