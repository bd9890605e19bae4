"""Instrument: a versioned questionnaire of scales and items. Once a round has used it, it never changes."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..files.layout import MOST_POINTS
from ..measurement import instrument as measured
from .fields import PublicIdField
from .organisations import Organisation

_locked: dict[tuple[str, datetime], measured.Instrument] = {}


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def default(self) -> Instrument:
        """The latest version of the questionnaire that every organisation starts with."""
        return self.filter(key=measured.DEFAULT.key).order_by("-version")[:1].get()


class Instrument(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="instruments")
    public_id = PublicIdField()
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=120)
    stem = models.TextField(blank=True)
    points = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2), MaxValueValidator(MOST_POINTS)]
    )
    labels = models.JSONField(default=list)
    need_question = models.TextField(blank=True)
    need_labels = models.JSONField(default=list)
    high = models.FloatField(default=75.0)
    low = models.FloatField(default=50.0)
    each_view = models.FloatField(default=58.0)
    default_sem = models.FloatField()
    day_share = models.FloatField(
        default=measured.DAY_SHARE, help_text="Of the variance of views, what is the noise of the day."
    )
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key", "version"], name="one_instrument_per_version"
            ),
            models.CheckConstraint(condition=Q(points__range=(2, MOST_POINTS)), name="instrument_points"),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lt=F("high"), high__lte=100, each_view__range=(0, 100)),
                name="instrument_zone_borders",
            ),
            models.CheckConstraint(condition=Q(default_sem__gt=0), name="instrument_default_sem"),
            models.CheckConstraint(
                condition=Q(day_share__gte=0, day_share__lt=1), name="instrument_day_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    def definition(self) -> measured.Instrument:
        """The same as a plain value for the floors below; kept in memory once locked, since it can no longer change."""
        if self.locked_at is None:
            return self._read()
        key = (
            self.public_id,
            self.locked_at,
        )  # a lock that is taken back with its transaction leaves nothing behind
        if key not in _locked:
            _locked[key] = self._read()
        return _locked[key]

    def _read(self) -> measured.Instrument:
        scales = [scale.definition() for scale in self.scales.prefetch_related("items")]
        by_key = {scale.key: scale for scale in scales}
        return measured.Instrument(
            key=self.key,
            version=self.version,
            name=self.name,
            stem=self.stem,
            points=self.points,
            labels=tuple(self.labels),
            trust=by_key["trust"],
            purpose=by_key["purpose"],
            practices=tuple(scale for scale in scales if scale.key not in {"trust", "purpose"}),
            need_question=self.need_question,
            need_labels=tuple(self.need_labels),
            borders=measured.Borders(high=self.high, low=self.low, each_view=self.each_view),
            default_sem=self.default_sem,
            day_share=self.day_share,
        )


class PartOfInstrument(models.Model):
    """What belongs to an instrument is fixed with it; the database says the same (migration 0002)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Scale(PartOfInstrument):
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="scales")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["instrument", "key"], name="one_scale_per_key")]

    def definition(self) -> measured.Scale:
        return measured.Scale(
            key=self.key, name=self.name, items=tuple(item.definition() for item in self.items.all())
        )


class Item(PartOfInstrument):
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="items")
    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="items")
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["instrument", "key"], name="one_item_per_key")]

    def definition(self) -> measured.Item:
        return measured.Item(key=self.key, name=self.name, text=self.text)
