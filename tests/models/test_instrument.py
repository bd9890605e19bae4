"""An instrument comes back from its tables as it was laid down, and is read once it can no longer change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.actions import instruments
from assessments.measurement.instrument import DEFAULT, Borders
from assessments.models import Instrument, Item

from ..people import NOW, Cast


def fresh(cast: Cast) -> Instrument:
    return Instrument.objects.get(organisation=cast.farther, version=1)


def statements(instrument: Instrument) -> int:
    with CaptureQueriesContext(connection) as read:
        instrument.definition()
    return len(read)


def test_the_default_comes_back_as_it_is(cast: Cast) -> None:
    assert fresh(cast).definition() == DEFAULT
    assert fresh(cast).locked_at is None


def test_everything_of_an_instrument_comes_back(cast: Cast) -> None:
    """A definition that differs from the default in whatever it has."""
    scales = [
        replace(scale, name=scale.name + "!", items=tuple(reversed(scale.items))) for scale in DEFAULT.scales
    ]
    other = replace(
        DEFAULT,
        key="five-points",
        version=3,
        name="Another",
        stem="With {name} …",
        points=5,
        labels=(),
        trust=scales[0],
        purpose=scales[1],
        practices=DEFAULT.practices[1:3],
        need_question="How often?",
        need_labels=("a", "b", "c", "d", "e"),
        borders=Borders(high=80.0, low=40.0, each_view=60.0),
        default_sem=5.5,
    )
    kept = instruments.add(organisation=cast.organisation, definition=other)
    assert Instrument.objects.get(pk=kept.pk).definition() == other


def test_a_locked_one_is_read_once(cast: Cast) -> None:
    instruments.lock(instrument=fresh(cast), now=NOW)
    first = fresh(cast).definition()
    again = fresh(cast)
    assert statements(again) == 0
    assert again.definition() is first


def test_an_unlocked_one_is_never_stale(cast: Cast) -> None:
    assert fresh(cast).definition().name == DEFAULT.name
    Instrument.objects.filter(pk=fresh(cast).pk).update(name="Draft two")
    Item.objects.filter(instrument=fresh(cast), key="T1").update(text="… can you count on {name}?")
    definition = fresh(cast).definition()
    assert (definition.name, definition.trust.items[0].text) == ("Draft two", "… can you count on {name}?")
    assert statements(fresh(cast)) > 0


def test_a_draft_read_before_it_was_locked_does_not_stay(cast: Cast) -> None:
    instrument = fresh(cast)
    instrument.definition()
    Instrument.objects.filter(pk=instrument.pk).update(name="Draft two")
    instruments.lock(instrument=fresh(cast), now=NOW)
    assert fresh(cast).definition().name == "Draft two"


def test_a_lock_that_was_taken_back_leaves_nothing_behind(cast: Cast) -> None:
    """A round that could not be opened after all: the draft goes on changing, and is locked later."""
    with transaction.atomic():
        instrument = fresh(cast)
        instruments.lock(instrument=instrument, now=NOW)
        assert instrument.definition().name == DEFAULT.name
        transaction.set_rollback(True)
    assert Instrument.objects.filter(pk=instrument.pk, locked_at=None).update(name="Draft two") == 1
    instruments.lock(instrument=fresh(cast), now=NOW + timedelta(days=1))
    assert fresh(cast).definition().name == "Draft two"


def test_locking_again_changes_nothing(cast: Cast) -> None:
    locked = cast.closed.instrument
    before = locked.locked_at
    assert before is not None
    instruments.lock(instrument=locked, now=NOW)
    assert Instrument.objects.get(pk=locked.pk).locked_at == before


def test_reading_costs_the_same_however_many_items(cast: Cast) -> None:
    """A statement for the scales, one for all their items."""
    assert statements(fresh(cast)) == 2
