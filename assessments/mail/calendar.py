"""The closing time of a round as a calendar entry, for whoever plans their week by their calendar."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from .about import AboutRound

BEFORE = timedelta(days=1)  # when the calendar reminds


def closing(about: AboutRound, url: str) -> str:
    """In UTC, which every calendar turns into its reader's time; empty where no closing time is planned."""
    round = about.round
    if round.closes_at is None:
        return ""
    entry = Event.new(
        uid=f"{round.public_id}@{urlsplit(settings.SITE_URL).hostname}",
        start=round.closes_at - timedelta(minutes=15),
        end=round.closes_at,
        stamp=round.opened_at or round.closes_at,
        summary=_("%(round)s, %(team)s: last minutes to answer")
        % {"round": round.name, "team": round.cohort.name},
        url=url,
    )
    entry.add("transp", "TRANSPARENT")  # nobody is busy with it
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry["summary"])
    alarm.add("trigger", -BEFORE)
    entry.add_component(alarm)
    calendar = Calendar.new(prodid="-//Leadership Partnership//EN", version="2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return calendar.to_ical().decode()
