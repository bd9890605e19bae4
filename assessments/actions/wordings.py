"""What an organisation says in its mails, in its own words."""

from __future__ import annotations

from django.db import transaction

from ..models import MailWording, Organisation, User
from . import audit


@transaction.atomic
def reword(*, by: User, organisation: Organisation, kind: str, subject: str, opening: str) -> None:
    """For mails from now on; what waits in the outbox says what it said."""
    MailWording.objects.update_or_create(
        organisation=organisation, kind=kind, defaults={"subject": subject, "opening": opening}
    )
    audit.record(organisation=organisation, by=by, verb="reworded mail", about=organisation, detail=kind)


@transaction.atomic
def restore(*, by: User, organisation: Organisation, kind: str) -> None:
    gone, _ = MailWording.objects.filter(organisation=organisation, kind=kind).delete()
    if gone:
        audit.record(organisation=organisation, by=by, verb="restored mail", about=organisation, detail=kind)
