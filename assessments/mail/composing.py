"""A mail of each kind: what it says, as text and as HTML from one content. Links and dates; never a rating."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Leader, Mail, Participant
from .about import AboutRound
from .calendar import closing
from .letters import Letter, Words, link
from .wordings import Wording, fill


@dataclass(frozen=True)
class Content:
    """Between the opening and the end: facts in lines, one thing to do, and what else is good to know."""

    lines: tuple[tuple[str, str], ...] = ()
    button: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()


def address_of(participant: Participant) -> str:
    """That of the account on the roster: an address given to a leader later is told nothing of this round."""
    return participant.account.email if participant.account else ""


def invitation(about: AboutRound, participant: Participant, url: str, key: str) -> Letter:
    notes = (
        _("The page asks for a code, which it sends to this address: there is no password to remember."),
        _("Before the first question you read who will see what you say."),
    )
    lines = ((_("It takes"), _("%(minutes)s, in one go or in several") % {"minutes": about.minutes}),)
    content = Content((*lines, *_until(about)), _("Begin"), url, notes)
    return _letter(Mail.Kind.INVITATION, about, participant, content, key, closing(about, url))


def lost_link(about: AboutRound, participant: Participant, url: str, key: str) -> Letter:
    notes = (
        _("The page asks for a code, which it sends to this address: there is no password to remember."),
    )
    return _letter(
        Mail.Kind.LOST_LINK, about, participant, Content(_until(about), _("Go on"), url, notes), key
    )


def reminder(about: AboutRound, participant: Participant, url: str, key: str) -> Letter:
    notes = (
        _("You cannot say something about a colleague? Then say just that, and finish."),
        _("The page asks for a code, which it sends to this address: there is no password to remember."),
    )
    return _letter(
        Mail.Kind.REMINDER, about, participant, Content(_until(about), _("Go on"), url, notes), key
    )


def released(about: AboutRound, participant: Participant) -> Letter:
    """A key of its own, for there is one release."""
    notes = (_("The page asks for a code, which it sends to this address: results are for you alone."),)
    content = Content((), _("Read the results"), _page_of(about), notes)
    return _letter(Mail.Kind.RELEASED, about, participant, content, f"released/{participant.public_id}")


def finished(about: AboutRound, participant: Participant) -> Letter:
    """The receipt: that something was said, and nothing of it."""
    results = about.round.release_on
    lines = ((_("Results from"), about.day(results)),) if results else ()
    notes = (_("Until the round closes you can still change what you have said."),)
    content = Content((*_until(about), *lines), _("Look at it again"), _page_of(about), notes)
    return _letter(Mail.Kind.FINISHED, about, participant, content, finished_key(participant))


def finished_key(participant: Participant) -> str:
    return f"finished/{participant.public_id}"


def check_in(about: AboutRound, participant: Participant, on: date) -> Letter:
    notes = (_("Two questions for the week: what has become easier, and what do we try next?"),)
    content = Content((), _("Open our team"), _page_of(about), notes)
    return _letter(Mail.Kind.CHECK_IN, about, participant, content, f"check_in/{participant.public_id}/{on}")


def address_changed(leader: Leader, to: str, key: str, wording: Wording) -> Letter:
    """To the old address and the new one. Neither is told the other: one of the two may be a stranger's."""
    facts = {"name": leader.name, "organisation": leader.organisation.name}
    notes = (
        _("Rounds that had begun stay with the address they began with."),
        _("Is this wrong? Then tell whoever looks after people at %(organisation)s, today if you can.")
        % facts,
    )
    words = _words(
        fill(wording.subject, facts), leader.name, fill(wording.opening, facts), Content(notes=notes)
    )
    return Letter(Mail.Kind.ADDRESS_CHANGED, to, key, words, organisation=leader.organisation)


def _letter(
    kind: Mail.Kind,
    about: AboutRound,
    participant: Participant,
    content: Content,
    key: str,
    calendar: str = "",
) -> Letter:
    facts, wording = about.facts(participant), about.wordings[kind]
    subject, opening = fill(wording.subject, facts), fill(wording.opening, facts)
    return Letter(
        kind=kind,
        to=address_of(participant),
        key=key,
        words=replace(
            _words(subject, participant.first_name, opening, content, calendar), reply_to=about.reply_to
        ),
        organisation=about.round.organisation,
        round=about.round,
        participant=participant,
    )


def _words(subject: str, name: str, opening: str, content: Content, calendar: str = "") -> Words:
    context = {"subject": subject, "name": name, "opening": opening, "content": content}
    context["site"] = settings.SITE_URL
    return Words(
        subject=" ".join(subject.split()),
        text=render_to_string(
            "emails/letter.txt", context
        ).strip(),  # and so no longer marked as safe on a page
        html=render_to_string("emails/letter.html", context),
        calendar=calendar,
    )


def _until(about: AboutRound) -> tuple[tuple[str, str], ...]:
    closes = about.round.closes_at
    return ((_("Open until"), about.moment(closes)),) if closes else ()


def _page_of(about: AboutRound) -> str:
    return link(reverse("colleagues", args=[about.round.public_id]))
