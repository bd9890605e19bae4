"""The facilitator's page of mails: what became of each, sending one again, reminding who is not done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Event, Mail, MailText, Round

from ..people import Cast, participant
from .page import Page


@pytest.fixture
def fay(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.fay)
    return client


def at(page: str, round: Round, **more: str) -> str:
    return reverse(page, kwargs={"round": round.public_id, **more})


def to_ada(cast: Cast) -> Any:
    return Mail.objects.filter(round=cast.open, kind="invitation", participant=participant(cast.open, "Ada"))


def line_of(fay: Client, cast: Cast, name: str = "Ada Okafor") -> str:
    html = fay.get(at("mails", cast.open)).content.decode()
    (row,) = [row for row in html.split("<tr>") if name in row and "<td>" in row]
    return row


STUCK = [
    ({"state": "failed", "why": "refused"}, "The mail server refused it: the address may be wrong.", True),
    ({"state": "failed", "why": "unreachable"}, "The mail server could not be reached.", True),
    ({"state": "unknown", "why": "broke_off"}, "it may have arrived", True),
    (
        {"state": "waiting", "why": "later", "claimed_at": None, "tries": 1},
        "It is tried again by itself.",
        True,
    ),
    ({"state": "waiting", "claimed_at": None}, "Waiting", False),
    ({"state": "sent"}, "Sent", False),
]


@pytest.mark.parametrize(("became", "said", "can_go_again"), STUCK)
def test_what_became_of_a_mail_is_said_in_words(
    cast: Cast, fay: Client, became: dict[str, Any], said: str, can_go_again: bool
) -> None:
    to_ada(cast).update(**{"sent_at": None} | became if became["state"] != "sent" else became)
    row = line_of(fay, cast)
    assert said in row
    assert ("Send again" in row) == can_go_again


def test_a_mail_whose_sender_died_is_not_known_before_any_sweep(cast: Cast, fay: Client) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    to_ada(cast).update(state="claimed", claimed_at=long_ago, sent_at=None)
    row = line_of(fay, cast)
    assert "This site stopped while sending: it may have arrived." in row
    assert "Send again" in row
    fay.post(at("send_again", cast.open, mail=to_ada(cast).get().public_id))
    assert to_ada(cast).get().state == "waiting"


def test_sending_again_is_noted_and_happens_once(cast: Cast, fay: Client) -> None:
    to_ada(cast).update(state="unknown", why="broke_off", sent_at=None)
    again = at("send_again", cast.open, mail=to_ada(cast).get().public_id)
    assert fay.post(again).status_code == 302
    assert to_ada(cast).get().state == "waiting"
    assert "It was sent meanwhile" in Page(fay.post(again, follow=True)).text
    assert Event.objects.filter(verb="sent again", by=cast.fay).count() == 1


def test_what_is_no_longer_kept_cannot_go_again(cast: Cast, fay: Client) -> None:
    to_ada(cast).update(state="failed", why="refused", sent_at=None)
    MailText.objects.all().delete()
    assert "Send again" not in line_of(fay, cast)
    fay.post(at("send_again", cast.open, mail=to_ada(cast).get().public_id))
    assert to_ada(cast).get().state == "failed"


def test_reminding_one_and_then_all(cast: Cast, fay: Client) -> None:
    ada, cleo = (participant(cast.open, name).public_id for name in ("Ada", "Cleo"))  # Cleo is done
    told = Page(fay.post(at("remind", cast.open), {"who": [ada, cleo]}, follow=True)).text
    assert "One reminder is on its way." in told
    assert reminded() == ["ada@harbour.example"]
    told = Page(fay.post(at("remind", cast.open), {"all": "yes"}, follow=True)).text
    assert "One reminder is on its way." in told
    assert "One person was reminded today already." in told
    assert reminded() == ["ada@harbour.example", "ben@harbour.example"]
    assert "reminded today" in fay.get(at("mails", cast.open)).content.decode()


def test_reminding_nobody_says_so(cast: Cast, fay: Client) -> None:
    told = Page(fay.post(at("remind", cast.open), {"who": ["nobody"]}, follow=True)).text
    assert "Nobody was chosen who is not done." in told
    assert reminded() == []


def test_a_closed_round_reminds_nobody(cast: Cast, fay: Client) -> None:
    told = Page(fay.post(at("remind", cast.closed), {"all": "yes"}, follow=True)).text
    assert "This round is closed" in told
    assert "Remind who is not done" not in told


def test_no_page_of_mails_holds_what_a_mail_says(cast: Cast, fay: Client) -> None:
    html = fay.get(at("mails", cast.open)).content.decode()
    assert "invited by" not in html


def test_a_page_costs_the_same_for_few_mails_and_for_many(
    cast: Cast, fay: Client, django_assert_num_queries: Any
) -> None:
    some = to_ada(cast).get()
    with django_assert_num_queries(COST):
        fay.get(at("mails", cast.open))
    Mail.objects.bulk_create(
        Mail(
            organisation=some.organisation,
            kind="reminder",
            to=some.to,
            round=some.round,
            participant=some.participant,
            key=f"reminder/{number}",
            made_at=some.made_at,
            not_before=some.made_at,
        )
        for number in range(60)
    )
    with django_assert_num_queries(COST):
        fay.get(at("mails", cast.open))


COST = 9


def reminded() -> list[str]:
    return sorted(Mail.objects.filter(kind="reminder").values_list("to", flat=True))
