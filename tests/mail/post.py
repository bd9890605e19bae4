"""What reaches a mailbox: every waiting mail is sent, as its job would, to Django's own outbox of tests."""

from __future__ import annotations

from django.core import mail

from assessments.mail.delivery import deliver
from assessments.models import Mail


def delivered() -> list[mail.EmailMultiAlternatives]:
    """Everything sent so far, in order."""
    for waiting in Mail.objects.filter(state=Mail.State.WAITING).order_by("pk"):
        deliver.call(waiting.pk)
    return list(mail.outbox)
