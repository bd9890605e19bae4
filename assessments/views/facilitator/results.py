"""The facilitator's pages of results: the spectrum, its figure, one pair, what the numbers say, the practices.

Each look at named results leaves a line in the audit before anything is shown.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ...actions import audit
from ...charts.bars import change_bar, effect_bar, level_bar, shares_bar, views_bar
from ...charts.key import spectrum_key
from ...charts.spectrum_figure import figure_json
from ...charts.spectrum_svg import spectrum_svg
from ...models import Round
from ...promise.withheld import Withheld
from ...results import first as first_read
from ...results import movement as movement_read
from ...results import numbers as numbers_read
from ...results import pair as pair_read
from ...results import practices as practices_read
from ...results import spectrum as read
from ...results import table as table_read
from ...results import team as team_read
from ...results import words
from ..reader import SignedIn


@require_safe
def spectrum(request: SignedIn, round: str) -> HttpResponse:
    theirs = _round(request, round)
    team = _look(request, theirs, "saw spectrum")
    if isinstance(team, Withheld):
        return withheld_page(request, theirs, team)
    sort = request.GET.get("sort", "name")
    context = {
        "round": theirs,
        "team": team,
        "summary": table_read.summary(team),
        "table": table_read.table(team, request.GET.get("page", "1"), sort),
        "first": first_read.conversations(team),
        "sorts": table_read.SORTS.items(),
        "sort": sort,
        "drawing": spectrum_svg(team),
        "key": spectrum_key(team),
    }
    return render(request, "facilitator/spectrum.html", context)


@require_safe
def figure(request: SignedIn, round: str) -> HttpResponse:
    theirs = _round(request, round)
    team = _look(request, theirs, "saw figure")
    if isinstance(team, Withheld):
        raise Http404
    return HttpResponse(figure_json(team), content_type="application/json")


@require_safe
@vary_on_headers("HX-Request")
def pair(request: SignedIn, round: str, a: str, b: str) -> HttpResponse:
    theirs = _round(request, round)
    team = read.for_round(theirs)
    if isinstance(team, Withheld):
        return withheld_page(request, theirs, team)
    found = pair_read.page(team, theirs.instrument.definition(), a, b)
    if found is None:
        raise Http404
    comments = pair_read.comments(theirs, a, b)
    if isinstance(comments, Withheld):
        return withheld_page(request, theirs, comments)
    _log(request, theirs, "saw pair", found.key)
    beside_the_chart = bool(request.htmx)  # type: ignore[attr-defined]
    template = "parts/pair.html" if beside_the_chart else "facilitator/pair.html"
    context = {
        "round": theirs,
        "pair": found,
        "views": [(scale, views_bar(scale.numbers)) for scale in found.scales],
        "comments": comments,
        "beside": beside_the_chart,
    }
    return render(request, template, context)


@require_safe
def numbers(request: SignedIn, round: str) -> HttpResponse:
    theirs = _round(request, round)
    numbers = numbers_read.for_round(theirs)
    if isinstance(numbers, Withheld):
        return render(request, "facilitator/numbers.html", {"round": theirs, "why": words.why(numbers)})
    _log(request, theirs, "saw numbers")
    scales = [(scale, _bar(scale), _intervals(scale), _effects(scale)) for scale in numbers.scales]
    context = {"round": theirs, "numbers": numbers, "scales": scales}
    return render(request, "facilitator/numbers.html", context)


@require_safe
def movement(request: SignedIn, round: str) -> HttpResponse:
    theirs = _round(request, round)
    page = movement_read.page(movement_read.for_round(theirs, request.user))
    if page.found:
        _log(request, theirs, "saw movement", page.found.earlier)
    drawn = [(scale, change_bar(scale)) for scale in page.found.scales] if page.found else []
    return render(request, "facilitator/movement.html", {"round": theirs, "page": page, "scales": drawn})


@require_safe
def practices(request: SignedIn, round: str) -> HttpResponse:
    theirs = _round(request, round)
    page = practices_read.page(practices_read.for_round(theirs))
    if page.found:
        _log(request, theirs, "saw practices")
    bars = [(one, level_bar(one.mean, one.low, one.high)) for one in page.practices]
    return render(request, "facilitator/practices.html", {"round": theirs, "page": page, "practices": bars})


def _round(request: SignedIn, round: str) -> Round:
    mine = Round.objects.facilitated_by(request.user).with_promise_to(request.user).read_whole()
    return get_object_or_404(mine, public_id=round)


def _look(request: SignedIn, round: Round, verb: str) -> read.TeamSpectrum | Withheld:
    team = read.for_round(round)
    if not isinstance(team, Withheld):
        _log(request, round, verb)
    return team


def _log(request: SignedIn, round: Round, verb: str, detail: str = "") -> None:
    """Before anything is shown: if the line cannot be written, nothing is."""
    audit.record(organisation=round.organisation, by=request.user, verb=verb, about=round, detail=detail)


def _effects(scale: numbers_read.ScaleNumbers) -> list[tuple[numbers_read.Effects, list[object]]]:
    """Each effect with its bar, drawn against the largest of the scale."""
    most = max((abs(one.points) for some in scale.effects for one in some.people), default=0.0)
    return [(some, [(one, effect_bar(one.points, most)) for one in some.people]) for some in scale.effects]


def _bar(scale: numbers_read.ScaleNumbers) -> str:
    return shares_bar(**{share.key: share.percent / 100 for share in scale.shares}) if scale.shares else ""


def _intervals(scale: numbers_read.ScaleNumbers) -> list[tuple[numbers_read.Share, str]]:
    """Each share with a drawing of how surely it is known."""
    return [(share, level_bar(share.percent, share.low, share.high)) for share in scale.shares]


def withheld_page(request: SignedIn, round: Round, withheld: Withheld) -> HttpResponse:
    context = {"round": round, "why": words.why(withheld), "team": team_read.page(team_read.for_round(round))}
    return render(request, "facilitator/withheld.html", context)
