"""The rating page: one colleague after the other, each answer saved as it is given."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ...actions import ratings
from ...forms.leader import RatingForm
from ...measurement.instrument import Instrument
from ...models import PracticeAnswers, Rating
from ...models.ratings import RatingQuerySet
from ...results import rating_page
from ..methods import may_post
from ..reader import Answering
from . import replies
from .unsaved import held, keep, let_go, on_top, say_so, signed_out


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
        kept = _answer(mine, form, instrument)
    except ratings.RoundClosed:
        return _rating_page(request, mine, form, status=409, late=True)
    let_go(request, rating)
    if kept.taken.behind:
        return _two_versions(request, rating, form, kept.taken.behind)
    if kept.rating.answered_at and not kept.rating.whole:
        _say_what_is_open(request, kept.rating, mine, len(form.items) - len(kept.rating.answers))
    return _onwards(mine, request.POST.get("go", ""))


@require_POST
@signed_out(say_so)
def answer(request: Answering, rating: str) -> HttpResponse:
    """One control of the rating page, saved as it is given; what this answers is what the page may call saved."""
    mine = get_object_or_404(_my_ratings(request), public_id=rating)
    instrument = mine.round.instrument.definition()
    form = RatingForm(request.POST, instrument=instrument, one_answer=True)
    if not form.is_valid():
        return replies.bad(form)
    try:
        kept = _answer(mine, form, instrument)
    except ratings.RoundClosed:
        return replies.closed()
    except ratings.PromiseNotRead:
        return replies.promise_not_read()
    let_go(request, rating, *form.controls)
    return replies.of(form, kept.rating, kept.taken, timezone.now())


def _answer(mine: Rating, form: RatingForm, instrument: Instrument) -> ratings.Kept:
    return ratings.answer(
        by=mine.rater,
        rating=mine.public_id,
        said=form.said(),
        drawn_from=form.drawn_from,
        instrument=instrument,
        now=timezone.now(),
    )


def _my_ratings(request: Answering) -> RatingQuerySet:
    return Rating.objects.of(request.reader).select_related("rater", "about", "round__instrument")


def _opened(request: Answering, mine: Rating) -> HttpResponse:
    """With what its leader said while signed out, if anything waits."""
    waiting = held(request, mine.public_id)
    if not waiting:
        return _rating_page(request, mine)
    form = RatingForm(on_top(waiting, mine), instrument=mine.round.instrument.definition())
    late = not mine.rater.may_answer
    return _rating_page(request, mine, form, status=409 if late else 200, late=late)


def _two_versions(request: Answering, rating: str, form: RatingForm, behind: frozenset[str]) -> HttpResponse:
    """What is saved, as it is now, with what this page said otherwise beside it, to be taken."""
    mine = _my_ratings(request).with_place().get(public_id=rating)
    typed = form.typed()
    offers = {name: typed.get(name, "") for name in behind}
    return _rating_page(request, mine, offers=offers, status=409)


def _rating_page(
    request: Answering,
    mine: Rating,
    form: RatingForm | None = None,
    *,
    offers: dict[str, str] | None = None,
    status: int = 200,
    late: bool = False,
) -> HttpResponse:
    instrument = mine.round.instrument.definition()
    typed = None if form is None else form.typed()
    page = rating_page.page(mine, instrument, typed, form.errors if form else None, offers)
    context = {
        "rating": mine,
        "page": page,
        "me": mine.rater,
        "round": mine.round,
        "form": form,
        "late": late,
    }
    return render(request, "leader/rate.html", context, status=status)


def _onwards(mine: Any, go: str) -> HttpResponse:
    """Back goes to the colleague before this one, Continue to the next still open, at last to the practices, and then
    to the end."""
    target = mine.before if go == "back" else mine.after
    if target and go != "overview":
        return redirect("rate", target)
    if go != "next":
        return redirect("colleagues", mine.round.public_id)
    practices_open = PracticeAnswers.objects.filter(participant=mine.rater_id, whole=False)
    return redirect("practices" if practices_open.exists() else "finish", mine.round.public_id)


def _say_what_is_open(request: Answering, kept: Rating, mine: Rating, questions: int) -> None:
    """A gap may be meant, but should not go unnoticed; it stands before the next colleague, with the way back."""
    text = ngettext(
        "One question about {name} is still open.",
        "{n} questions about {name} are still open.",
        questions,
    )
    name = format_html('<bdi translate="no">{}</bdi>', mine.about.first_name)
    back = format_html('<a href="{}">{}</a>', reverse("rate", args=[kept.public_id]), _("Back to it"))
    messages.info(request, format_html("{} {}", format_html(text, n=questions, name=name), back))
