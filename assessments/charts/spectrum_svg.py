"""The spectrum as the page first shows it: SVG in which every pair is a link with a name; needs no script."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from ..measurement.pairs import Indices
from ..measurement.spectrum import ZONES, Spectrum
from ..results import words
from . import theme
from .geometry import Drawing, Marks, lay_out
from .labels import Label, place_labels
from .svg_ground import RAMP, ground, ramp, zone_names
from .wording import whole

if TYPE_CHECKING:
    from ..results.spectrum import TeamSpectrum


def spectrum_svg(team: "TeamSpectrum", address: str = "pairs/{}/") -> SafeString:
    """The drawing of all pairs, each a link. People's words are escaped here; all else is ours or a number."""
    drawing = lay_out(team.spectrum)
    always, if_wide = place_labels(team.spectrum, drawing, [person.initials for person in team.people])
    parts = [
        _opening(team.spectrum),
        ramp(),
        *ground(team.spectrum.borders),
        _lines(drawing),
        *_pairs(team, drawing, address),
        *zone_names(team.spectrum.borders),
        *_labels("labels", always),
        *_labels("labels labels-wide", if_wide),
        "</svg>",
    ]
    return SafeString("".join(parts))


def _opening(spectrum: Spectrum) -> str:
    count = int(spectrum.complete.sum())
    name = ngettext(
        "The spectrum with %(count)s pair: shared purpose across, trust up",
        "The spectrum with %(count)s pairs: shared purpose across, trust up",
        count,
    ) % {"count": count}
    box = f"{-theme.LEFT} {-theme.TOP} {theme.WIDTH} {theme.HEIGHT}"
    return f'<svg class="spectrum-svg" viewBox="{box}" role="group" aria-label="{escape(name)}">'


def _lines(drawing: Drawing) -> str:
    lines = "".join(f"M{x} {y}L{to_x} {to_y}" for x, y, to_x, to_y in drawing.lines.tolist())
    return f'<path class="views" d="{lines}"/>' if lines else ""


def _pairs(team: "TeamSpectrum", drawing: Drawing, address: str) -> Iterator[str]:
    """Pairs with a clear zone, without one, and with one view, a group each: discs, rings, dashed outlines.

    A group is painted with one gradient across the whole plot, so that each point has the colour of its position.
    """
    light = f'fill-opacity="{drawing.opacity:g}" stroke-opacity="{drawing.opacity:g}"'
    disc = f'{light} fill="{RAMP}" stroke-width="{drawing.edge:g}"'
    ring = f'{light} stroke="{RAMP}" stroke-width="{drawing.ring:.1f}"'
    outline, dash = drawing.radius * theme.OUTLINE, drawing.radius * theme.DASH
    dashes = f'{light} stroke-width="{outline:.1f}" stroke-dasharray="{dash:.1f}"'
    yield from _links(team, "clear", address, drawing.clear, drawing.radius, disc)
    yield from _links(team, "unclear", address, drawing.unclear, drawing.radius - drawing.ring / 2, ring)
    yield from _links(team, "one-sided", address, drawing.one_sided, drawing.radius, dashes)


def _links(
    team: "TeamSpectrum", kind: str, address: str, marks: Marks, radius: float, paint: str
) -> Iterator[str]:
    """A link a pair, in an order and a wording in which a compressor finds each among those before it."""
    a, b = team.spectrum.a[marks.pairs].tolist(), team.spectrum.b[marks.pairs].tolist()
    names = [escape(person.name) for person in team.people]
    ids = [escape(person.public_id) for person in team.people]
    said = _what_a_name_says(team.spectrum, kind, marks.pairs)
    yield f'<g class="pairs {kind}" {paint}>'
    for i, j, says, x, y in zip(a, b, said, marks.x.tolist(), marks.y.tolist(), strict=True):
        yield (
            f'<a href="{address.format(f"{ids[i]}-{ids[j]}")}"><title>{names[i]} &amp; {names[j]}{says}</title>'
            f'<circle cx="{x}" cy="{y}" r="{radius:.1f}"/></a>'
        )
    yield "</g>"


def _what_a_name_says(spectrum: Spectrum, kind: str, pairs: Indices) -> Sequence[str]:
    """What follows the two people in a link's name: nothing in a very large chart, whose table says it."""
    if len(spectrum.a) > theme.MOST_LONG_NAMES:
        return [""] * len(pairs)
    if kind == "one-sided":
        return [escape(gettext(": one view only"))] * len(pairs)
    zones = [escape(words.zone(zone).lower()) for zone in ZONES]
    sentence = escape(gettext(": purpose {0}, trust {1}, {2}"))
    scores = whole(spectrum.purpose.score[pairs]).tolist(), whole(spectrum.trust.score[pairs]).tolist()
    places = [zones[zone] for zone in spectrum.zone[pairs].tolist()]
    said = list(map(sentence.format, *scores, places))
    if kind == "clear":
        return said
    why = {True: escape(words.divided()), False: escape(gettext("borderline"))}
    divided = spectrum.divided[pairs].tolist()
    return [f"{one}, {why[two]}" for one, two in zip(said, divided, strict=True)]


def _labels(classes: str, labels: list[Label]) -> Iterator[str]:
    yield f'<g class="{classes}" aria-hidden="true">'
    for label in labels:
        anchor = f' class="{label.side}"' if label.side in ("start", "end") else ""
        yield f'<text{anchor} x="{label.text_x:.0f}" y="{label.text_y:.0f}">{escape(label.text)}</text>'
    yield "</g>"
