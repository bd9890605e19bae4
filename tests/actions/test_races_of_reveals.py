"""One takes back what the other asks for at that moment: whoever is first, both are told the truth.

Without the lock the second sees a pair revealed that the first was told is taken back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from assessments.actions import reveals
from assessments.models import Reveal

from ..people import NOW, Cast, participant
from ..results.crowd import crowd
from .together import AT_ITS_END, Both, both, on_sqlite, unlocked

pytestmark = pytest.mark.django_db(transaction=True)

OUT = NOW + timedelta(days=30)
NO_LOCK = (QuerySet, "select_for_update", lambda rows, **how: rows.all())


def taken_back_while_the_other_asks(cast: Cast) -> Both:
    """What the second returns: whether both had asked when they had."""
    opened = crowd(cast, 2, audience="reveal_together")
    dan, eve = participant(opened, "Dan0"), participant(opened, "Dan1")
    reveals.ask(by=dan, colleague=eve.public_id, now=OUT)

    def ask() -> bool:
        reveals.ask(by=eve, colleague=dan.public_id, now=OUT)
        return Reveal.objects.between(dan, eve).count() == 2

    return both(
        lambda: reveals.take_back(by=dan, colleague=eve.public_id, now=OUT),
        ask,
        first_stops_after='FROM "assessments_reveal"',
        second_stops_after=AT_ITS_END,
    )


def test_what_was_taken_back_in_time_is_not_revealed(cast: Cast) -> None:
    met = taken_back_while_the_other_asks(cast)
    assert (met.overtook, met.first, met.second) == (False, None, False)


def test_without_the_lock_it_is_revealed_and_said_to_be_taken_back(cast: Cast, monkeypatch: Any) -> None:
    with unlocked(monkeypatch, NO_LOCK):
        met = taken_back_while_the_other_asks(cast)
    assert met.overtook
    if on_sqlite:
        assert (type(met.first), met.second) == (OperationalError, True)
    else:
        assert (met.first, met.second) == (None, True)
