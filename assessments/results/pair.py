"""One pair in words and numbers: both views, how sure they are, and what to try next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from ..measurement.instrument import Instrument, Scale
from ..measurement.pairs import Floats, GapFlag
from ..measurement.spectrum import Pair, PairScale
from ..models import Round
from ..promise import rules
from ..promise.withheld import Withheld
from . import first, gaps, tips, words
from .looks import facilitators_look
from .people import Person
from .spectrum import TeamSpectrum, step


@dataclass(frozen=True)
class ScaleInWords:
    key: str
    name: str
    numbers: PairScale
    gap: str
    sources: tuple[str, ...]

    @property
    def uneven(self) -> bool:
        return self.numbers.flag != GapFlag.NONE


@dataclass(frozen=True)
class PairPage:
    a: Person
    b: Person
    key: str
    pair: Pair
    step: int | None
    zone: str
    meaning: str
    sureness: str
    need: str
    scales: tuple[ScaleInWords, ...]
    notes: tuple[str, ...]
    tips: tuple[tips.Tip, ...]


def page(team: TeamSpectrum, instrument: Instrument, a: str, b: str) -> PairPage | None:
    """The pair of two people's public ids; None if there is no such pair in this round."""
    pair = team.find(a, b)
    if pair is None:
        return None
    one, other = team.people[pair.a], team.people[pair.b]
    return PairPage(
        a=one,
        b=other,
        key=team.key(pair.a, pair.b),
        pair=pair,
        step=step(pair.position),
        zone=words.place(pair.zone, pair.lag),
        meaning=_meaning(pair),
        sureness=_sureness(pair),
        need=first.need(pair.need, instrument.need_labels),
        scales=(
            _scale("trust", _("Trust"), _("trust"), pair.trust, one, other),
            _scale("purpose", _("Shared purpose"), _("shared purpose"), pair.purpose, one, other),
        ),
        notes=_notes(pair),
        tips=tips.for_pair(pair, (one, other), instrument.borders, *_items(team, pair, instrument)),
    )


@dataclass(frozen=True)
class Comment:
    by: str
    about: str
    text: str


def comments(round: Round, a: str, b: str) -> tuple[Comment, ...] | Withheld:
    """What the two wrote about each other, or why this facilitator may not read it.

    It asks for itself, whoever calls it.
    """
    withheld = rules.may_see_comment(facilitators_look(round))
    if withheld:
        return withheld
    two = (
        round.ratings.asked()
        .filter(rater__public_id__in=[a, b], about__public_id__in=[a, b])
        .exclude(comment="")
    )
    written = two.select_related("rater", "about").order_by("rater__position")
    return tuple(
        Comment(rating.rater.first_name, rating.about.first_name, rating.comment) for rating in written
    )


def _scale(key: str, name: str, within: str, numbers: PairScale, a: Person, b: Person) -> ScaleInWords:
    return ScaleInWords(key, name, numbers, gaps.gap(numbers, within, a, b), gaps.sources(numbers))


def _meaning(pair: Pair) -> str:
    if pair.zone is None:
        return ""
    if pair.divided:
        return _("That is only where the two lie on average: they describe two different relationships.")
    if GapFlag.HEADLINE in {pair.trust.own_flag, pair.purpose.own_flag}:
        return _("That is where the two lie on average; they see it very differently.")
    return words.meaning(pair.zone, pair.lag)


def _sureness(pair: Pair) -> str:
    if pair.certainty is None:
        return _("how sure cannot be told from one question") if pair.zone else ""
    if pair.divided:
        return words.divided()
    return _("clear") if pair.clear else words.beside(pair.neighbour)


def _notes(pair: Pair) -> tuple[str, ...]:
    if pair.zone is None:
        return (_("One view is missing, so there is no score and no zone. Nothing is filled in for it."),)
    return () if pair.concern is None else (first.note(pair.concern),)


def _items(team: TeamSpectrum, pair: Pair, instrument: Instrument) -> tuple[tuple[tips.ItemLevel, ...], ...]:
    """Per scale each question and how the two answered it on average; questions that neither answered are left out."""
    return tuple(
        _levels(scale, answers[[pair.a, pair.b], [pair.b, pair.a]], instrument.points)
        for scale, answers in zip(instrument.scales, team.answers, strict=True)
    )


def _levels(scale: Scale, two: Floats, points: int) -> tuple[tips.ItemLevel, ...]:
    given = ~np.isnan(two)
    counts, sums = given.sum(axis=0).tolist(), np.where(given, two, 0.0).sum(axis=0).tolist()
    return tuple(
        tips.ItemLevel(item.key, _(item.name), 100 * (total / count - 1) / (points - 1))
        for item, count, total in zip(scale.items, counts, sums, strict=True)
        if count
    )
