"""The demo's door: one click into each part. Its addresses exist only where DEMO is on."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ..demo.making import LEADERS, PARTS, only_the_demo
from ..mail.letters import words_of
from ..models import Mail, User

MAILS_ON_A_PAGE = 50


@login_not_required
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    if not only_the_demo():
        return render(request, "account/demo_refused.html", status=403)
    return render(request, "account/demo.html", {"leaders": LEADERS.items()})


@login_not_required
@require_POST
def enter(request: HttpRequest, part: str) -> HttpResponse:
    if not only_the_demo() or part not in PARTS:
        raise Http404
    login(request, User.objects.get(email=PARTS[part]), backend="assessments.accounts.PartsBackend")
    return redirect("home")


@login_not_required
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Every mail that was asked for, to be read: the demo sends none and keeps them all."""
    if not only_the_demo():
        raise Http404
    kept = Mail.objects.filter(text__isnull=False)
    page = Paginator(kept, MAILS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/demo_mails.html", {"page": page})


@login_not_required
@require_safe
def mail(request: HttpRequest, mail: str) -> HttpResponse:
    if not only_the_demo():
        raise Http404
    kept = get_object_or_404(Mail.objects.filter(text__isnull=False).select_related("text"), public_id=mail)
    return render(request, "account/demo_mail.html", {"mail": kept, "words": words_of(kept)})
