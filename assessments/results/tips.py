"""What a pair can try next, from where it sits, who sees more, and which of its answers are the lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..measurement.instrument import Borders
from ..measurement.pairs import GapFlag
from ..measurement.spectrum import Pair, PairScale, Zone
from .people import Person
from .tries import FOR_PURPOSE, FOR_TRUST, TRIES

LOWEST = 2  # questions of a scale that a tip takes up; two people do not try more at once


@dataclass(frozen=True)
class ItemLevel:
    """A question of one scale and how the two answered it on average, 0..100."""

    key: str
    name: str
    level: float


@dataclass(frozen=True)
class Tip:
    title: str
    why: str
    tries: tuple[str, ...]


def for_pair(
    pair: Pair,
    two: tuple[Person, Person],
    borders: Borders,
    trust: Sequence[ItemLevel],
    purpose: Sequence[ItemLevel],
) -> tuple[Tip, ...]:
    """In the order in which to try them. A pair without both views gets one tip: hear the other view.

    trust, purpose: the answers of the two to each question, where both or one gave one.
    """
    if pair.zone is None:
        return (_hear_both(),)
    if pair.zone is Zone.PARTNERSHIP:
        return (*_uneven(pair, two), _keep())
    return (*_uneven(pair, two), *_trust(pair, borders, trust), *_purpose(pair, borders, purpose))


def _uneven(pair: Pair, two: tuple[Person, Person]) -> tuple[Tip, ...]:
    """Where the gap is about these two; whoever sees less speaks first, and is asked what would be more."""
    scales = [scale for scale in (pair.trust, pair.purpose) if scale.own_flag != GapFlag.NONE]
    if not scales and not pair.divided:
        return ()
    less = _sees_less(max(scales or (pair.trust, pair.purpose), key=_width), two)
    return (
        Tip(
            title=_("Start with what each of them sees"),
            why=_(
                "The two describe the same relationship differently, by more than the noise of this sitting."
            ),
            tries=(
                _(
                    "Let %(name)s begin, who sees less: one moment in the last three months that shaped the view."
                )
                % {"name": less.first_name},
                _("Then ask %(name)s what the other would do more often if it were as the other sees it.")
                % {"name": less.first_name},
                _("Let both finish before either answers. Neither view is the right one."),
            ),
        ),
    )


def _width(scale: PairScale) -> float:
    return abs(scale.own or 0.0)


def _sees_less(scale: PairScale, two: tuple[Person, Person]) -> Person:
    return two[1] if (scale.gap or 0.0) > 0 else two[0]


def _trust(pair: Pair, borders: Borders, items: Sequence[ItemLevel]) -> tuple[Tip, ...]:
    if pair.trust.score is None or pair.trust.score >= borders.high:
        return ()
    return (
        Tip(
            title=_("Build trust first"),
            why=_("Their purpose runs ahead of their trust, which is fragile: the first setback tests it.")
            if pair.purpose_ahead
            else _("Trust comes first: full agreement on a purpose is hard to reach without it."),
            tries=_tries(items, FOR_TRUST),
        ),
    )


def _purpose(pair: Pair, borders: Borders, items: Sequence[ItemLevel]) -> tuple[Tip, ...]:
    if pair.purpose.score is None or pair.purpose.score >= borders.high:
        return ()
    return (
        Tip(
            title=_("Then find the purpose they share")
            if pair.trust.score is not None and pair.trust.score < borders.high
            else _("Find the purpose they share"),
            why=_("People build a partnership when there is something they want to achieve together."),
            tries=_tries(items, FOR_PURPOSE),
        ),
    )


def _tries(items: Sequence[ItemLevel], general: Iterable[Promise]) -> tuple[str, ...]:
    """For the questions answered lowest, those first; general ones where none is known for a question."""
    lowest = sorted((item for item in items if item.key in TRIES), key=lambda item: item.level)[:LOWEST]
    named = _("%(item)s, %(level)s of 100: %(try)s")
    found = [
        named % {"item": item.name, "level": round(item.level), "try": TRIES[item.key]} for item in lowest
    ]
    return (*found, *(str(one) for one in islice(general, LOWEST - len(found))))


def _keep() -> Tip:
    return Tip(
        title=_("Keep it, and use it"),
        why=_("Partnerships wear thin when nobody looks after them."),
        tries=(
            _("Agree how they tell each other when a joint commitment slips."),
            _("Give the two a joint task that the rest of the team can learn from."),
        ),
    )


def _hear_both() -> Tip:
    return Tip(
        title=_("Hear the other view first"),
        why=_("Only one of the two has answered, so there is nothing yet to compare."),
        tries=(_("Ask, without pressing, whether the other would like to answer in the next round."),),
    )
