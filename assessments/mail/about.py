"""What mails say of a round: read once, and the same for everybody on its roster."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..measurement.instrument import Instrument
from ..models import Participant, Role, Round
from .wordings import Wording, of

SECONDS_AN_ITEM = 7  # read, think, choose: two more than the quick ones take


@dataclass(frozen=True)
class AboutRound:
    round: Round
    zone: ZoneInfo
    facilitators: str
    reply_to: tuple[str, ...]
    """Whom an answer reaches: a leader who writes back has something to ask."""
    minutes: str
    wordings: Mapping[str, Wording]

    def facts(self, participant: Participant) -> dict[str, str]:
        return {
            "name": participant.first_name,
            "team": self.round.cohort.name,
            "round": self.round.name,
            "facilitators": self.facilitators,
            "organisation": self.round.organisation.name,
        }

    def moment(self, at: datetime) -> str:
        """In the zone of the cohort, and saying so: whoever reads it may be elsewhere."""
        there = timezone.localtime(at, self.zone)
        day, hour = formats.date_format(there, "l j F Y"), formats.time_format(there, "H:i")
        return _("%(day)s at %(hour)s (%(zone)s)") % {"day": day, "hour": hour, "zone": self.zone.key}

    def day(self, of: date) -> str:
        return formats.date_format(of, "l j F Y")


def about(round: Round) -> AboutRound:
    """The round with its cohort, instrument and organisation; a statement or two more."""
    roles = Role.objects.filter(cohort=round.cohort_id, kind=Role.Kind.FACILITATOR).order_by("given_at", "pk")
    facilitators = list(roles.values_list("name", "user__email"))
    people = round.participants.count()
    return AboutRound(
        round=round,
        zone=round.cohort.zone,
        facilitators=get_text_list([name for name, _email in facilitators], _("and"))
        or _("Your facilitator"),
        reply_to=tuple(email for _name, email in facilitators),
        minutes=_minutes(round.instrument.definition(), people - 1),
        wordings=of(round.organisation),
    )


def _minutes(instrument: Instrument, colleagues: int) -> str:
    practices = sum(len(practice.items) for practice in instrument.practices)
    seconds = SECONDS_AN_ITEM * (len(instrument.pair_items) * colleagues + practices)
    minutes = max(1, math.ceil(seconds / 60))
    return ngettext("about one minute", "about %(minutes)s minutes", minutes) % {"minutes": minutes}
