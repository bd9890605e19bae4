"""Who is told what by mail: once, with the action that it tells of, and nothing where that is taken back."""

from __future__ import annotations

import random

from django.db import transaction

from assessments.actions import participation, rounds
from assessments.models import Leader, Mail, Round

from ..people import NOW, Cast, cohort, open_round, participant

TEAM = ["ada@harbour.example", "ben@harbour.example", "cleo@harbour.example"]


def told(kind: str, round: Round) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind, round=round).values_list("to", flat=True))


def test_opening_invites_everybody_who_has_an_address(cast: Cast) -> None:
    crew = cohort(cast.organisation, "Crew", "Kim Ek", "Lou Fay")
    Leader.objects.filter(name="Lou Fay").update(user=None, email="")
    assert told("invitation", open_round(crew, "First")) == ["kim@harbour.example"]


def test_what_is_taken_back_is_told_nobody(cast: Cast) -> None:
    before = Mail.objects.count()
    with transaction.atomic():
        open_round(cast.cohort, "Winter")
        transaction.set_rollback(True)
    assert Mail.objects.count() == before


def test_a_draft_invites_when_it_is_opened_and_not_before(cast: Cast) -> None:
    plan = rounds.Plan("Winter", "facilitator_only")
    instrument = cast.organisation.instruments.default()
    winter = rounds.draft(by=cast.fay, cohort=cast.cohort, instrument=instrument, plan=plan)
    assert told("invitation", winter) == []
    rounds.open_draft(by=cast.fay, round=winter, now=NOW, chance=random.Random(1))
    assert told("invitation", winter) == TEAM


def test_a_receipt_comes_once(cast: Cast) -> None:
    for _ in range(2):
        participation.finish(by=participant(cast.open, "Ada"), with_gaps=True, now=NOW)
    (receipt,) = Mail.objects.filter(kind="finished", participant=participant(cast.open, "Ada"))
    assert receipt.to == "ada@harbour.example"


def test_a_release_is_told_to_everybody_on_the_roster(cast: Cast) -> None:
    rounds.release(by=cast.fay, round=cast.closed, now=NOW)
    assert told("released", cast.closed) == TEAM
