"""The team's practices: where each stands, how much the leaders agree, what stands out and what has moved.

Team level in every audience, to everyone of the round, and never by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ..measurement import practices as measured
from ..measurement.instrument import Instrument, Scale
from ..measurement.knowable import may_compare
from ..measurement.pairs import Movement
from ..measurement.practices import Change, Standing
from ..models import Participant, Round
from ..promise import rules
from ..promise.look import Look
from ..promise.rules import TEAM_FLOOR
from ..promise.withheld import Withheld
from . import _practices, practice_words, words
from ._practices import Counted
from .looks import facilitators_look, leaders_look
from .practice_words import Ideas

ROUGHLY = 5  # points to which figures are rounded that stand beside others of nearly the same people


@dataclass(frozen=True)
class Practice:
    """One practice, 0..100: mean and interval in whole points, or to the next five; and what is to be said of it."""

    key: str
    name: str
    mean: int
    low: int
    high: int
    agreement: str
    standing: Standing
    movement: Movement
    moved: str


@dataclass(frozen=True)
class TeamPractices:
    """`unsaid`: what cannot be said, and why, a sentence each."""

    people: int
    practices: tuple[Practice, ...]
    compared_with: str
    unsaid: tuple[str, ...]

    def standing_out(self, standing: Standing) -> list[str]:
        return [practice.name for practice in self.practices if practice.standing is standing]


@dataclass(frozen=True)
class PracticesPage:
    """The practices, or `why` there are none to be seen."""

    found: TeamPractices | None
    why: str = ""
    stronger: str = ""
    weaker: str = ""
    begin: tuple[Ideas, ...] = ()
    others: tuple[Ideas, ...] = ()

    @property
    def practices(self) -> tuple[Practice, ...]:
        return self.found.practices if self.found else ()


def for_round(round: Round) -> TeamPractices | Withheld | None:
    """As its facilitator may see them; None where the instrument asks about none."""
    return _seen(facilitators_look(round), round)


def for_leader(me: Participant, now: datetime) -> TeamPractices | Withheld | None:
    """As somebody on the roster may see them."""
    return _seen(leaders_look(me, now), me.round)


def page(found: TeamPractices | Withheld | None) -> PracticesPage:
    if found is None:
        return PracticesPage(None, why=_("The questionnaire of this round asks nothing about practices."))
    if isinstance(found, Withheld):
        return PracticesPage(None, why=words.why(found))
    weaker = {one.key for one in found.practices if one.standing is Standing.WEAKER}
    ideas = practice_words.ideas(one.key for one in found.practices)
    return PracticesPage(
        found,
        stronger=practice_words.listed(found.standing_out(Standing.STRONGER)),
        weaker=practice_words.listed(found.standing_out(Standing.WEAKER)),
        begin=tuple(one for one in ideas if one.key in weaker),
        others=tuple(one for one in ideas if one.key not in weaker),
    )


def _seen(look: Look, round: Round) -> TeamPractices | Withheld | None:
    instrument = round.instrument.definition()
    if not instrument.practices:
        return None
    history = [_practices.counted(heard) for heard in _practices.until(round)]
    now = next((one for one in history if one.heard.round_id == round.pk), None)
    refused = rules.practices(look, answered=len(now.leaders) if now else 0, floor=TEAM_FLOOR)
    if refused or now is None:
        return refused
    before = [one for one in history[: history.index(now)] if one.keys]
    return _said(now, before, instrument)


def _said(now: Counted, before: Sequence[Counted], instrument: Instrument) -> TeamPractices:
    beside = rules.may_stand_beside(now.leaders, shown=[one.leaders for one in before], floor=TEAM_FLOOR)
    asked = [practice for practice in instrument.practices if practice.key in now.keys]
    standings = measured.standings(now.of_leaders(sorted(now.leaders), [one.key for one in asked]))
    earlier = before[-1] if before else None
    changes = _changes(earlier, now) if earlier else {}
    return TeamPractices(
        people=len(now.leaders),
        practices=tuple(
            _practice(
                practice, now, instrument, standing, changes.get(practice.key), rough=beside is not None
            )
            for practice, standing in zip(asked, standings, strict=True)
        ),
        compared_with=earlier.heard.name if earlier and changes else "",
        unsaid=tuple(_unsaid(now, earlier, instrument, beside, compared=bool(changes))),
    )


def _practice(
    practice: Scale,
    now: Counted,
    instrument: Instrument,
    standing: Standing,
    change: Change | None,
    *,
    rough: bool,
) -> Practice:
    answers = now.heard.answers_to(practice)[now.rows]
    level = measured.level(now.scores_of(practice.key), answers, instrument.points)
    step = ROUGHLY if rough else 1
    return Practice(
        key=practice.key,
        name=_(practice.name),
        mean=_to_the_next(step, level.mean),
        low=_to_the_next(step, level.low),
        high=_to_the_next(step, level.high),
        agreement=practice_words.agreement(level.agreement),
        standing=standing,
        movement=change.movement if change else Movement.UNKNOWN,
        moved=practice_words.moved(change, in_points=not rough) if change else "",
    )


def _changes(earlier: Counted, now: Counted) -> dict[str, Change]:
    """Of who is counted in both rounds, so that joining and leaving moves nothing; nothing where they are too few."""
    both = sorted(earlier.leaders & now.leaders)
    keys = [key for key in now.keys if key in earlier.keys]
    if may_compare(earlier.heard.version, now.heard.version) or len(both) < TEAM_FLOOR or not keys:
        return {}
    return dict(
        zip(keys, measured.changes(earlier.of_leaders(both, keys), now.of_leaders(both, keys)), strict=True)
    )


def _unsaid(
    now: Counted, earlier: Counted | None, instrument: Instrument, beside: Withheld | None, *, compared: bool
) -> list[str]:
    left_out = [_(one.name) for one in instrument.practices if one.key not in now.keys]
    with_gaps = len(now.heard.leaders) - len(now.leaders)
    differs = may_compare(earlier.heard.version, now.heard.version) if earlier else None
    return [
        *practice_words.gaps(with_gaps),
        *practice_words.left_out(left_out, TEAM_FLOOR),
        *([practice_words.rounded(ROUGHLY, beside.need)] if beside else []),
        *([words.why(differs)] if differs else []),
        *([practice_words.too_few_twice(TEAM_FLOOR)] if earlier and not differs and not compared else []),
    ]


def _to_the_next(step: int, score: float) -> int:
    return step * round(score / step)
