"""The method as anybody may read it, taken from the instrument and the constants themselves."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

from django.utils.translation import gettext as _

from ..measurement import knowable, moves, pairs, quality, reliability, scoring, spectrum
from ..measurement.developing import HALF_THE_SCALE
from ..measurement.instrument import DEFAULT, Instrument, Scale
from ..promise import rules
from . import practice_words, practices, sentences, words


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
class HolesText:
    people: str
    holes: str


@dataclass(frozen=True)
class Limit:
    """A multiple of the noise, what it comes to in points of 100, and how many of 100 cases pass it by noise alone."""

    factor: float
    points: float
    by_noise: int

    @property
    def within(self) -> int:
        return 100 - self.by_noise


@dataclass(frozen=True)
class PatternLimits:
    """From when answers are worth a look: colleagues, percent of them, seconds an item."""

    colleagues: int
    straight: int
    seconds: float
    raters: int
    most_noise: float
    least_noise: float


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
    default_sem_in_points: float
    points: int
    interval: Limit
    gap: Limit
    headline: Limit
    minimum_ratings: int
    complete_ratings: int
    day_share: int
    by_chance: int
    one_wrong_in: int
    clear: int
    divided: float
    each_view: float
    team_floor: int
    reliability_floor: str
    chance: str
    holes: tuple[HolesText, ...]
    patterns: PatternLimits
    agreement: practice_words.AgreementLimits
    roughly: int
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
        default_sem_in_points=noise.sem * (instrument.points - 1) / 100,
        points=instrument.points,
        interval=Limit(pairs.WITHIN_95, noise.half_width, _by_noise(pairs.WITHIN_95)),
        gap=Limit(pairs.GAP_LIMIT, noise.gap_limit, _by_noise(pairs.GAP_LIMIT / sqrt(2))),
        headline=Limit(pairs.HEADLINE_LIMIT, noise.headline_limit, _by_noise(pairs.HEADLINE_LIMIT / sqrt(2))),
        minimum_ratings=reliability.MINIMUM_RATINGS,
        complete_ratings=scoring.COMPLETE_RATINGS,
        day_share=round(100 * instrument.day_share),
        by_chance=round(100 * moves.BY_CHANCE),
        one_wrong_in=round(1 / moves.FALSE_DISCOVERIES),
        clear=round(100 * spectrum.CLEAR),
        divided=HALF_THE_SCALE,
        each_view=instrument.borders.each_view,
        team_floor=rules.TEAM_FLOOR,
        reliability_floor=_fraction(knowable.RELIABILITY_FLOOR),
        chance=_fraction(sentences.CHANCE),
        holes=_holes(),
        patterns=PatternLimits(
            quality.MINIMUM_COLLEAGUES,
            round(100 * quality.STRAIGHT_SHARE),
            quality.FASTEST_READING,
            quality.MINIMUM_RATERS,
            quality.MOST_OWN_NOISE,
            quality.LEAST_OWN_NOISE,
        ),
        agreement=practice_words.limits(),
        roughly=practices.ROUGHLY,
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
    rough, full = knowable.ROUGH_FROM, knowable.FULL_FROM
    return (
        SizeText(_("up to %(n)s") % {"n": rough - 1}, _("pairs only: nothing about how much is due to whom")),
        SizeText(
            _("%(a)s to %(b)s") % {"a": rough, "b": full - 1},
            _("rough shares of who rates, who is rated, and the two; no tests"),
        ),
        SizeText(_("%(n)s and more") % {"n": full}, _("shares, how reliable they are, and tests")),
    )


def _holes() -> tuple[HolesText, ...]:
    """As `knowable.holes_allowed` has them: by the team's size, and as a part of all ratings in larger teams."""
    of = _("%(holes)s of %(all)s")
    small = [
        HolesText(str(n), of % {"holes": knowable.holes_allowed(n), "all": n * (n - 1)})
        for n in sorted(knowable.HOLES)
    ]
    larger = _("%(n)s and more") % {"n": max(knowable.HOLES) + 1}
    return (*small, HolesText(larger, _("one in %(n)s") % {"n": knowable.ONE_HOLE_IN}))


def _by_noise(standard_errors: float) -> int:
    """In how many of 100 cases does a normal error pass so many of its standard errors, up or down?"""
    return round(100 * erfc(standard_errors / sqrt(2)))


def _fraction(part: float) -> str:
    """As the field writes what cannot exceed one: .05."""
    return f"{part:.2f}".lstrip("0")
