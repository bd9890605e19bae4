"""The method as anybody may read it, taken from the instrument and the constants themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..measurement import disclosure, pairs, reliability, scoring, spectrum
from ..measurement.instrument import DEFAULT, Instrument, Scale
from . import words


@dataclass(frozen=True)
class ScaleText:
    name: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ZoneText:
    name: str
    meaning: str
    rule: str


@dataclass(frozen=True)
class SizeText:
    people: str
    shown: str


@dataclass(frozen=True)
class MethodPage:
    instrument: str
    stem: str
    labels: tuple[str, ...]
    scales: tuple[ScaleText, ...]
    practices: tuple[ScaleText, ...]
    zones: tuple[ZoneText, ...]
    sizes: tuple[SizeText, ...]
    minimum_answered: int
    default_sem: float
    half_width: float
    gap_limit: float
    headline_limit: float
    minimum_ratings: int
    clear: int
    each_view: float
    team_floor: int
    lowest_floor: int
    reliability_floor: float
    close_need: str


def page(instrument: Instrument = DEFAULT) -> MethodPage:
    noise = pairs.Noise(sem=instrument.default_sem, ratings=0, is_default=True)
    name = _("your colleague")
    return MethodPage(
        instrument=_("%(name)s, version %(version)s")
        % {"name": _(instrument.name), "version": instrument.version},
        stem=_(instrument.stem).format(name=name),
        labels=tuple(_(label) for label in instrument.labels),
        scales=tuple(_scale(scale, name) for scale in instrument.scales),
        practices=tuple(_scale(scale, name) for scale in instrument.practices),
        zones=_zones(instrument),
        sizes=_sizes(),
        minimum_answered=round(100 * scoring.MINIMUM_ANSWERED),
        default_sem=noise.sem,
        half_width=noise.half_width,
        gap_limit=noise.gap_limit,
        headline_limit=noise.headline_limit,
        minimum_ratings=reliability.MINIMUM_RATINGS,
        clear=round(100 * spectrum.CLEAR),
        each_view=instrument.borders.each_view,
        team_floor=disclosure.TEAM_FLOOR,
        lowest_floor=disclosure.LOWEST_FLOOR,
        reliability_floor=disclosure.RELIABILITY_FLOOR,
        close_need=_(instrument.need_labels[round(spectrum.CLOSE_NEED) - 1]),
    )


def _scale(scale: Scale, name: str) -> ScaleText:
    return ScaleText(
        _(scale.name), tuple((_(item.name), _(item.text).format(name=name)) for item in scale.items)
    )


def _zones(instrument: Instrument) -> tuple[ZoneText, ...]:
    borders = instrument.borders
    limits = {"high": f"{borders.high:.0f}", "low": f"{borders.low:.0f}", "each": f"{borders.each_view:.0f}"}
    rules = {
        spectrum.Zone.PARTNERSHIP: _(
            "trust and shared purpose at least %(high)s, and all four views at least %(each)s"
        ),
        spectrum.Zone.COLLABORATION: _("trust and shared purpose below %(low)s"),
        spectrum.Zone.TRUST_LED: _("trust at least %(high)s, shared purpose below %(low)s"),
        spectrum.Zone.PURPOSE_LED: _("shared purpose at least %(high)s, trust below %(low)s"),
        spectrum.Zone.DEVELOPING: _("everything else"),
    }
    return tuple(
        ZoneText(words.zone(zone), str(words.ZONE_MEANINGS[zone]), rule % limits)
        for zone, rule in rules.items()
    )


def _sizes() -> tuple[SizeText, ...]:
    rough, full = disclosure.ROUGH_FROM, disclosure.FULL_FROM
    return (
        SizeText(_("up to %(n)s") % {"n": rough - 1}, _("pairs only: nothing about how much is due to whom")),
        SizeText(
            _("%(a)s to %(b)s") % {"a": rough, "b": full - 1},
            _("rough shares of who rates, who is rated, and the two; no tests"),
        ),
        SizeText(_("%(n)s and more") % {"n": full}, _("shares, how reliable they are, and tests")),
    )
