"""What a pair can try next, from where it sits: trust first, and uneven views before anything else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..measurement.instrument import Borders
from ..measurement.pairs import GapFlag
from ..measurement.spectrum import Pair, Zone


@dataclass(frozen=True)
class Tip:
    title: str
    why: str
    tries: tuple[str, ...]


def for_pair(pair: Pair, borders: Borders) -> tuple[Tip, ...]:
    """In the order in which to try them. A pair without both views gets one tip: hear the other view."""
    if pair.zone is None:
        return (_hear_both(),)
    if pair.zone is Zone.PARTNERSHIP:
        return (*_uneven(pair), _keep())
    return (*_uneven(pair), *_trust(pair, borders), *_purpose(pair, borders))


def _uneven(pair: Pair) -> tuple[Tip, ...]:
    if pair.trust.flag == pair.purpose.flag == GapFlag.NONE:
        return ()
    return (
        Tip(
            title=_("Start with what each of them sees"),
            why=_("The two describe the same relationship differently, by more than the measure’s noise."),
            tries=(
                _("Ask each to tell of one moment in the last three months that shaped their view."),
                _("Let both finish before either answers. Neither view is the right one."),
            ),
        ),
    )


def _trust(pair: Pair, borders: Borders) -> tuple[Tip, ...]:
    if pair.trust.score is None or pair.trust.score >= borders.high:
        return ()
    return (
        Tip(
            title=_("Build trust first"),
            why=_("Their purpose runs ahead of their trust, which is fragile: the first setback tests it.")
            if pair.purpose_ahead
            else _("Full agreement on a purpose is hard to reach without personal trust."),
            tries=(
                _(
                    "Ask each to name one promise of the other’s that they rely on, and one they no longer rely on."
                ),
                _(
                    "Each says plainly what they are good at, what they are not, and where they need the other."
                ),
                _(
                    "Each tells the other’s side of a current disagreement until the other says: yes, that is it."
                ),
                _("Each tells the other something of themselves, and asks before giving feedback."),
            ),
        ),
    )


def _purpose(pair: Pair, borders: Borders) -> tuple[Tip, ...]:
    if pair.purpose.score is None or pair.purpose.score >= borders.high:
        return ()
    return (
        Tip(
            title=_("Then find the purpose they share")
            if _trust(pair, borders)
            else _("Find the purpose they share"),
            why=_("People build a partnership when there is something they want to achieve together."),
            tries=(
                _(
                    "Each says in two sentences what they want to have achieved in three years, and why it matters."
                ),
                _("Each thinks about what would move the other, and checks it by asking."),
                _("Pick one decision that touches both areas, and win agreement before anything changes."),
            ),
        ),
    )


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
