"""A round as PDF, tagged for screen readers (PDF/UA-1): the chart, the zones, every pair, and how sure that is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..measurement.pairs import GapFlag
from ..measurement.spectrum import Pair, PairScale, Zone
from ..results import words
from ..results.spectrum import TeamSpectrum
from ..results.table import summary
from ..results.take_home import Cover, sureness

PDF = "application/pdf"
PNG = "image/png"
# The first comes with typst; the others are on many machines, and hold the letters that the first lacks.
FONTS = (
    "Libertinus Serif",
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans CJK SC",
)
PNG_DOTS = 144  # an inch
A_PICTURE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg", width: 900pt)'


def pdf(team: TeamSpectrum, cover: Cover, chart: str) -> bytes:
    """`chart` is an SVG that stands alone."""
    files = {"main.typ": _template(), "chart.svg": chart.encode(), "data.json": _data(team, cover)}
    return _compiled(files, format="pdf", pdf_standards=["ua-1"])


def png(chart: str) -> bytes:
    return _compiled({"main.typ": A_PICTURE, "chart.svg": chart.encode()}, format="png", ppi=PNG_DOTS)


def _compiled(files: dict[str, bytes], **how: Any) -> bytes:
    """`main.typ` with the files beside it, all in memory."""
    import typst  # a compiler: .2 s the first time

    made: bytes = typst.compile(files, **how)
    return made


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "team.typ").read_bytes()


def _data(team: TeamSpectrum, cover: Cover) -> bytes:
    said: dict[str, Any] = {
        "title": f"{cover.team} · {cover.title}",
        "keywords": [cover.team, cover.title],
        "lang": (get_language() or "en").split("-")[0],
        "fonts": FONTS,
        "foot": f"{cover.team} · {cover.title} · {cover.made:%Y-%m-%d}",
        "confidential": cover.confidential,
        "sureness": sureness(team),
        "chart": _in_words(team),
        "zones_title": _("Where the pairs are"),
        "zones_head": [_("Zone"), _("Pairs"), _("What it means")],
        "zones": [
            [name, str(n), str(words.ZONE_MEANINGS[Zone(key)])] for key, name, n in summary(team).zones
        ],
        "about_title": _("About these figures"),
        "about_head": [_("What"), _("This")],
        "about": [list(line) for line in cover.lines],
        "pairs_title": _("All pairs"),
        "pairs_head": [
            _("Pair"),
            _("Purpose"),
            _("Trust"),
            _("Gap in purpose"),
            _("Gap in trust"),
            _("Zone"),
        ],
        "pairs": [_row(team, team.spectrum.pair(i)) for i in range(len(team.spectrum.a))],
        "pairs_note": _("≠ the two views differ by more than the measure’s noise."),
    }
    return json.dumps(said).encode()


def _in_words(team: TeamSpectrum) -> str:
    """What the chart shows, for whoever does not see it."""
    zones = ", ".join(f"{name} {pairs}" for _key, name, pairs in summary(team).zones)
    return _("The spectrum: shared purpose across, trust up, a point for each pair. %(zones)s.") % {
        "zones": zones
    }


def _row(team: TeamSpectrum, pair: Pair) -> list[str]:
    names = _("%(a)s & %(b)s") % {"a": team.people[pair.a].name, "b": team.people[pair.b].name}
    zone = words.zone(pair.zone) if pair.zone else _("one view only")
    state = f"{zone}, {_('borderline')}" if pair.zone and pair.borderline else zone
    numbers = [_whole(pair.purpose.score), _whole(pair.trust.score), _gap(pair.purpose), _gap(pair.trust)]
    return [names, *numbers, state]


def _gap(scale: PairScale) -> str:
    beyond = " ≠" if scale.gap is not None and scale.flag != GapFlag.NONE else ""
    return _whole(None if scale.gap is None else abs(scale.gap)) + beyond


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"
