"""Instruments: laid down from a definition, and locked by the first round that uses them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..measurement import instrument as measured
from ..models import Instrument, Item, Organisation, Scale


@transaction.atomic
def add(*, organisation: Organisation, definition: measured.Instrument) -> Instrument:
    borders = definition.borders
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=definition.key,
        version=definition.version,
        name=definition.name,
        stem=definition.stem,
        points=definition.points,
        labels=list(definition.labels),
        need_question=definition.need_question,
        need_labels=list(definition.need_labels),
        high=borders.high,
        low=borders.low,
        each_view=borders.each_view,
        default_sem=definition.default_sem,
        day_share=definition.day_share,
    )
    for position, scale in enumerate([*definition.scales, *definition.practices]):
        _add_scale(instrument, scale, position)
    return instrument


def _add_scale(instrument: Instrument, scale: measured.Scale, position: int) -> None:
    row = Scale.objects.create(
        organisation_id=instrument.organisation_id,
        instrument=instrument,
        key=scale.key,
        name=scale.name,
        position=position,
    )
    Item.objects.bulk_create(
        Item(
            organisation_id=instrument.organisation_id,
            instrument=instrument,
            scale=row,
            key=item.key,
            name=item.name,
            text=item.text,
            position=place,
        )
        for place, item in enumerate(scale.items)
    )


def lock(*, instrument: Instrument, now: datetime) -> None:
    """The first one to use it locks it; two rounds may open at the same moment."""
    Instrument.objects.filter(pk=instrument.pk, locked_at=None).update(locked_at=now)
    instrument.refresh_from_db(fields=["locked_at"])
