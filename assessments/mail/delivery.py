"""Sending one mail: claim it, send it, say what became of it. Who dies in between leaves it claimed, not sent twice."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ..models import Mail, MailText
from .letters import message, words_of
from .refusals import Outcome, before_it_was_handed_over, while_it_was_handed_over
from .sealing import Unreadable

log = logging.getLogger(__name__)

MOST_TRIES = 10  # the last comes seventeen hours after the first
FIRST_WAIT = timedelta(minutes=2)  # and each next one twice as long


@task()
def deliver(pk: int) -> None:
    """The job: one a mail, and harmless when it is run twice or long after."""
    mail = Mail.objects.claim(pk, timezone.now())
    if mail is not None:
        outcome = _send(mail)
        _mark(mail, outcome, timezone.now())
        level = logging.DEBUG if outcome.state == Mail.State.SENT else logging.WARNING
        log.log(level, "mail %s (%s): %s %s", mail.public_id, mail.kind, outcome.state, outcome.why)


def _send(mail: Mail) -> Outcome:
    """Whatever is raised ends here: it may hold the address or the text, and neither belongs in a log."""
    try:
        made = message(mail, words_of(mail))
        server = get_connection()
    except (Unreadable, MailText.DoesNotExist):
        return Outcome(Mail.State.FAILED, Mail.Why.UNREADABLE)
    try:
        server.open()
    except Exception as error:
        return before_it_was_handed_over(error)
    try:
        server.send_messages([made])
    except Exception as error:
        return while_it_was_handed_over(error)
    finally:
        with suppress(Exception):
            server.close()
    return Outcome(Mail.State.SENT)


@transaction.atomic
def _mark(mail: Mail, outcome: Outcome, now: datetime) -> None:
    if outcome.state == Mail.State.WAITING and mail.tries < MOST_TRIES:
        wait = FIRST_WAIT * 2 ** (mail.tries - 1)
        mail.mark(Mail.State.WAITING, now=now, why=outcome.why, again_at=now + wait)
        return
    state = Mail.State.FAILED if outcome.state == Mail.State.WAITING else outcome.state
    mail.mark(state, now=now, why=outcome.why)
    if state == Mail.State.SENT and not settings.DEMO:  # the demo shows what it sends on a page
        MailText.objects.filter(mail=mail).delete()
