"""The words of an organisation's mails, and how one would read with people who do not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from ..mail import composing, wordings
from ..mail.about import AboutRound
from ..mail.letters import Letter, Words, link
from ..mail.wordings import Wording
from ..models import Cohort, Leader, Mail, MailWording, Organisation, Participant, Round


@dataclass(frozen=True)
class WordingLine:
    kind: str
    name: str
    subject: str
    changed: bool


def lines(organisation: Organisation) -> tuple[WordingLine, ...]:
    changed = set(MailWording.objects.filter(organisation=organisation).values_list("kind", flat=True))
    return tuple(
        WordingLine(kind, str(Mail.Kind(kind).label), str(wording.subject), kind in changed)
        for kind, wording in wordings.of(organisation).items()
    )


def preview(organisation: Organisation, kind: str, wording: Wording, now: datetime) -> Words:
    return _COMPOSE[kind](_example(organisation, kind, wording, now)).words


def _example(organisation: Organisation, kind: str, wording: Wording, now: datetime) -> AboutRound:
    """Nothing of it is in the database, nor will be."""
    cohort = Cohort(organisation=organisation, name="Executive Team")
    closes_at = (now + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)
    round = Round(
        organisation=organisation,
        cohort=cohort,
        name="Spring",
        closes_at=closes_at,
        release_on=timezone.localdate(closes_at + timedelta(days=14), cohort.zone),
    )
    return AboutRound(round, cohort.zone, "Fay Andersen", (), "about 12 minutes", {kind: wording})


_URL = link("/i/…/")
_ADA = Participant(first_name="Ada")
_COMPOSE: dict[str, Callable[[AboutRound], Letter]] = {
    Mail.Kind.INVITATION: lambda about: composing.invitation(about, _ADA, _URL, ""),
    Mail.Kind.LOST_LINK: lambda about: composing.lost_link(about, _ADA, _URL, ""),
    Mail.Kind.REMINDER: lambda about: composing.reminder(about, _ADA, _URL, ""),
    Mail.Kind.RELEASED: lambda about: composing.released(about, _ADA),
    Mail.Kind.FINISHED: lambda about: composing.finished(about, _ADA),
    Mail.Kind.CHECK_IN: lambda about: composing.check_in(about, _ADA, timezone.localdate()),
    Mail.Kind.ADDRESS_CHANGED: lambda about: composing.address_changed(
        Leader(organisation=about.round.organisation, name="Ada Okafor"),
        "",
        "",
        about.wordings[Mail.Kind.ADDRESS_CHANGED],
    ),
}
