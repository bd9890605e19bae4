"""The leader's results: the team, and their own pairs as far as promised. Signed in, never by a link alone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ...actions import reveals
from ...charts.bars import level_bar, views_bar
from ...charts.spectrum_svg import spectrum_svg
from ...models import Participant
from ...results import my_pairs, words
from ...results import practices as practices_read
from ...results import team as team_read
from ...results.my_pairs import MyPairs
from ..reader import SignedIn

DO: dict[str, Callable[..., object]] = {
    "ask": reveals.ask,
    "take-back": reveals.take_back,
    "show": reveals.show,
    "do-not-show": reveals.do_not_show,
}


@require_safe
def my_results(request: SignedIn, round: str) -> HttpResponse:
    me, now = _me(request, round), timezone.now()
    practices = practices_read.page(practices_read.for_leader(me, now))
    mine = my_pairs.for_leader(me, now)
    context = {
        "me": me,
        "round": me.round,
        "team": team_read.page(team_read.for_leader(me, now)),
        "page": practices,
        "practices": [(one, level_bar(one.mean, one.low, one.high)) for one in practices.practices],
        "out": me.round.is_out(now),
        **(_pairs(mine) if isinstance(mine, MyPairs) else {"why_no_pairs": words.why(mine)}),
    }
    return render(request, "leader/my_results.html", context)


@require_POST
def reveal(request: SignedIn, round: str, colleague: str, what: str) -> HttpResponse:
    """Asking, taking it back, showing and not showing: each says the same whatever the colleague has done."""
    me = _me(request, round)
    if what not in DO:
        raise Http404
    try:
        DO[what](by=me, colleague=colleague, now=timezone.now())
    except Participant.DoesNotExist as nobody:
        raise Http404 from nobody
    except reveals.NothingToReveal:
        messages.info(request, _("There is nothing to reveal here yet."))
    except reveals.BothHaveAgreed:
        messages.info(request, _("You have both agreed to this, so it stands."))
    return redirect("my_results", round)


def _me(request: SignedIn, round: str) -> Participant:
    mine = Participant.objects.of(request.user).select_related("round__cohort", "round__instrument")
    return get_object_or_404(mine, round__public_id=round)


def _pairs(mine: MyPairs) -> dict[str, object]:
    return {
        "pairs": [(pair, [(view, views_bar(view.numbers)) for view in pair.views]) for pair in mine.pairs],
        "by_asking": mine.by_asking,
        "drawing": spectrum_svg(mine.drawn, "#pair-{}") if mine.drawn else "",
    }
