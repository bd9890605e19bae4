"""A leader's own pairs, as far as the audience promised them: both views, or bands once both have asked.

Nothing here depends on what others said about others: the measure's noise is the instrument's own, not this round's.
Where a pair is not revealed, its row is the same whatever the colleague said, asked or left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db.models import Q

from ..measurement.instrument import Instrument
from ..measurement.pairs import Noise, matrix
from ..measurement.spectrum import Pair, PairScale, spectrum
from ..models import Participant, Rating, Reveal
from ..promise import rules
from ..promise.audience import Band, PairDetail, band, pair_detail
from ..promise.look import Look
from ..promise.withheld import Reason, Withheld
from . import words
from .looks import leaders_look
from .people import Person, person
from .spectrum import TeamSpectrum, facts, step
from .with_colleague import Try, for_bands


@dataclass(frozen=True)
class ScaleBand:
    name: str
    band: Band
    word: str


@dataclass(frozen=True)
class Views:
    """Both views on one scale, in whole points of 100: what I see, and what the colleague sees."""

    name: str
    mine: float
    theirs: float
    numbers: PairScale


@dataclass(frozen=True)
class MyPair:
    """`bands` or `views` are empty where the pair is not revealed; `asked` and `shows` are what I have done."""

    key: str
    colleague: Person
    revealed: bool
    asked: bool
    shows: bool
    both_show: bool
    said_enough: bool
    bands: tuple[ScaleBand, ...] = ()
    views: tuple[Views, ...] = ()
    zone: str = ""
    meaning: str = ""
    step: int | None = None
    tries: tuple[Try, ...] = ()


@dataclass(frozen=True)
class MyPairs:
    """`by_asking`: bands come from asking each other. `drawn`: my pairs and no other, where views are open to me."""

    pairs: tuple[MyPair, ...]
    by_asking: bool
    drawn: TeamSpectrum | None


def for_leader(me: Participant, now: datetime) -> MyPairs | Withheld:
    """`me` comes with its round, cohort and instrument."""
    look = leaders_look(me, now)
    detail = pair_detail(look.reader, look.audience)
    refused = rules.may_see_pairs(look, own_pair=True, both_agreed=True, both_views=True)
    if refused:
        return refused
    if me.withdrawn_at:
        return Withheld(Reason.NOT_IN_AUDIENCE)
    mine = _Mine(me, look, me.round.instrument.definition())
    return MyPairs(
        pairs=tuple(mine.pair(other) for other in mine.others),
        by_asking=detail is PairDetail.BAND,
        drawn=mine.team if detail is PairDetail.VIEWS else None,
    )


class _Mine:
    """What was said and asked between me and each colleague, in four statements however many they are."""

    def __init__(self, me: Participant, look: Look, instrument: Instrument) -> None:
        self.me, self.look, self.instrument = me, look, instrument
        roster = list(Participant.objects.filter(round=me.round).staying())
        self.others = [one for one in roster if one.pk != me.pk]
        self.places = {one.pk: place for place, one in enumerate(roster)}
        self.team = self._drawn(roster)
        asked = Reveal.objects.around(me)
        self.asked = {(reveal.participant_id, reveal.colleague_id): reveal for reveal in asked}

    def pair(self, other: Participant) -> MyPair:
        pair = self._pair(other)
        mine, theirs = self.asked.get((self.me.pk, other.pk)), self.asked.get((other.pk, self.me.pk))
        agreed = bool(mine and theirs)
        both_views = pair.zone is not None
        refused = rules.may_see_pairs(self.look, own_pair=True, both_agreed=agreed, both_views=both_views)
        shows = bool(mine and mine.shown_at)
        row = MyPair(
            key=self.team.key(pair.a, pair.b),
            colleague=person(other),
            revealed=refused is None,
            asked=mine is not None,
            shows=shows and refused is None,
            both_show=shows and refused is None and bool(theirs and theirs.shown_at),
            said_enough=self._said_enough(other, pair),
        )
        return row if refused else self._told(row, pair)

    def _told(self, row: MyPair, pair: Pair) -> MyPair:
        bands = self._bands(pair)
        told = replace(row, tries=for_bands(*(one.band for one in bands)))
        if pair_detail(self.look.reader, self.look.audience) is PairDetail.BAND:
            return replace(told, bands=bands)
        return replace(
            told,
            views=(self._scale("trust", pair, pair.trust), self._scale("purpose", pair, pair.purpose)),
            zone=words.place(pair.zone, pair.lag),
            meaning=words.meaning(pair.zone, pair.lag) if pair.zone else "",
            step=step(pair.position),
        )

    def _bands(self, pair: Pair) -> tuple[ScaleBand, ScaleBand]:
        """The place on each scale in one of three: no number, and no zone, which would be finer."""
        return self._band("trust", pair.trust), self._band("purpose", pair.purpose)

    def _band(self, key: str, scale: PairScale) -> ScaleBand:
        score = scale.score or 0.0  # a pair is told of only where both views are there
        found = band(score, self.instrument.borders.low, self.instrument.borders.high)
        return ScaleBand(words.scale(key), found, words.band(found))

    def _scale(self, key: str, pair: Pair, scale: PairScale) -> Views:
        first = self.places[self.me.pk] == pair.a
        mine, theirs = (scale.ab, scale.ba) if first else (scale.ba, scale.ab)
        return Views(words.scale(key), mine or 0.0, theirs or 0.0, scale)

    def _said_enough(self, other: Participant, pair: Pair) -> bool:
        first = self.places[self.me.pk] < self.places[other.pk]
        mine = (pair.trust.ab, pair.purpose.ab) if first else (pair.trust.ba, pair.purpose.ba)
        return None not in mine

    def _pair(self, other: Participant) -> Pair:
        index = self.team.spectrum.index(self.places[self.me.pk], self.places[other.pk])
        return self.team.spectrum.pair(index)

    def _drawn(self, roster: list[Participant]) -> TeamSpectrum:
        """A spectrum in which only my own pairs have views."""
        rows = Rating.objects.filter(Q(rater=self.me) | Q(about=self.me), round=self.me.round)
        rows = rows.filter(not_enough_contact=False, apart=False).order_by()
        said = list(rows.values_list("rater_id", "about_id", "trust", "purpose", "need"))
        rater = [self.places[row[0]] for row in said]
        about = [self.places[row[1]] for row in said]
        trust, purpose, need = (
            matrix(len(roster), rater, about, np.array([row[column] for row in said], dtype=float))
            for column in (2, 3, 4)
        )
        noise = Noise(self.instrument.default_sem, ratings=0, is_default=True)
        drawn = spectrum(trust, purpose, need, noise, noise, self.instrument.borders)
        no_items = np.empty((len(roster), len(roster), 0))
        people = tuple(person(one) for one in roster)
        return TeamSpectrum(facts(self.me.round), people, drawn, answers=(no_items, no_items))
