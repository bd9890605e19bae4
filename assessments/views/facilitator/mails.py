"""The mails of a round: what became of each, sending one again, reminding those who are not done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ...actions import mailing, reminding, rosters
from ...models import Mail, Round
from ...results import mails as read
from ..reader import SignedIn


@require_safe
def mails(request: SignedIn, round: str) -> HttpResponse:
    theirs, now = _round(request, round), timezone.now()
    told = reminding.told_today(round=theirs, now=now)
    page = read.page(theirs, request.GET.get("page", "1"), told, now)
    return render(request, "facilitator/mails.html", {"round": theirs, "mails": page})


@require_POST
def send_again(request: SignedIn, round: str, mail: str) -> HttpResponse:
    theirs = _round(request, round)
    stuck = get_object_or_404(Mail.objects.of_round(theirs).select_related("organisation"), public_id=mail)
    try:
        mailing.send_again(by=request.user, mail=stuck, now=timezone.now())
        messages.success(request, _("It is on its way again."))
    except mailing.NothingToSend:
        messages.info(request, _("It was sent meanwhile, or its text is no longer kept."))
    return redirect("mails", round)


@require_POST
def remind(request: SignedIn, round: str) -> HttpResponse:
    """Those who were chosen, or with the other button everybody who is not done."""
    theirs = _round(request, round)
    people = theirs.participants.all()
    if "all" not in request.POST:
        people = people.filter(public_id__in=request.POST.getlist("who"))
    try:
        _say(
            request, reminding.remind(by=request.user, round=theirs, people=list(people), now=timezone.now())
        )
    except rosters.RoundNotOpen:
        messages.error(request, _("This round is closed: nobody can answer any more."))
    return redirect("mails", round)


def _say(request: SignedIn, reminded: reminding.Reminded) -> None:
    if reminded.now:
        told = ngettext("One reminder is on its way.", "%(n)s reminders are on their way.", reminded.now)
        messages.success(request, told % {"n": reminded.now})
    if reminded.before:
        told = ngettext(
            "One person was reminded today already.",
            "%(n)s people were reminded today already.",
            reminded.before,
        )
        messages.info(request, told % {"n": reminded.before})
    if reminded == reminding.Reminded(0, 0, 0):
        messages.info(request, _("Nobody was chosen who is not done."))


def _round(request: SignedIn, round: str) -> Round:
    return get_object_or_404(Round.objects.facilitated_by(request.user).read_whole(), public_id=round)
