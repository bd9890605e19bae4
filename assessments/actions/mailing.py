"""What stands in the outbox, taken up again by hand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..mail import outbox
from ..models import Mail, User
from . import audit


class NothingToSend(Exception):
    """It was sent, is on its way, or its text is no longer kept."""


@transaction.atomic
def send_again(*, by: User, mail: Mail, now: datetime) -> None:
    """Raises NothingToSend. Of one that may have arrived only a person says that it shall go out again."""
    if mail.organisation is None or not outbox.again(mail, now=now):
        raise NothingToSend
    audit.record(organisation=mail.organisation, by=by, verb="sent again", about=mail, detail=mail.kind)
