"""Results as files: each is made from the value that the spectrum's page shows, and leaves a line in the audit."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...actions import audit
from ...charts import theme
from ...charts.picture import picture
from ...exports import document, sheets, slides, workbook
from ...models import Round
from ...results import spectrum as read
from ...results.spectrum import TeamSpectrum
from ...results.take_home import Cover, cover
from ..reader import SignedIn
from .results import withheld_page

SVG = "image/svg+xml"


def _xlsx(team: TeamSpectrum, cover: Cover) -> bytes:
    both = (sheets.matrix(team, "trust"), sheets.matrix(team, "purpose"))
    return workbook.xlsx(sheets.about(cover), sheets.pairs(team), *both)


FILES: dict[str, tuple[str, Callable[[TeamSpectrum, Cover], bytes]]] = {
    "pdf": (document.PDF, lambda team, cover: document.pdf(team, cover, picture(team))),
    "pptx": (slides.PPTX, lambda team, cover: slides.pptx(team, cover, theme.ZONES)),
    "xlsx": (workbook.XLSX, _xlsx),
    "csv": ("text/csv", lambda team, cover: workbook.csv(sheets.pairs(team))),
    "svg": (SVG, lambda team, cover: picture(team).encode()),
    "png": (document.PNG, lambda team, cover: document.png(picture(team))),
}


@require_safe
def take_home(request: SignedIn, round: str) -> HttpResponse:
    theirs = _round(request, round)
    team = read.for_round(theirs)
    if not isinstance(team, TeamSpectrum):
        return withheld_page(request, theirs, team)
    return render(request, "facilitator/take_home.html", {"round": theirs})


@require_safe
def take_file(request: SignedIn, round: str, kind: str) -> HttpResponse:
    theirs = _round(request, round)
    if kind not in FILES:
        raise Http404
    team = read.for_round(theirs)
    if not isinstance(team, TeamSpectrum):
        return withheld_page(request, theirs, team)
    audit.record(
        organisation=theirs.organisation, by=request.user, verb="took home", about=theirs, detail=kind
    )
    about = cover(theirs, team, timezone.localdate())
    content_type, made = FILES[kind]
    name = f'attachment; filename="{about.file_name(kind)}"'
    return HttpResponse(made(team, about), content_type=content_type, headers={"Content-Disposition": name})


def _round(request: SignedIn, round: str) -> Round:
    mine = Round.objects.facilitated_by(request.user).with_promise_to(request.user).read_whole()
    return get_object_or_404(mine, public_id=round)
