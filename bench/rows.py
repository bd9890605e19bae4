"""The other design: one row per answer. The rating itself stays, with its scores, and its JSON column stays empty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from django.db import connection, models, transaction
from django.db.models import Q

from assessments.actions.ratings import PromiseNotRead, RoundClosed
from assessments.measurement.instrument import Instrument
from assessments.measurement.scoring import scale_score
from assessments.models import Item, Participant, Rating, Round

SCORED = ["not_enough_contact", "need", "comment", "answered_at", "whole", "trust", "purpose"]


class RowAnswer(models.Model):
    """No more than it needs: no organisation, no public id, no time. `value` is NULL for "can't say"."""

    # The unique constraint begins with the rating: a second index on it would only cost.
    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    value = models.PositiveSmallIntegerField(null=True)

    class Meta:
        app_label = "plain"
        constraints = [
            models.UniqueConstraint(fields=["rating", "item"], name="one_answer_per_item"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__range=(1, 101)), name="answer_on_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.value}"


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(RowAnswer)


@transaction.atomic
def answer(
    *,
    by: Participant,
    rating: str,
    answers: Mapping[int, int],
    items: Mapping[str, int],
    instrument: Instrument,
    now: datetime,
) -> Rating:
    """What actions.ratings.answer does, with the answers in rows of their own: upsert, read again, score, write."""
    kept = Rating.objects.of(by).locked().defer("answers").get(public_id=rating)
    if not kept.rater.may_answer:
        raise RoundClosed
    if not kept.rater.promise:
        raise PromiseNotRead
    RowAnswer.objects.bulk_create(
        [RowAnswer(rating=kept, item_id=item, value=value) for item, value in answers.items()],
        update_conflicts=True,
        unique_fields=["rating", "item"],
        update_fields=["value"],
    )
    given = dict(RowAnswer.objects.filter(rating=kept).values_list("item_id", "value"))
    _rescore(kept, given, items, instrument)
    kept.answered_at = now
    kept.save(update_fields=SCORED)
    return kept


def _rescore(
    kept: Rating, given: Mapping[int, int | None], items: Mapping[str, int], instrument: Instrument
) -> None:
    kept.whole = all(items[item.key] in given for item in instrument.pair_items)
    kept.trust, kept.purpose = (
        scale_score([given.get(items[item.key]) for item in scale.items], instrument.points)
        for scale in instrument.scales
    )


def fill(round: Round, answers: Mapping[int, int]) -> None:
    """The same answers in every rating of the round."""
    ratings = round.ratings.values_list("pk", flat=True)
    RowAnswer.objects.bulk_create(
        (
            RowAnswer(rating_id=pk, item_id=item, value=value)
            for pk in ratings
            for item, value in answers.items()
        ),
        batch_size=5000,
    )


def item_matrix(round: Round, ratings: np.ndarray, items: Mapping[str, int]) -> np.ndarray:
    """(R, 8) points of the ratings whose keys are given in order, NaN where an item has none."""
    rows = RowAnswer.objects.filter(rating__round=round).values_list("rating_id", "item_id", "value")
    rating, item, value = np.array(list(rows), dtype=float).reshape(-1, 3).T
    columns = np.array(sorted(items.values()))
    points = np.full((len(ratings), len(columns)), np.nan)
    points[np.searchsorted(ratings, rating), np.searchsorted(columns, item)] = value
    return points
