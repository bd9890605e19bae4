"""The leader's pages: my rounds, the promise, one colleague after the other, done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..actions import participation, ratings
from ..forms.promise import PromiseForm
from ..forms.rating import RatingForm
from ..models import Participant, Rating, Round
from ..models.ratings import RatingQuerySet
from ..models.rounds import ParticipantQuerySet
from ..results import rating_page
from ..results import team as team_read
from .methods import may_post
from .reader import SignedIn
from .sessions import held, keep, let_go, on_top, say_so, signed_out

LATE = "late"


@require_safe
def my_rounds(request: SignedIn) -> HttpResponse:
    mine = _my_participation(request).with_progress().order_by("-round__opened_at")
    return render(request, "leader/my_rounds.html", {"participations": mine})


@may_post
def promise(request: SignedIn, round: str) -> HttpResponse:
    """What is kept is what was shown, and when: if that has changed until it is confirmed, it is shown anew."""
    me = get_object_or_404(_my_participation(request), round__public_id=round)
    changed = False
    if request.method == "POST":
        shown = PromiseForm(request.POST).shown(me.public_id, me.round.promise_version)
        try:
            if shown:
                participation.read_promise(
                    by=request.user, participant=me, version=me.round.promise_version, now=shown
                )
                first = me.ratings_given.filter(whole=False).first()
                return redirect("rate", first.public_id) if first else redirect("colleagues", round)
            changed = True
        except ratings.RoundClosed:
            return redirect("colleagues", round)
    context = {
        "me": me,
        "round": me.round,
        "facilitators": rating_page.facilitators_of(me.round),
        "form": PromiseForm.showing(me.public_id, me.round.promise_version, timezone.now()),
        "changed": changed,
    }
    return render(request, "leader/promise.html", context, status=409 if changed else 200)


@require_safe
def colleagues(request: SignedIn, round: str) -> HttpResponse:
    me = get_object_or_404(_my_participation(request), round__public_id=round)
    if not me.promise and me.round.is_open:
        return redirect("promise", round)
    return _colleagues(request, me)


@require_safe
def team(request: SignedIn, round: str) -> HttpResponse:
    """How the team as a whole is spread: what every audience promises its leaders, once enough have answered."""
    mine = get_object_or_404(
        Round.objects.answered_by(request.user).select_related("cohort"), public_id=round
    )
    return render(request, "leader/team.html", {"round": mine, "team": team_read.page(mine)})


@may_post
@signed_out(keep)
def rate(request: SignedIn, rating: str) -> HttpResponse:
    mine = get_object_or_404(_my_ratings(request).with_place(), public_id=rating)
    if not mine.rater.promise:
        return redirect("promise", mine.round.public_id)
    instrument = mine.round.instrument.definition()
    if request.method != "POST":
        return _opened(request, mine)
    form = RatingForm(request.POST, instrument=instrument)
    if not form.is_valid():
        return _rating_page(request, mine, form, status=422)
    try:
        kept = ratings.answer(
            by=request.user, rating=rating, said=form.said(), instrument=instrument, now=timezone.now()
        )
    except ratings.RoundClosed:
        return _rating_page(request, mine, form, status=409)
    let_go(request, rating)
    if kept.answered_at and not kept.whole:
        _say_what_is_open(request, mine, len(form.items) - len(kept.answers))
    return _onwards(mine, request.POST.get("go", ""))


@require_POST
@signed_out(say_so)
def answer(request: SignedIn, rating: str) -> HttpResponse:
    """One control of the rating page, saved as it is given; what this answers is what the page may call saved."""
    mine = get_object_or_404(_my_ratings(request), public_id=rating)
    instrument = mine.round.instrument.definition()
    form = RatingForm(request.POST, instrument=instrument, one_answer=True)
    if not form.is_valid():
        return JsonResponse({"why": " ".join(_all_errors(form))}, status=422)
    now = timezone.now()
    try:
        kept = ratings.answer(
            by=request.user, rating=rating, said=form.said(), instrument=instrument, now=now
        )
    except ratings.RoundClosed:
        return JsonResponse({"why": _("The round has closed; this was not saved.")}, status=409)
    except ratings.PromiseNotRead:
        return JsonResponse({"why": _("Please read first who will see your answers.")}, status=409)
    let_go(request, rating, *form.fields)
    return JsonResponse({"saved_at": (kept.answered_at or now).isoformat()})


@may_post
def finish(request: SignedIn, round: str) -> HttpResponse:
    me = get_object_or_404(_my_participation(request), round__public_id=round)
    if request.method != "POST":  # a refused finish stays in the address bar
        return redirect("colleagues", round)
    with_gaps = request.POST.get("with_gaps") == "yes"
    try:
        participation.finish(by=request.user, participant=me, with_gaps=with_gaps, now=timezone.now())
    except ratings.RoundClosed:
        messages.error(request, _("The round has closed. What you had saved counts."))
        return redirect("colleagues", round)
    except participation.StillOpen:
        return _colleagues(request, me, refused=True, status=422)
    return redirect("done", round)


@require_safe
def done(request: SignedIn, round: str) -> HttpResponse:
    me = get_object_or_404(_my_participation(request), round__public_id=round)
    if me.finished_at is None:
        return redirect("colleagues", round)
    facilitators = rating_page.facilitators_of(me.round)
    context = {"me": me, "round": me.round, "facilitators": facilitators}
    return render(request, "leader/done.html", context)


def _my_participation(request: SignedIn) -> ParticipantQuerySet:
    return Participant.objects.of_user(request.user).select_related("round__cohort")


def _my_ratings(request: SignedIn) -> RatingQuerySet:
    return Rating.objects.given_by(request.user).select_related("rater", "about", "round__instrument")


def _colleagues(
    request: SignedIn, me: Participant, *, refused: bool = False, status: int = 200
) -> HttpResponse:
    given = list(me.ratings_given.select_related("about"))
    context = {
        "me": me,
        "round": me.round,
        "ratings": given,
        "open": [rating for rating in given if not rating.whole],
        "refused": refused,
    }
    return render(request, "leader/colleagues.html", context, status=status)


def _opened(request: SignedIn, mine: Rating) -> HttpResponse:
    """With what its leader said while signed out, if anything waits."""
    waiting = held(request, mine.public_id)
    if not waiting:
        return _rating_page(request, mine)
    instrument = mine.round.instrument.definition()
    typed = on_top(waiting, rating_page.page(mine, instrument).drawn)
    form = RatingForm(typed, instrument=instrument)
    return _rating_page(request, mine, form, status=200 if mine.rater.may_answer else 409)


def _rating_page(
    request: SignedIn, mine: Rating, form: RatingForm | None = None, status: int = 200
) -> HttpResponse:
    instrument = mine.round.instrument.definition()
    typed = None if form is None else form.typed()
    page = rating_page.page(mine, instrument, typed, form.errors if form else None)
    late = status == 409
    context = {"rating": mine, "page": page, "me": mine.rater, "round": mine.round, "form": form, LATE: late}
    return render(request, "leader/rate.html", context, status=status)


def _onwards(mine: Any, go: str) -> HttpResponse:
    """Back goes to the colleague before this one, Continue to the next still open, both to the overview at the end."""
    target = mine.before if go == "back" else mine.after
    if go == "overview" or target is None:
        return redirect("colleagues", mine.round.public_id)
    return redirect("rate", target)


def _say_what_is_open(request: SignedIn, mine: Rating, questions: int) -> None:
    """A gap may be meant, but should not go unnoticed."""
    text = ngettext(
        "One question about %(name)s is still open.",
        "%(n)s questions about %(name)s are still open.",
        questions,
    )
    messages.info(request, text % {"name": mine.about.first_name, "n": questions})


def _all_errors(form: RatingForm) -> list[str]:
    return [str(text) for texts in form.errors.values() for text in texts]
