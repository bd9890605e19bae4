"""The facilitator's pages about running a round: my cohorts, opening, who has finished, closing."""

from __future__ import annotations

import random

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...actions import roles, rosters, rounds
from ...forms.facilitator import RoundForm
from ...models import Cohort, Leader, Organisation, Round
from ...results import cohorts as read
from ...results import plan as plan_read
from ..methods import may_post
from ..reader import SignedIn


@require_safe
def cohorts(request: SignedIn) -> HttpResponse:
    may_set_up = Organisation.objects.set_up_by(request.user).exists()
    context = {"cohorts": read.facilitated_by(request.user), "may_set_up": may_set_up}
    return render(request, "facilitator/cohorts.html", context)


@may_post
def open_round(request: SignedIn, cohort: str) -> HttpResponse:
    theirs = get_object_or_404(
        Cohort.objects.facilitated_by(request.user).select_related("organisation"), public_id=cohort
    )
    form = RoundForm(request.POST or None, instance=Round(cohort=theirs, organisation=theirs.organisation))
    leaders = Leader.objects.in_cohort(theirs)
    if request.method == "POST" and form.is_valid():
        try:
            opened = rounds.open_round(
                by=request.user,
                cohort=theirs,
                instrument=theirs.organisation.instruments.default(),
                name=form.cleaned_data["name"],
                audience=form.cleaned_data["audience"],
                now=timezone.now(),
                chance=random.SystemRandom(),
            )
        except rounds.NameTaken:
            form.add_error("name", _("This cohort already has a round of this name."))
        except roles.BothSides:
            form.add_error(
                None,
                _("A facilitator of this cohort is on its roster. Ask an admin to take one of the two away."),
            )
        except rounds.TooFewLeaders:
            form.add_error(
                None, _("A round needs at least two leaders. Ask an admin to add them to the cohort.")
            )
        else:
            messages.success(request, _("The round is open. Its leaders are being invited by e-mail."))
            return redirect("round", opened.public_id)
    plan = plan_read.sentences(len(leaders))
    context = {"form": form, "cohort": theirs, "leaders": leaders, "plan": plan}
    return render(request, "facilitator/open_round.html", context, status=422 if form.errors else 200)


@require_safe
def round_page(request: SignedIn, round: str) -> HttpResponse:
    theirs = get_object_or_404(Round.objects.facilitated_by(request.user).read_whole(), public_id=round)
    people = theirs.participants.with_progress()
    staying = [one for one in people if not one.withdrawn_at]
    finished = sum(1 for one in staying if one.finished_at)
    context = {"round": theirs, "people": people, "asked": len(staying), "finished": finished}
    return render(request, "facilitator/round.html", context)


@may_post
def close(request: SignedIn, round: str) -> HttpResponse:
    """Asks first: nobody can answer any more after this."""
    theirs = get_object_or_404(Round.objects.facilitated_by(request.user).read_whole(), public_id=round)
    if request.method == "POST":
        try:
            rounds.close(by=request.user, round=theirs, now=timezone.now())
            messages.success(request, _("The round is closed. Here are its results."))
        except rosters.RoundNotOpen:
            messages.info(request, _("This round was closed already."))
        return redirect("round", round)
    unfinished = theirs.participants.staying().filter(finished_at=None)
    return render(request, "facilitator/close.html", {"round": theirs, "unfinished": unfinished})
