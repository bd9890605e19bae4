"""What the numbers of a round say: how much is about who rates, who is rated, and what is special to pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..measurement import knowable, quality
from ..measurement.instrument import Instrument, Scale
from ..measurement.knowable import Unknown
from ..measurement.pairs import Codes, pair_up
from ..measurement.reliability import scale_reliability
from ..measurement.round_robin import (
    KnownRoundRobin,
    NotDefined,
    NotLinked,
    PersonEffects,
    Shares,
    analyse,
    known,
)
from ..measurement.zones import ROUNDING, zones
from ..models import Round
from ..promise import rules
from ..promise.look import Look
from ..promise.withheld import Withheld
from . import _ratings, sentences, team, words
from .looks import facilitators_look
from .people import Person
from .team import TeamLevel


@dataclass(frozen=True)
class Share:
    """One part of the differences between ratings, in whole percent, its 95 % interval, and both in a sentence."""

    key: str
    percent: int
    low: int
    high: int
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
    shares: tuple[Share, ...] = ()
    rough: bool = False
    why: str = ""
    returned: str = ""
    tests: str = ""
    effects: tuple[Effects, ...] = ()
    reliability: str = ""


@dataclass(frozen=True)
class Pattern:
    """What about somebody's answers is worth a look, and what changes without them."""

    person: Person
    says: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    people: int
    scales: tuple[ScaleNumbers, ...]
    patterns: tuple[Pattern, ...]
    patterns_why: str


def for_round(round: Round) -> Numbers | Withheld:
    """Withheld only where nothing at all may be shown; otherwise each part says for itself why it is not there."""
    look = facilitators_look(round)
    said = _ratings.of_round(round)
    instrument = round.instrument.definition()
    not_by_name = rules.may_see_every_pair(look)
    both = ((instrument.trust, said.trust), (instrument.purpose, said.purpose))
    refused = [team.withheld(look, said, ~np.isnan(scores)) for _, scores in both]
    if not_by_name and refused[0] and refused[1]:
        return refused[0]
    return Numbers(
        people=len(said.people),
        scales=tuple(
            _too_few(scale, few) if few else _scale(look, said, scale, scores)
            for (scale, scores), few in zip(both, refused, strict=True)
        ),
        patterns=() if not_by_name else _patterns(look, said, instrument),
        patterns_why=_patterns_why(not_by_name, len(said.people)),
    )


def _too_few(scale: Scale, few: Withheld) -> ScaleNumbers:
    name = words.scale(scale.key)
    return ScaleNumbers(scale.key, name, why=sentences.too_few(name, few.need))


def _scale(look: Look, said: _ratings.Said, scale: Scale, scores: _ratings.Floats) -> ScaleNumbers:
    name = words.scale(scale.key)
    reliability = _reliability(look, said, scale)
    try:
        found = known(analyse(said.matrix(scores)))
    except NotLinked:
        why = sentences.no_shares(sentences.not_linked())
        return ScaleNumbers(scale.key, name, why=why, reliability=reliability)
    except NotDefined:
        n, missing = len(said.people), int(np.isnan(said.matrix(scores)).sum()) - len(said.people)
        unknown = knowable.variance_shares(n, missing)
        why = words.why(unknown) if isinstance(unknown, Unknown) else sentences.not_determined()
        return ScaleNumbers(scale.key, name, why=sentences.no_shares(why), reliability=reliability)
    in_full = not isinstance(found.tests, Unknown)
    return ScaleNumbers(
        key=scale.key,
        name=name,
        shares=() if isinstance(found.shares, Unknown) else _shares(found.shares, name),
        rough=not isinstance(found.shares, Unknown) and found.shares.rough,
        why=sentences.no_shares(words.why(found.shares)) if isinstance(found.shares, Unknown) else "",
        returned=_returned(found),
        tests="" if isinstance(found.tests, Unknown) else sentences.tested(found.tests),
        effects=_effects(look, found, said.people) if in_full else (),
        reliability=reliability,
    )


def _shares(found: Shares, scale: str) -> tuple[Share, ...]:
    """Rough shares are rounded to tenths, and their intervals outwards: they are not known better."""
    parts = {"perceiver": found.perceiver, "target": found.target, "relationship": found.relationship}
    step = 10 if found.rough else 1
    percents = _whole(tuple(part.estimate for part in parts.values()), step)
    return tuple(
        _share(key, percent, part.low, part.high, step, scale)
        for (key, part), percent in zip(parts.items(), percents, strict=True)
    )


