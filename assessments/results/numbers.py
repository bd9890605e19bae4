"""What the numbers of a round say: how much is about who rates, who is rated, and what is special to pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..measurement import disclosure, quality
from ..measurement.disclosure import Audience, Reader, Withheld
from ..measurement.instrument import Instrument, Scale
from ..measurement.reliability import ScaleReliability, scale_reliability
from ..measurement.round_robin import NotDefined, analyse
from ..measurement.round_robin.shown import PersonEffects, Shares, ShownRoundRobin, shown
from ..models import Round
from . import ratings, sentences, team, words
from .people import Person


@dataclass(frozen=True)
class Share:
    """One part of the differences between ratings, in whole percent, in a sentence."""

    key: str
    percent: int
    says: str


@dataclass(frozen=True)
class Effect:
    """How far one person lies above or below the team's mean, in points of 100, shrunk by its reliability."""

    person: Person
    points: float

    @property
    def signed(self) -> str:
        """With its sign, as people write it: +7, −3, 0."""
        rounded = round(self.points)
        return f"{rounded:+d}".replace("-", "−") if rounded else "0"


@dataclass(frozen=True)
class Effects:
    title: str
    people: tuple[Effect, ...]
    why: str


@dataclass(frozen=True)
class ScaleNumbers:
    """One scale; `why` says what is withheld, and then there are no shares."""

    key: str
    name: str
    shares: tuple[Share, ...]
    rough: bool
    why: str
    returned: str
    tests: str
    effects: tuple[Effects, ...]
    reliability: str


@dataclass(frozen=True)
class Pattern:
    person: Person
    says: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    people: int
    scales: tuple[ScaleNumbers, ...]
    patterns: tuple[Pattern, ...]
    patterns_why: str


def for_round(round: Round) -> Numbers | Withheld:
    said = ratings.of_round(round)
    withheld = disclosure.team_level(said.raters, closed=round.is_closed, promised=team.promised(round))
    if withheld:
        return withheld
    instrument = round.instrument.definition()
    audience = Audience(round.audience)
    named = disclosure.may_see_pairs(Reader.FACILITATOR, audience, closed=round.is_closed)
    return Numbers(
        people=len(said.people),
        scales=(
            _scale(said, instrument.trust, said.trust, audience),
            _scale(said, instrument.purpose, said.purpose, audience),
        ),
        patterns=() if named else _patterns(said, instrument),
        patterns_why=words.why(named) if named else "",
    )


def _scale(said: ratings.Said, scale: Scale, scores: ratings.Floats, audience: Audience) -> ScaleNumbers:
    name = words.scale(scale.key)
    reliability = _reliability(scale_reliability(said.answers_to(scale), said.rater))
    try:
        seen = shown(analyse(said.matrix(scores)), Reader.FACILITATOR, audience)
    except NotDefined:
        n, missing = len(said.people), int(np.isnan(said.matrix(scores)).sum()) - len(said.people)
        refused = disclosure.variance_shares(n, missing)
        why = words.why(refused) if isinstance(refused, Withheld) else sentences.not_linked()
        return ScaleNumbers(scale.key, name, (), False, why, "", "", (), reliability)
    in_full = not isinstance(seen.tests, Withheld)
    return ScaleNumbers(
        key=scale.key,
        name=name,
        shares=() if isinstance(seen.shares, Withheld) else _shares(seen.shares, name),
        rough=not isinstance(seen.shares, Withheld) and seen.shares.rough,
        why=words.why(seen.shares) if isinstance(seen.shares, Withheld) else "",
        returned=_returned(seen),
        tests="" if isinstance(seen.tests, Withheld) else sentences.tested(seen.tests),
        effects=_effects(seen, said.people) if in_full else (),
        reliability=reliability,
    )


def _shares(found: Shares, scale: str) -> tuple[Share, ...]:
    """Rough shares are rounded to tenths: they are not known better."""
    parts = {"perceiver": found.perceiver, "target": found.target, "relationship": found.relationship}
    digits = -1 if found.rough else 0
    percents = {key: int(round(100 * part, digits)) for key, part in parts.items()}
    return tuple(
        Share(key, percent, sentences.share(key, percent, scale)) for key, percent in percents.items()
    )


def _returned(seen: ShownRoundRobin) -> str:
    if isinstance(seen.reciprocity, Withheld) or isinstance(seen.tests, Withheld):
        return ""
    return sentences.returned(seen.reciprocity.dyadic, seen.tests.dyadic.p)


def _effects(seen: ShownRoundRobin, people: tuple[Person, ...]) -> tuple[Effects, ...]:
    return (
        _effects_of(sentences.effects("perceiver"), seen.perceiver_effects, people),
        _effects_of(sentences.effects("target"), seen.target_effects, people),
    )


def _effects_of(title: str, found: PersonEffects | Withheld, people: tuple[Person, ...]) -> Effects:
    if isinstance(found, Withheld):
        return Effects(title, (), words.why(found))
    points = zip(people, found.shrunk.tolist(), strict=True)
    return Effects(title, tuple(Effect(person, point) for person, point in points if not np.isnan(point)), "")


def _reliability(found: ScaleReliability) -> str:
    if np.isnan(found.alpha) or np.isnan(found.low):
        return sentences.no_alpha(found.ratings)
    return sentences.alpha(found.alpha, found.low, found.high, found.ratings)


def _patterns(said: ratings.Said, instrument: Instrument) -> tuple[Pattern, ...]:
    answers = np.hstack([said.answers_to(scale) for scale in instrument.scales])
    n = len(said.people)
    cube = np.full((n, n, answers.shape[1]), np.nan)
    cube[said.rater, said.about] = answers
    found = quality.team_patterns(cube)
    return tuple(
        Pattern(said.people[place], tuple(sentences.pattern(one) for one in some))
        for place, some in found.items()
    )
