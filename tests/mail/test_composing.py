"""What each kind of mail says: links of this site, dates in the team's zone, and never a rating."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from assessments.mail import composing, wordings
from assessments.mail.about import AboutRound, about
from assessments.mail.letters import Letter
from assessments.models import Cohort, Participant, Round

from ..people import ADA_ABOUT_BEN, Cast, leader, participant

URL = "http://127.0.0.1:8000/i/secret/"
CLOSES = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)  # after the clocks went back in Vienna: five o’clock there

OF_A_ROUND: dict[str, Callable[[AboutRound, Participant], Letter]] = {
    "invitation": lambda about, ada: composing.invitation(about, ada, URL, "invitation/1"),
    "lost_link": lambda about, ada: composing.lost_link(about, ada, URL, "lost_link/1"),
    "reminder": lambda about, ada: composing.reminder(about, ada, URL, "reminder/1"),
    "released": composing.released,
    "finished": composing.finished,
    "check_in": lambda about, ada: composing.check_in(about, ada, date(2026, 12, 1)),
}


@pytest.fixture
def autumn(cast: Cast) -> Round:
    Cohort.objects.filter(pk=cast.cohort.pk).update(time_zone="Europe/Vienna")
    Round.objects.filter(pk=cast.open.pk).update(closes_at=CLOSES, release_on=date(2026, 11, 13))
    return Round.objects.read_whole().get(pk=cast.open.pk)


def letter(autumn: Round, kind: str) -> Letter:
    return OF_A_ROUND[kind](about(autumn), participant(autumn, "Ada"))


@pytest.mark.parametrize("kind", OF_A_ROUND)
def test_a_mail_of_a_round_is_whole(autumn: Round, kind: str) -> None:
    written = letter(autumn, kind)
    assert (written.kind, written.to, written.organisation) == (
        kind,
        "ada@harbour.example",
        autumn.organisation,
    )
    assert written.words.text.startswith("Hello Ada,\n\n")
    assert re.findall(r"[{}]", written.words.subject + written.words.text + written.words.html) == []
    for told in (written.words.text, written.words.html):
        assert set(re.findall(r"https?://[^/\s\"<]+", told)) == {"http://127.0.0.1:8000"}


@pytest.mark.parametrize("kind", OF_A_ROUND)
def test_no_mail_holds_a_rating_or_a_remark(autumn: Round, kind: str) -> None:
    """Ada has rated Ben, in this round and in the one before, with a remark: nothing of it is told."""
    words = letter(autumn, kind).words
    told = words.subject + words.text + re.sub(r"<[^>]+>", "", words.html)
    assert [said for said in (ADA_ABOUT_BEN, "Ben", "trust", "purpose", "%") if said in told] == []


def test_an_invitation_says_what_it_takes_and_until_when(autumn: Round) -> None:
    words = letter(autumn, "invitation").words
    assert words.subject == "Your invitation: Autumn, Board"
    assert (
        "You are invited by Fay Andersen to say how you and each of your colleagues in Board work together."
        in words.text
    )
    assert "Open until: Friday 30 October 2026 at 17:00 (Europe/Vienna)" in words.text
    assert re.search(r"It takes: about \d+ minutes, in one go or in several", words.text)
    assert URL in words.text
    assert f'href="{URL}"' in words.html


def test_an_answer_reaches_the_facilitator(autumn: Round) -> None:
    assert letter(autumn, "invitation").words.reply_to == ("fay@harbour.example",)


def test_its_calendar_entry_ends_when_the_round_closes(autumn: Round) -> None:
    (entry,) = Calendar.from_ical(letter(autumn, "invitation").words.calendar).walk("VEVENT")
    assert entry.decoded("dtend") == CLOSES
    assert str(entry["summary"]) == "Autumn, Board: last minutes to answer"
    assert str(entry["url"]) == URL


def test_without_a_closing_time_there_is_none_to_tell(cast: Cast) -> None:
    words = letter(Round.objects.read_whole().get(pk=cast.open.pk), "invitation").words
    assert "Open until" not in words.text
    assert words.calendar == ""


def test_a_receipt_says_when_results_come(autumn: Round) -> None:
    assert "Results from: Friday 13 November 2026" in letter(autumn, "finished").words.text


def test_a_mail_goes_to_the_address_that_stood_on_the_roster(autumn: Round) -> None:
    """An address given to the leader later may be a stranger's."""
    ada = leader("Ada Okafor")
    ada.email = "somebody@else.example"
    ada.save()
    assert letter(autumn, "reminder").to == "ada@harbour.example"


def test_neither_address_is_told_the_other(cast: Cast) -> None:
    ada = leader("Ada Okafor")
    wording = wordings.DEFAULTS["address_changed"]
    old, new = (composing.address_changed(ada, to, to, wording) for to in ("old@x.example", "new@x.example"))
    assert (old.to, new.to) == ("old@x.example", "new@x.example")
    assert old.words == new.words
    assert old.words.subject == "Your address at Harbour was changed"
    assert "@" not in old.words.text


# --- wordings --------------------------------------------------------------------------------------------------------


def test_a_name_with_braces_is_only_a_name() -> None:
    assert (
        wordings.fill("Dear {name} of {team}", {"name": "{team}", "team": "Board"}) == "Dear {team} of Board"
    )


def test_every_default_uses_known_places_alone() -> None:
    for wording in wordings.DEFAULTS.values():
        assert wordings.unknown_in(f"{wording.subject} {wording.opening}") == []
    assert wordings.unknown_in("{name} {score} {0} {name.email}") == ["0", "score"]
