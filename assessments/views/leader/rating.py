"""The rating page: one colleague after the other, each answer saved as it is given."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ...actions import ratings
from ...forms.leader import RatingForm
from ...models import Rating
from ...models.ratings import RatingQuerySet
from ...results import rating_page
from ..methods import may_post
from ..reader import Answering
from .unsaved import held, keep, let_go, on_top, say_so, signed_out

LATE = "late"


@may_post
@signed_out(keep)
def rate(request: Answering, rating: str) -> HttpResponse:
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
            by=mine.rater, rating=rating, said=form.said(), instrument=instrument, now=timezone.now()
        )
    except ratings.RoundClosed:
        return _rating_page(request, mine, form, status=409)
    let_go(request, rating)
    if kept.answered_at and not kept.whole:
        _say_what_is_open(request, mine, len(form.items) - len(kept.answers))
    return _onwards(mine, request.POST.get("go", ""))


@require_POST
@signed_out(say_so)
def answer(request: Answering, rating: str) -> HttpResponse:
    """One control of the rating page, saved as it is given; what this answers is what the page may call saved."""
    mine = get_object_or_404(_my_ratings(request), public_id=rating)
    instrument = mine.round.instrument.definition()
    form = RatingForm(request.POST, instrument=instrument, one_answer=True)
    if not form.is_valid():
        return JsonResponse({"why": " ".join(_all_errors(form))}, status=422)
    now = timezone.now()
    try:
        kept = ratings.answer(by=mine.rater, rating=rating, said=form.said(), instrument=instrument, now=now)
    except ratings.RoundClosed:
        return JsonResponse({"why": _("The round has closed; this was not saved.")}, status=409)
    except ratings.PromiseNotRead:
        return JsonResponse({"why": _("Please read first who will see your answers.")}, status=409)
    let_go(request, rating, *form.fields)
    return JsonResponse({"saved_at": (kept.answered_at or now).isoformat()})


def _my_ratings(request: Answering) -> RatingQuerySet:
    return Rating.objects.of(request.reader).select_related("rater", "about", "round__instrument")


def _opened(request: Answering, mine: Rating) -> HttpResponse:
    """With what its leader said while signed out, if anything waits."""
    waiting = held(request, mine.public_id)
    if not waiting:
        return _rating_page(request, mine)
    instrument = mine.round.instrument.definition()
    typed = on_top(waiting, rating_page.page(mine, instrument).drawn)
    form = RatingForm(typed, instrument=instrument)
    return _rating_page(request, mine, form, status=200 if mine.rater.may_answer else 409)


def _rating_page(
    request: Answering, mine: Rating, form: RatingForm | None = None, status: int = 200
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


def _say_what_is_open(request: Answering, mine: Rating, questions: int) -> None:
    """A gap may be meant, but should not go unnoticed."""
    text = ngettext(
        "One question about %(name)s is still open.",
        "%(n)s questions about %(name)s are still open.",
        questions,
    )
    messages.info(request, text % {"name": mine.about.first_name, "n": questions})


def _all_errors(form: RatingForm) -> list[str]:
    return [str(text) for texts in form.errors.values() for text in texts]
