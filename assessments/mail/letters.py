"""Letter: an e-mail as it is asked for, whole, before anybody has sent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from ..models import Mail, Organisation, Participant, Round
from .sealing import unseal


@dataclass(frozen=True)
class Words:
    """What a letter says. `calendar` is an iCalendar file, or nothing; `reply_to` is where an answer goes."""

    subject: str
    text: str
    html: str = ""
    calendar: str = ""
    reply_to: Sequence[str] = ()


@dataclass(frozen=True)
class Letter:
    """`key` says what it is for: of two letters with one key the second is refused."""

    kind: Mail.Kind
    to: str
    key: str
    words: Words
    organisation: Organisation | None = None
    round: Round | None = None
    participant: Participant | None = None


def link(path: str) -> str:
    """An address as mails give it: of the site's own name, whatever a request called it."""
    return f"{settings.SITE_URL}{path}"


def words_of(mail: Mail) -> Words:
    """Raises MailText.DoesNotExist and Unreadable."""
    return Words(**unseal(bytes(mail.text.sealed)))


def message(mail: Mail, words: Words) -> EmailMultiAlternatives:
    """One id for every try, so that a mailbox which got it twice shows it once."""
    host = urlsplit(settings.SITE_URL).hostname
    made = EmailMultiAlternatives(
        words.subject,
        words.text,
        to=[mail.to],
        reply_to=list(words.reply_to),
        headers={"Message-ID": f"<{mail.public_id}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    if words.html:
        made.attach_alternative(words.html, "text/html")
    if words.calendar:
        made.attach("closes.ics", words.calendar, "text/calendar")
    return made
