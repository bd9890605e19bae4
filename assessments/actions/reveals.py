"""Two leaders reveal their pair: each asks for themselves, and what has not been asked by both is known to nobody.

Each action holds both participants, in one order: whether both have asked is decided once, and then stands.
Who has asked whom stands in no audit line: that somebody has not asked must not be read there either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ..models import Participant, Rating, Reveal
from ..promise.audience import Audience
from . import audit

TOGETHER = {Audience.REVEAL_TOGETHER, Audience.OPEN_TO_PAIR}


class NothingToReveal(Exception):
    """This round promises no pair to its leaders, or has not brought its results to them yet."""


class BothHaveAgreed(Exception):
    """What both have agreed to has been seen by both, and cannot be taken back by one."""


@dataclass(frozen=True)
class Pair:
    """Two participants, held until the end, and what each has asked."""

    me: Participant
    other: Participant
    mine: Reveal | None
    theirs: Reveal | None
    both_views: bool

    @property
    def revealed(self) -> bool:
        """Without both views nothing is: that the other has asked too must not be learnt from a refusal either."""
        return self.both_views and self.mine is not None and self.theirs is not None

    @property
    def shown(self) -> bool:
        both = (self.mine, self.theirs)
        return self.revealed and all(asked is not None and asked.shown_at for asked in both)


@transaction.atomic
def ask(*, by: Participant, colleague: str, now: datetime) -> None:
    """Raises Participant.DoesNotExist, NothingToReveal. Asked again, nothing changes."""
    pair = _held(by, colleague, now)
    if pair.mine is None:
        _ask(pair, now)
        audit.record(organisation=pair.me.organisation, by=by, verb="asked to reveal", about=pair.me)


@transaction.atomic
def take_back(*, by: Participant, colleague: str, now: datetime) -> None:
    """Raises Participant.DoesNotExist, NothingToReveal, BothHaveAgreed."""
    pair = _held(by, colleague, now)
    if pair.revealed:
        raise BothHaveAgreed
    if pair.mine is not None:
        pair.mine.delete()


@transaction.atomic
def show(*, by: Participant, colleague: str, now: datetime) -> None:
    """Agrees to show the pair to the team in the room. Raises Participant.DoesNotExist, NothingToReveal.

    Where views are open to the pair there is nothing to reveal first, and to agree is to ask.
    """
    pair = _held(by, colleague, now)
    ready = pair.revealed if pair.me.round.audience == Audience.REVEAL_TOGETHER else pair.both_views
    if not ready:
        raise NothingToReveal
    mine = pair.mine or _ask(pair, now)
    if mine.shown_at is None:
        mine.shown_at = now
        mine.save(update_fields=["shown_at"])
        audit.record(organisation=pair.me.organisation, by=by, verb="agreed to show", about=pair.me)


@transaction.atomic
def do_not_show(*, by: Participant, colleague: str, now: datetime) -> None:
    """Raises Participant.DoesNotExist, NothingToReveal, BothHaveAgreed."""
    pair = _held(by, colleague, now)
    if pair.shown:
        raise BothHaveAgreed
    if pair.mine is not None:
        pair.mine.shown_at = None
        pair.mine.save(update_fields=["shown_at"])


def _ask(pair: Pair, now: datetime) -> Reveal:
    two = {"participant": pair.me, "colleague": pair.other}
    return Reveal.objects.create(organisation_id=pair.me.organisation_id, asked_at=now, **two)


def _held(by: Participant, colleague: str, now: datetime) -> Pair:
    """Both are locked in one order, whoever of the two comes first."""
    two = Participant.objects.staying().filter(Q(pk=by.pk) | Q(public_id=colleague), round=by.round_id)
    locked = two.select_for_update(of=("self",), no_key=True).order_by("pk")
    held = {one.pk: one for one in locked.select_related("round__cohort", "organisation")}
    if len(held) < 2:
        raise Participant.DoesNotExist
    me = held.pop(by.pk)
    if Audience(me.round.audience) not in TOGETHER or not me.round.is_out(now):
        raise NothingToReveal
    (other,) = held.values()
    asked = {reveal.participant_id: reveal for reveal in Reveal.objects.between(me, other)}
    views = Rating.objects.asked().filter(rater__in=[me, other], about__in=[me, other])
    both_views = views.filter(trust__isnull=False, purpose__isnull=False).count() == 2
    return Pair(me, other, asked.get(me.pk), asked.get(other.pk), both_views)
