"""Who to talk to first: a short list with its reasons. It ranks conversations, never people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..measurement.spectrum import Concern, Pair, PairScale
from . import words
from .people import Person
from .spectrum import TeamSpectrum

MOST = 5  # more than a facilitator prepares for one meeting; the table has the rest in the same order
NOTES = {
    Concern.DIVIDED: gettext_lazy(
        "The two describe two different relationships: this conversation comes before any other."
    ),
    Concern.LOW: gettext_lazy(
        "They need to work closely and sit low: this conversation is worth having early."
    ),
    Concern.DIFFERENT: gettext_lazy(
        "They need to work closely and see it very differently: this conversation is worth having early."
    ),
    Concern.FRAGILE: gettext_lazy(
        "They need to work closely, and their purpose runs ahead of their trust, which is fragile."
    ),
}


@dataclass(frozen=True)
class Conversation:
    key: str
    a: Person
    b: Person
    why: str
    need: str


def conversations(team: TeamSpectrum) -> tuple[Conversation, ...]:
    """The first few pairs with a concern, in the order of `measurement.priorities`."""
    drawn = team.spectrum
    first = drawn.priorities.order[: min(MOST, int(drawn.priority.sum()))]
    return tuple(_conversation(team, drawn.pair(i)) for i in first.tolist())


def note(concern: Concern) -> str:
    return str(NOTES[concern])


def need(need: float | None, labels: tuple[str, ...]) -> str:
    """The label nearest to the mean of the two answers, or nothing."""
    return "" if need is None or not labels else _(labels[round(need) - 1])


def _conversation(team: TeamSpectrum, pair: Pair) -> Conversation:
    a, b = team.people[pair.a], team.people[pair.b]
    return Conversation(
        key=team.key(pair.a, pair.b),
        a=a,
        b=b,
        why=_why(pair, a, b),
        need=need(pair.need, team.round.need_labels),
    )


def _why(pair: Pair, a: Person, b: Person) -> str:
    if pair.concern in {Concern.DIVIDED, Concern.DIFFERENT}:
        return _two_views(*_wider(pair), a, b)
    scores = {"trust": round(pair.trust.score or 0), "purpose": round(pair.purpose.score or 0)}
    if pair.concern is Concern.LOW:
        return _("low on both together: trust %(trust)s, shared purpose %(purpose)s") % scores
    return _("purpose ahead of trust: trust %(trust)s, shared purpose %(purpose)s") % scores


def _wider(pair: Pair) -> tuple[str, PairScale]:
    """The scale on which more of the gap is about the two."""
    scales = (("trust", pair.trust), ("purpose", pair.purpose))
    return max(scales, key=lambda scale: abs(scale[1].own or 0.0))


def _two_views(key: str, scale: PairScale, a: Person, b: Person) -> str:
    return _("%(a)s sees %(scale)s at %(one)s, %(b)s at %(other)s") % {
        "a": a.first_name,
        "b": b.first_name,
        "scale": words.scale(key).lower(),
        "one": round(scale.ab or 0),
        "other": round(scale.ba or 0),
    }
