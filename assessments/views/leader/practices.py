"""The page about the team's practices, after the colleagues: each answer saved as it is given."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ...actions import practices as action
from ...actions import ratings
from ...forms.leader import PracticesForm
from ...models import PracticeAnswers
from ...models.practices import PracticeAnswersQuerySet
from ...results import practice_questions
from ..methods import may_post
from ..reader import Answering
from . import replies
from .unsaved import held, keep, let_go, on_top, say_so, signed_out


@may_post
@signed_out(keep)
def practices(request: Answering, round: str) -> HttpResponse:
    mine = get_object_or_404(_mine(request), participant__round__public_id=round)
    if not mine.participant.promise:
        return redirect("promise", round)
    if request.method != "POST":
        return _opened(request, mine)
    form = _form(request.POST, mine)
    if not form.is_valid():
        return _page(request, mine, form, status=422)
    try:
        kept = _answer(mine, form)
    except ratings.RoundClosed:
        return _page(request, mine, form, status=409, late=True)
    let_go(request, mine.participant.public_id)
    if kept.taken.behind:
        return _two_versions(request, mine, form, kept.taken.behind)
    if kept.practices.answered_at and not kept.practices.whole:
        _say_what_is_open(request, len(form.items) - len(kept.practices.answers))
    return _onwards(mine, request.POST.get("go", ""))


@require_POST
@signed_out(say_so)
def answer(request: Answering, round: str) -> HttpResponse:
    """One question, saved as it is answered; what this answers is what the page may call saved."""
    mine = get_object_or_404(_mine(request), participant__round__public_id=round)
    form = _form(request.POST, mine, one_answer=True)
    if not form.is_valid():
        return replies.bad(form)
    try:
        kept = _answer(mine, form)
    except ratings.RoundClosed:
        return replies.closed()
    except ratings.PromiseNotRead:
        return replies.promise_not_read()
    let_go(request, mine.participant.public_id, *form.controls)
    return replies.of(form, kept.practices, kept.taken, timezone.now())


def _mine(request: Answering) -> PracticeAnswersQuerySet:
    return PracticeAnswers.objects.of(request.reader).select_related("participant__round__instrument")


def _form(said: object, mine: PracticeAnswers, *, one_answer: bool = False) -> PracticesForm:
    instrument = mine.participant.round.instrument.definition()
    return PracticesForm(said, instrument=instrument, one_answer=one_answer)


def _answer(mine: PracticeAnswers, form: PracticesForm) -> action.Kept:
    return action.answer(
        by=mine.participant,
        answers=form.news(),
        drawn_from=form.drawn_from,
        instrument=mine.participant.round.instrument.definition(),
        now=timezone.now(),
    )


def _opened(request: Answering, mine: PracticeAnswers) -> HttpResponse:
    """With what its leader said while signed out, if anything waits."""
    waiting = held(request, mine.participant.public_id)
    if not waiting:
        return _page(request, mine)
    late = not mine.participant.may_answer
    return _page(request, mine, _form(on_top(waiting, mine), mine), status=409 if late else 200, late=late)


def _two_versions(
    request: Answering, mine: PracticeAnswers, form: PracticesForm, behind: frozenset[str]
) -> HttpResponse:
    """What is saved, as it is now, with what this page said otherwise beside it, to be taken."""
    typed, now = form.typed(), _mine(request).get(pk=mine.pk)
    return _page(request, now, offers={name: typed.get(name, "") for name in behind}, status=409)


def _page(
    request: Answering,
    mine: PracticeAnswers,
    form: PracticesForm | None = None,
    *,
    offers: dict[str, str] | None = None,
    status: int = 200,
    late: bool = False,
) -> HttpResponse:
    me = mine.participant
    typed, errors = (form.typed(), form.errors) if form else (None, None)
    page = practice_questions.page(mine, me.round.instrument.definition(), typed, errors, offers)
    context = {"mine": mine, "page": page, "me": me, "round": me.round, "form": form, "late": late}
    return render(request, "leader/practices.html", context, status=status)


def _onwards(mine: PracticeAnswers, go: str) -> HttpResponse:
    """Back goes to the last colleague, Continue to the end."""
    me = mine.participant
    if go == "back" and (last := me.ratings_given.asked().last()):
        return redirect("rate", last.public_id)
    return redirect("finish" if go == "next" else "colleagues", me.round.public_id)


def _say_what_is_open(request: Answering, questions: int) -> None:
    text = ngettext(
        "One question about your team is still open.",
        "%(n)s questions about your team are still open.",
        questions,
    )
    messages.info(request, text % {"n": questions})