def _share(key: str, percent: int, lowest: float, highest: float, step: int, scale: str) -> Share:
    low = min(percent, step * int(100 * lowest / step + ROUNDING))
    high = max(percent, step * int(np.ceil(100 * highest / step - ROUNDING)))
    return Share(key, percent, low, high, sentences.share(key, percent, low, high, scale))


def _whole(parts: tuple[float, ...], step: int) -> list[int]:
    """Percent in steps that sum to 100 as the parts sum to 1: those with the largest rests are rounded up."""
    steps = np.array(parts) * 100 / step
    down = np.floor(steps + ROUNDING).astype(int)
    up = np.argsort(down - steps, kind="stable")[: 100 // step - down.sum()]
    down[up] += 1
    return (step * down).tolist()


def _returned(found: KnownRoundRobin) -> str:
    if isinstance(found.reciprocity, Unknown) or isinstance(found.tests, Unknown):
        return ""
    return sentences.returned(found.reciprocity.dyadic, found.tests.dyadic.p)


def _effects(look: Look, found: KnownRoundRobin, people: tuple[Person, ...]) -> tuple[Effects, ...]:
    withheld = rules.person_effect(look)
    return (
        _effects_of(sentences.effects("perceiver"), withheld or found.perceiver_effects, people),
        _effects_of(sentences.effects("target"), withheld or found.target_effects, people),
    )


def _effects_of(title: str, found: PersonEffects | Withheld | Unknown, people: tuple[Person, ...]) -> Effects:
    if isinstance(found, Withheld | Unknown):
        return Effects(title, (), sentences.no_effects(found))
    points = zip(people, found.shrunk.tolist(), strict=True)
    effects = [Effect(person, point) for person, point in points if not np.isnan(point)]
    return Effects(title, tuple(sorted(effects, key=lambda effect: -effect.points)), "")


def _reliability(look: Look, said: _ratings.Said, scale: Scale) -> str:
    """From complete ratings only, and so from fewer people than the shares: they are counted for themselves."""
    answers = said.answers_to(scale)
    few = team.withheld(look, said, np.asarray(~np.isnan(answers).any(axis=1), dtype=bool))
    if few:
        return sentences.too_few_complete(few.need)
    found = scale_reliability(answers, said.rater)
    return sentences.no_alpha(found.ratings) if np.isnan(found.alpha) else sentences.alpha(found)


def _patterns_why(not_by_name: Withheld | None, people: int) -> str:
    if not_by_name:
        return words.why(not_by_name)
    enough = people > quality.MINIMUM_COLLEAGUES
    return "" if enough else sentences.too_few_colleagues(quality.MINIMUM_COLLEAGUES)


def _patterns(look: Look, said: _ratings.Said, instrument: Instrument) -> tuple[Pattern, ...]:
    """Of a team of any size: who may see every pair by name learns nobody's answer from them."""
    cube = np.concatenate([said.square(said.answers_to(scale)) for scale in instrument.scales], axis=-1)
    scales = [len(scale.items) for scale in instrument.scales]
    found = quality.team_patterns(cube, scales, instrument.points, said.matrix(said.seconds))
    return tuple(
        Pattern(
            person=said.people[place],
            says=tuple(sentences.pattern(one) for one in some),
            without=_without(look, said, place, instrument),
        )
        for place, some in found.items()
    )


def _without(look: Look, said: _ratings.Said, place: int, instrument: Instrument) -> tuple[str, ...]:
    """What changes without one person's answers.

    Two means that differ by one person tell that person's answers, which `rules.may_stand_beside` forbids.
    It is not asked here: these stand beside a name, and so only before a facilitator who may see every pair, and
    with it each of these answers. What a mean of a team needs is asked of both.
    """
    rest = said.without(place)
    before, after = team.of_said(look, said), team.of_said(look, rest)
    zone_before, zone_after = _zones(said, instrument), _zones(rest, instrument)
    changed = int((zone_before != zone_after).sum())
    return (_means(before, after), sentences.zones_without(changed, int((zone_before >= 0).sum())))


def _means(before: TeamLevel | Withheld, after: TeamLevel | Withheld) -> str:
    if isinstance(before, Withheld):
        return sentences.no_means(before.need)
    if isinstance(after, Withheld):
        return sentences.no_means(after.need)
    both = zip(before.scales, after.scales, strict=True)
    return sentences.means([(scale.name, scale.mean, rest.mean) for scale, rest in both])


def _zones(said: _ratings.Said, instrument: Instrument) -> Codes:
    trust, purpose = pair_up(said.matrix(said.trust)), pair_up(said.matrix(said.purpose))
    return zones(trust, purpose, instrument.borders)
