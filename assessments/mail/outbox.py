"""The outbox: a letter is put there with whatever it tells of, in one transaction, and leaves it after that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from ..models import Mail, MailText
from .delivery import deliver
from .letters import Letter
from .sealing import seal

HURRY = 50  # somebody sits and waits for a code; an invitation can come a minute later
SOON = timedelta(minutes=2)  # after which a job that should have sent it is taken for lost
CODES_LAST = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
TEXTS_LAST = timedelta(days=30)  # of what could not be sent, for somebody to send it again
SIGN_INS_LAST = timedelta(days=7)


@transaction.atomic
def put(letters: Sequence[Letter], *, now: datetime) -> list[Mail]:
    """Raises IntegrityError where a letter of that key was there before: with it goes what it would have told of."""
    mails = Mail.objects.bulk_create(_mail(letter, now) for letter in letters)
    MailText.objects.bulk_create(
        MailText(organisation_id=mail.organisation_id, mail=mail, sealed=seal(asdict(letter.words)))
        for mail, letter in zip(mails, letters, strict=True)
    )
    for mail in mails:
        transaction.on_commit(partial(send_soon, mail))
    return mails


def known(keys: Iterable[str]) -> set[str]:
    """Of these things, the ones that somebody was told."""
    return set(Mail.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def asked_for_lately(to: str, *, now: datetime) -> int:
    """Mails for signing in that an address was meant to get, in the time that a code lasts."""
    codes = Mail.objects.filter(kind=Mail.Kind.SIGN_IN, to=to.lower())
    return codes.filter(made_at__gt=now - CODES_LAST).count()


def _mail(letter: Letter, now: datetime) -> Mail:
    return Mail(
        organisation=letter.organisation,
        kind=letter.kind,
        to=letter.to,
        round=letter.round,
        participant=letter.participant,
        key=letter.key,
        made_at=now,
        not_before=now + SOON,
    )


def send_soon(mail: Mail) -> None:
    """Asking twice is harmless: whoever claims it first sends it."""
    hurry = HURRY if mail.kind == Mail.Kind.SIGN_IN else 0
    deliver.using(priority=hurry).enqueue(mail.pk)


def again(mail: Mail, *, now: datetime) -> bool:
    """On somebody's word, also where it may have arrived. False: it is on its way, sent, or its text is gone."""
    stuck = Mail.objects.stuck(now).filter(pk=mail.pk, text__isnull=False)
    waits = stuck.update(state=Mail.State.WAITING, why="", tries=0, claimed_at=None, not_before=now + SOON)
    if waits:
        transaction.on_commit(partial(send_soon, mail))
    return bool(waits)


def sweep(*, now: datetime) -> int:
    """What killed processes left behind, and what nobody should find here any more. Returns how many are sent anew."""
    Mail.objects.abandoned(now).update(state=Mail.State.UNKNOWN, why=Mail.Why.STOPPED)
    expired = Mail.objects.filter(
        kind=Mail.Kind.SIGN_IN, state=Mail.State.WAITING, made_at__lt=now - CODES_LAST
    )
    expired.update(state=Mail.State.FAILED, why=Mail.Why.TOO_LATE, claimed_at=now)
    _erase(now)
    ripe = list(Mail.objects.ripe(now))
    for mail in ripe:
        send_soon(mail)
    return len(ripe)


def _erase(now: datetime) -> None:
    """The demo keeps what it sends, to be read on a page."""
    codes = MailText.objects.filter(mail__kind=Mail.Kind.SIGN_IN, mail__made_at__lt=now - CODES_LAST)
    old = MailText.objects.filter(mail__made_at__lt=now - TEXTS_LAST)
    if not settings.DEMO:
        codes.delete()
        old.delete()
    Mail.objects.filter(kind=Mail.Kind.SIGN_IN, made_at__lt=now - SIGN_INS_LAST).delete()
