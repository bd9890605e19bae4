"""The mails of a round as its facilitator sees them: to whom, what became of each and why, never what they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from django.utils.translation import gettext as _

from ..models import Mail, MailText, Participant, Round
from ..models.mails import LONGEST_SENDING, MailQuerySet

ON_A_PAGE = 50
ORDER = (Mail.State.FAILED, Mail.State.UNKNOWN, Mail.State.CLAIMED, Mail.State.WAITING, Mail.State.SENT)


@dataclass(frozen=True)
class MailLine:
    id: str
    kind: str
    name: str
    to: str
    state: str
    state_word: str
    why: str
    at: datetime
    can_go_again: bool


@dataclass(frozen=True)
class NotDone:
    id: str
    name: str
    state_word: str
    reminded_today: bool
    reachable: bool


@dataclass(frozen=True)
class MailsPage:
    counts: tuple[tuple[str, str, int], ...]
    """State, its word, how many."""
    page: Page[Mail]
    lines: tuple[MailLine, ...]
    not_done: tuple[NotDone, ...]

    @property
    def can_remind(self) -> bool:
        return any(one.reachable and not one.reminded_today for one in self.not_done)


def page(round: Round, number: str, told: set[str], now: datetime) -> MailsPage:
    """`told`: the participants, by public id, who were reminded today."""
    mails = Mail.objects.of_round(round)
    found = Paginator(_in_order(mails), ON_A_PAGE).get_page(number)
    lines = tuple(_line(mail, _is_lost(mail, now)) for mail in found)
    return MailsPage(_counts(mails, now), found, lines, _not_done(round, told))


def _in_order(mails: MailQuerySet) -> MailQuerySet:
    """What needs somebody first."""
    place = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    kept = Exists(MailText.objects.filter(mail=OuterRef("pk")))
    read = mails.select_related("participant").annotate(text_is_kept=kept)
    return read.order_by(place, "-made_at", "-pk")


def _counts(mails: MailQuerySet, now: datetime) -> tuple[tuple[str, str, int], ...]:
    counted: Counter[str] = Counter(mails.order_by().values_list("state", flat=True))
    lost = mails.abandoned(now).count()
    counted[Mail.State.UNKNOWN] += lost
    counted[Mail.State.CLAIMED] -= lost
    return tuple(
        (state.value, str(state.label), counted[state]) for state in reversed(ORDER) if counted[state]
    )


def _is_lost(mail: Mail, now: datetime) -> bool:
    """Whoever was sending it never came back, and no sweep has noted it yet."""
    claimed = mail.state == Mail.State.CLAIMED and mail.claimed_at is not None
    return claimed and mail.claimed_at < now - LONGEST_SENDING  # type: ignore[operator]


def _line(mail: Mail, lost: bool) -> MailLine:
    state = Mail.State.UNKNOWN if lost else Mail.State(mail.state)
    why = Mail.Why.STOPPED if lost else mail.why
    tried = state == Mail.State.WAITING and mail.tries > 0
    stuck = tried or state in {Mail.State.FAILED, Mail.State.UNKNOWN}
    return MailLine(
        id=mail.public_id,
        kind=mail.get_kind_display(),
        name=mail.participant.name if mail.participant else "",
        to=mail.to,
        state=state.value,
        state_word=str(state.label),
        why=_why(state, why),
        at=mail.sent_at or mail.made_at,
        can_go_again=stuck and mail.text_is_kept,  # type: ignore[attr-defined]
    )


def _why(state: Mail.State, why: str) -> str:
    told = str(Mail.Why(why).label) if why else ""
    return f"{told} {_('It is tried again by itself.')}" if why and state == Mail.State.WAITING else told


def _not_done(round: Round, told: set[str]) -> tuple[NotDone, ...]:
    if not round.is_open:
        return ()
    people = round.participants.with_progress().filter(finished_at=None, may_answer=True)
    return tuple(_person(one, told) for one in people)


def _person(one: Participant, told: set[str]) -> NotDone:
    return NotDone(
        id=one.public_id,
        name=one.name,
        state_word=one.state_word,
        reminded_today=one.public_id in told,
        reachable=one.account_id is not None,
    )
