"""A round as PPTX: the spectrum as a chart of PowerPoint's own, which can be edited, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.translation import gettext as _

from ..measurement.spectrum import ZONES, Zone
from ..results import words
from ..results.spectrum import TeamSpectrum
from ..results.table import summary
from ..results.take_home import Cover

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDE, HIGH, MARGIN = 13.333, 7.5, 0.6  # inches
POINT = 9  # of a pair, in points
TITLE_ONLY = 5  # the layout of the template that comes with python-pptx


def pptx(team: TeamSpectrum, cover: Cover, colours: Mapping[Zone, str]) -> bytes:
    """`colours` of the zones, as #rrggbb."""
    import pptx as powerpoint  # takes half a second to come
    from pptx.util import Inches

    deck = powerpoint.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.core_properties.title = f"{cover.team} · {cover.title}"
    _chart(_slide(deck, _("From collaboration to leadership partnership"), cover), team, colours)
    _list(_slide(deck, _("Where the pairs are"), cover), list(_zones(team)))
    _list(_slide(deck, _("How to read this"), cover), list(_limits(cover)))
    whole = BytesIO()
    deck.save(whole)
    return whole.getvalue()


def _slide(deck: Presentation, title: str, cover: Cover) -> Slide:
    """A title, and at the foot whose it is, of when, and for whom."""
    from pptx.util import Inches, Pt

    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = map(
        Inches, (MARGIN, 0.3, WIDE - 2 * MARGIN, 0.9)
    )
    heading.text = title
    heading.text_frame.paragraphs[0].font.size = Pt(30)
    foot = slide.shapes.add_textbox(*map(Inches, (MARGIN, HIGH - 0.55, WIDE - 2 * MARGIN, 0.4))).text_frame
    foot.text = f"{cover.team} · {cover.title} · {cover.made:%Y-%m-%d} · {cover.confidential}"
    foot.paragraphs[0].font.size = Pt(11)
    return slide


def _chart(slide: Slide, team: TeamSpectrum, colours: Mapping[Zone, str]) -> None:
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches

    data: Any = XyChartData()
    zones = list(_series(team))
    for zone, purpose, trust in zones:
        series = data.add_series(words.zone(zone))
        for x, y in zip(purpose, trust, strict=True):
            series.add_data_point(round(x, 1), round(y, 1))
    x, y, width, height = map(Inches, (MARGIN, 1.2, WIDE - 2 * MARGIN, HIGH - 1.9))
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, x, y, width, height, data)
    frame.name = _("The spectrum: shared purpose across, trust up, a point for each pair")
    chart = frame.chart
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    _axis(chart.category_axis, _("Shared purpose"))
    _axis(chart.value_axis, _("Trust"))
    for (zone, *_points), series in zip(zones, chart.plots[0].series, strict=True):
        _points_of(series, colours[zone])


def _series(team: TeamSpectrum) -> Iterator[tuple[Zone, list[float], list[float]]]:
    """The pairs of each zone that has any, in the zones' own order."""
    drawn = team.spectrum
    for place, zone in enumerate(ZONES):
        here = np.flatnonzero(drawn.zone == place)
        if len(here):
            yield zone, drawn.purpose.score[here].tolist(), drawn.trust.score[here].tolist()


def _axis(axis: Any, title: str) -> None:
    from pptx.util import Pt

    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 100, 25
    axis.has_title, axis.has_major_gridlines = True, True
    axis.axis_title.text_frame.text = title
    axis.axis_title.text_frame.paragraphs[0].font.size = Pt(14)
    axis.tick_labels.font.size = Pt(12)


def _points_of(series: Any, colour: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE

    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, POINT
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())


def _list(slide: Slide, lines: list[str]) -> None:
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*map(Inches, (MARGIN, 1.5, WIDE - 2 * MARGIN, HIGH - 2.4))).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text, paragraph.font.size, paragraph.space_after = line, Pt(20), Pt(12)


def _zones(team: TeamSpectrum) -> Iterator[str]:
    counts = summary(team)
    for key, name, pairs in counts.zones:
        yield f"{name}: {pairs} · {words.ZONE_MEANINGS[Zone(key)]}"
    yield _("Borderline, as they may as well lie in the zone beside: %(n)s") % {"n": counts.borderline}
    yield _("Seen differently by the two, beyond the measure’s noise: %(n)s") % {"n": counts.uneven}


def _limits(cover: Cover) -> Iterator[str]:
    """What is said of every paper, and what no figure here can say."""
    yield from (f"{name}: {said}" for name, said in cover.lines)
    yield _(
        "Zones are conventions, not findings. A low pair is not a bad pair: it may hardly need each other."
    )
