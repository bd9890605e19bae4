"""The leader's rounds: which there are, the promise, the colleagues, finishing, the team."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...actions import participation, ratings
from ...forms.leader import PromiseForm, PromiseShown
from ...models import Participant, PracticeAnswers, User
from ...models.participants import ParticipantQuerySet
from ...results import promised
from ..methods import may_post
from ..reader import Answering, SignedIn
from .unsaved import ask, signed_out


@require_safe
def my_rounds(request: SignedIn) -> HttpResponse:
    mine = _my_participations(request.user).with_progress().order_by("-round__opened_at")
    return render(request, "leader/my_rounds.html", {"participations": mine})


@may_post
@signed_out(ask)
def promise(request: Answering, round: str) -> HttpResponse:
    """What is kept is what was shown, and when: if that has changed until it is confirmed, it is shown anew."""
    me = get_object_or_404(_my_participations(request.reader), round__public_id=round)
    if request.method != "POST":
        return _promise_page(request, me)
    shown = PromiseForm(request.POST).shown(me.public_id)
    if shown is None:
        return _promise_page(request, me, changed=True)
    try:
        participation.read_promise(by=me, version=shown.version, named=shown.named, now=shown.now)
    except participation.PromiseChanged:
        return _promise_page(request, me, changed=True)
    except ratings.RoundClosed:
        return redirect("colleagues", round)
    first = me.ratings_given.asked().filter(whole=False).first()
    return redirect("rate", first.public_id) if first else redirect("colleagues", round)


@require_safe
@signed_out(ask)
def colleagues(request: Answering, round: str) -> HttpResponse:
    me = get_object_or_404(_my_participations(request.reader), round__public_id=round)
    if not me.promise and me.may_answer:
        return redirect("promise", round)
    return _answered(request, me, "leader/colleagues.html")


@may_post
@signed_out(ask)
def finish(request: Answering, round: str) -> HttpResponse:
    me = get_object_or_404(_my_participations(request.reader), round__public_id=round)
    if request.method != "POST":
        return _at_the_end(request, me)
    with_gaps = request.POST.get("with_gaps") == "yes"
    try:
        participation.finish(by=me, with_gaps=with_gaps, now=timezone.now())
    except ratings.RoundClosed:
        messages.error(request, _("The round has closed. What you had saved counts."))
        return redirect("colleagues", round)
    except participation.StillOpen:
        return _answered(request, me, "leader/finish.html", refused=True, status=422)
    return redirect("done", round)


def _at_the_end(request: Answering, me: Participant) -> HttpResponse:
    """Whoever has finished is not asked again."""
    if me.finished_at:
        return redirect("done", me.round.public_id)
    if not me.promise or not me.may_answer:
        return redirect("colleagues", me.round.public_id)
    return _answered(request, me, "leader/finish.html")


@require_safe
@signed_out(ask)
def done(request: Answering, round: str) -> HttpResponse:
    me = get_object_or_404(_my_participations(request.reader), round__public_id=round)
    if me.finished_at is None:
        return redirect("colleagues", round)
    context = {"me": me, "round": me.round, "facilitators": promised.names(me.round)}
    return render(request, "leader/done.html", context)


def _promise_page(request: Answering, me: Participant, *, changed: bool = False) -> HttpResponse:
    facilitators = promised.facilitators(me.round)
    shown = PromiseShown(me.round.promise_version, facilitators.roles, timezone.now())
    context = {
        "me": me,
        "round": me.round,
        "facilitators": facilitators.names,
        "form": PromiseForm.showing(me.public_id, shown),
        "changed": changed,
    }
    return render(request, "leader/promise.html", context, status=409 if changed else 200)


def _my_participations(reader: User | Participant) -> ParticipantQuerySet:
    return Participant.objects.of(reader).select_related("round__cohort")


def _answered(
    request: Answering, me: Participant, template: str, *, refused: bool = False, status: int = 200
) -> HttpResponse:
    """Who has left the round still finds what they said; to the others they are no longer there."""
    rows = me.ratings_given.select_related("about")
    given = list(rows if me.withdrawn_at else rows.asked())
    open_ones = [rating for rating in given if not rating.whole]
    practices = PracticeAnswers.objects.of(me).first()
    context = {
        "me": me,
        "round": me.round,
        "ratings": given,
        "open": open_ones,
        "late": [rating.about for rating in open_ones if rating.about.joined_late],
        "gaps": [rating for rating in given if rating.without_a_score],
        "practices": practices,
        "something_open": bool(open_ones) or (practices is not None and not practices.whole),
        "refused": refused,
    }
    return render(request, template, context, status=status)
