"""A round's pairs, ready to draw: one frozen value that chart, table, pair page and export all read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from ..measurement.pairs import Floats
from ..measurement.reliability import scale_noise
from ..measurement.scoring import level_items
from ..measurement.spectrum import Pair, Spectrum, spectrum
from ..models import Round
from ..promise import rules
from ..promise.look import Look
from ..promise.withheld import Withheld
from . import _ratings
from .looks import facilitators_look, importers_look
from .people import Person


@dataclass(frozen=True)
class RoundFacts:
    public_id: str
    name: str
    cohort_name: str
    closed_at: datetime | None
    instrument: str
    simulated: bool
    need_labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class TeamSpectrum:
    """`answers`: per scale (trust, purpose) the points of single items, (n, n, k), row rater, NaN where none."""

    round: RoundFacts
    people: tuple[Person, ...]
    spectrum: Spectrum
    answers: tuple[Floats, Floats]

    def key(self, a: int, b: int) -> str:
        """A pair's part of the address: its two people, in roster order."""
        return f"{self.people[a].public_id}-{self.people[b].public_id}"

    def find(self, a: str, b: str) -> Pair | None:
        """The pair of two people's public ids, in either order; None if there is no such pair here."""
        places = {person.public_id: place for place, person in enumerate(self.people)}
        if a == b or a not in places or b not in places:
            return None
        return self.spectrum.pair(self.spectrum.index(places[a], places[b]))


def step(position: float | None) -> int | None:
    """In which of ten steps from collaboration to leadership partnership: the colour of a dot beside words."""
    return None if position is None else min(9, int(position // 10))


def for_round(round: Round) -> TeamSpectrum | Withheld:
    """Every pair, or why this facilitator may not see them."""
    return _seen_by(facilitators_look(round), round)


def for_importer(round: Round) -> TeamSpectrum | Withheld:
    """Every pair of a round that came from a file, or why not."""
    return _seen_by(importers_look(round), round)


def _seen_by(look: Look, round: Round) -> TeamSpectrum | Withheld:
    return rules.may_see_every_pair(look) or _drawn(round)


def _drawn(round: Round) -> TeamSpectrum:
    said = _ratings.of_round(round)
    instrument = round.instrument.definition()
    answers = [said.answers_to(scale) for scale in instrument.scales]
    trust, purpose = (
        said.matrix(level_items(scores, given, instrument.points))
        for scores, given in zip((said.trust, said.purpose), answers, strict=True)
    )
    on_trust, on_purpose = (said.square(given) for given in answers)
    noise_trust, noise_purpose = (scale_noise(given, instrument) for given in answers)
    drawn = spectrum(
        trust,
        purpose,
        said.matrix(said.need),
        noise_trust=noise_trust,
        noise_purpose=noise_purpose,
        borders=instrument.borders,
        answered=(_share(on_trust), _share(on_purpose)),
    )
    return TeamSpectrum(facts(round), said.people, drawn, (on_trust, on_purpose))


def _share(answers: Floats) -> Floats:
    """(n, n): of how many of its items each view is made."""
    return np.asarray((~np.isnan(answers)).mean(axis=-1))


def facts(round: Round) -> RoundFacts:
    return RoundFacts(
        public_id=round.public_id,
        name=round.name,
        cohort_name=round.cohort.name,
        closed_at=round.closed_at,
        instrument=str(round.instrument),
        simulated=round.organisation.simulated,
        need_labels=round.instrument.definition().need_labels,
    )
