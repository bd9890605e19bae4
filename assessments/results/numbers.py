"""What the numbers of a round say: how much is about who rates, who is rated, and what is special to pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..measurement import disclosure, quality
from ..measurement.disclosure import Audience, Detail, Reader, Withheld
from ..measurement.instrument import Instrument, Scale
from ..measurement.reliability import ScaleReliability, scale_reliability
from ..measurement.round_robin import NotDefined, RoundRobin, analyse
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
    x = said.matrix(scores)
    n = len(x)
    missing = int(np.isnan(x).sum()) - n
    detail = disclosure.variance_shares(n, missing)
    found = None if isinstance(detail, Withheld) else _analysed(x)
    tested = disclosure.tests(n, missing) is None and found is not None
    return ScaleNumbers(
        key=scale.key,
        name=words.scale(scale.key),
        shares=_shares(found, words.scale(scale.key)) if found else (),
        rough=detail == Detail.ROUGH,
        why=_why_no_shares(detail, found),
        returned=sentences.returned(found.dyadic_reciprocity, found.tests.dyadic.p)
        if tested and found
        else "",
        tests=sentences.tested(found.tests) if tested and found else "",
        effects=_effects(found, said.people, audience) if tested and found else (),
        reliability=_reliability(scale_reliability(said.answers_to(scale), said.rater)),
    )


def _analysed(x: ratings.Floats) -> RoundRobin | None:
    try:
        return analyse(x)
    except NotDefined:
        return None


def _why_no_shares(detail: Detail | Withheld, found: RoundRobin | None) -> str:
    if isinstance(detail, Withheld):
        return words.why(detail)
    return "" if found else sentences.not_linked()


def _shares(found: RoundRobin, scale: str) -> tuple[Share, ...]:
    parts = {
        "perceiver": found.perceiver_variance,
        "target": found.target_variance,
        "relationship": found.relationship_variance,
    }
    percents = {key: round(100 * (part.standardised or 0)) for key, part in parts.items()}
    return tuple(
        Share(key, percent, sentences.share(key, percent, scale)) for key, percent in percents.items()
    )


def _effects(found: RoundRobin, people: tuple[Person, ...], audience: Audience) -> tuple[Effects, ...]:
    both = (
        ("perceiver", found.perceiver_variance, found.reliability.perceiver, found.persons.perceiver_shrunk),
        ("target", found.target_variance, found.reliability.target, found.persons.target_shrunk),
    )
    return tuple(
        _effects_of(
            key,
            disclosure.person_effect(
                Reader.FACILITATOR, found.n, found.holes, reliability or 0, part.raw, audience
            ),
            people,
            points,
        )
        for key, part, reliability, points in both
    )


def _effects_of(
    key: str, withheld: Withheld | None, people: tuple[Person, ...], points: ratings.Floats
) -> Effects:
    if withheld:
        return Effects(sentences.effects(key), (), words.why(withheld))
    shown = [Effect(person, float(p)) for person, p in zip(people, points, strict=True) if not np.isnan(p)]
    return Effects(sentences.effects(key), tuple(shown), "")


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
