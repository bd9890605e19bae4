"""Telling people by mail, in the transaction of what they are told: each thing once, to whoever has an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from ..mail import composing, outbox, wordings
from ..mail.about import about
from ..mail.letters import link
from ..models import Leader, Mail, Participant, Round
from ..models.fields import new_public_id


def invite(*, round: Round, people: Iterable[Participant], now: datetime) -> list[Mail]:
    told = about(round)
    to = reachable(people)
    links = pages_for(round, to, now)
    return outbox.put(
        [composing.invitation(told, one, links[one.pk], f"invitation/{one.public_id}") for one in to], now=now
    )


def tell_released(*, round: Round, now: datetime) -> list[Mail]:
    """Everybody on the roster, also who did not answer: the audience promised something to each of them."""
    told = about(round)
    to = reachable(round.participants.staying())
    return outbox.put([composing.released(told, one) for one in to], now=now)


def thank(*, participant: Participant, now: datetime) -> list[Mail]:
    """Once: who finishes again after a late colleague, or by a second click, has their receipt."""
    if outbox.known([composing.finished_key(participant)]):
        return []
    told = about(Round.objects.read_whole().get(pk=participant.round_id))
    return outbox.put([composing.finished(told, one) for one in reachable([participant])], now=now)


def tell_both_addresses(*, leader: Leader, before: str, now: datetime) -> list[Mail]:
    """An address that was changed by mistake, or by somebody who should not, is noticed at the old one."""
    change, wording = new_public_id(), wordings.of(leader.organisation)[Mail.Kind.ADDRESS_CHANGED]
    letters = [
        composing.address_changed(leader, to, f"address_changed/{change}/{place}", wording)
        for place, to in (("old", before), ("new", leader.email))
        if to
    ]
    return outbox.put(letters, now=now)


def reachable(people: Iterable[Participant]) -> list[Participant]:
    """With the account that says where."""
    pks = [one.pk for one in people]
    return list(Participant.objects.filter(pk__in=pks, account__isnull=False).select_related("account"))


def pages_for(round: Round, people: Sequence[Participant], now: datetime) -> dict[int, str]:
    page = link(reverse("colleagues", args=[round.public_id]))
    return {one.pk: page for one in people}
