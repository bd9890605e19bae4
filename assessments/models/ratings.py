"""Rating: what one participant says about another, kept whole in one row with the scores that follow from it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import F, Q

from ..measurement.instrument import Instrument, Scale
from ..measurement.scoring import scale_score
from . import sql
from .fields import PublicIdField
from .organisations import Organisation
from .participants import Participant
from .people import User
from .rounds import Round
from .sheets import TAKEN_BACK, Sheet, Value

CANT_SAY = "cant_say"
Answer = int | str  # a point of the scale, from 1, or CANT_SAY
NEED_POINTS = 5


def scored(answers: Mapping[str, Answer], scale: Scale, points: int) -> float | None:
    """What these answers, by item, come to on one scale; nothing said and nothing to say are alike no answer."""
    given = [answers.get(item.key) for item in scale.items]
    return scale_score([value if isinstance(value, int) else None for value in given], points)


class NotAboutAPair(ValueError):
    """An answer to something that is not asked about a colleague; a form never lets it through."""


class RatingQuerySet(models.QuerySet["Rating"]):
    def of(self, reader: User | Participant) -> RatingQuerySet:
        """What they say about others."""
        if isinstance(reader, Participant):
            return self.filter(rater=reader)
        return self.filter(rater__account=reader)

    def asked(self) -> RatingQuerySet:
        """Without those of people who have left the round, and about them."""
        return self.filter(apart=False)

    def locked(self) -> RatingQuerySet:
        """Locks rating and rater: two tabs meet at the rating, an answer and the closing of its round at the rater.

        Both, in one statement: PostgreSQL reads only the rows it had to wait for anew, so a rating that is not
        locked itself would come back as it was before the other tab wrote.
        """
        return self.select_related("rater").select_for_update(of=("self", "rater"), no_key=True)

    def with_place(self) -> RatingQuerySet:
        """Adds how many colleagues there are and are answered, and the next one still open after this (or before it,
        at the end)."""
        return self.annotate(
            colleagues=sql.COLLEAGUES, answered=sql.ANSWERED, before=sql.BEFORE, after=sql.AFTER
        )


class Rating(Sheet):
    """Made for every two participants when the round opens; empty until the rater says something."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ratings")
    rater = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ratings_given")
    about = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="ratings_received")
    apart = models.BooleanField(
        default=False, help_text="One of the two has left the round: kept, and part of nothing."
    )
    position = models.PositiveSmallIntegerField(
        help_text="Where the colleague comes in the rater's own order."
    )
    answers = models.JSONField(default=dict, help_text="Item key to a point from 1, or to why there is none.")
    not_enough_contact = models.BooleanField(default=False)
    need = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True, max_length=2000)
    trust = models.FloatField(null=True, blank=True)
    purpose = models.FloatField(null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rater", "about"], name="one_rating_per_colleague"),
            models.CheckConstraint(condition=~Q(rater=F("about")), name="nobody_rates_oneself"),
            models.CheckConstraint(
                condition=Q(trust=None) | Q(trust__range=(0, 100)), name="trust_score_on_the_scale"
            ),
            models.CheckConstraint(
                condition=Q(purpose=None) | Q(purpose__range=(0, 100)), name="purpose_score_on_the_scale"
            ),
            models.CheckConstraint(
                condition=Q(need=None) | Q(need__range=(1, NEED_POINTS)), name="need_on_the_scale"
            ),
            models.CheckConstraint(
                condition=Q(not_enough_contact=False) | Q(trust=None, purpose=None),
                name="no_score_without_contact",
            ),
        ]
        indexes = [models.Index(fields=["round", "rater", "about"], name="rating_of_a_round")]

    def __str__(self) -> str:
        return f"{self.rater} about {self.about}"

    def said(self) -> dict[str, Value]:
        others: dict[str, Value | None] = {
            "need": self.need,
            "not_enough_contact": self.not_enough_contact,
            "comment": self.comment,
        }
        return {**self.answers, **{name: value for name, value in others.items() if value}}

    def put(self, news: Mapping[str, Value], instrument: Instrument) -> None:
        """Each control's new value in its place, and the rating scored anew; raises NotAboutAPair."""
        answers = dict(news)
        if "need" in answers:
            need = answers.pop("need")
            self.need = None if need == TAKEN_BACK else int(need)
        if "not_enough_contact" in answers:
            self.not_enough_contact = bool(answers.pop("not_enough_contact"))
        if "comment" in answers:
            self.comment = str(answers.pop("comment"))
        self.say(answers, instrument)

    def say(self, answers: Mapping[str, Answer], instrument: Instrument) -> None:
        """Adds answers to what was said before, and scores the rating anew; raises NotAboutAPair.

        A practice is asked about the team: under a colleague's name it would be kept, read by nobody, and never scored.
        """
        strange = answers.keys() - {item.key for item in instrument.pair_items}
        if strange:
            raise NotAboutAPair(", ".join(sorted(strange)))
        said = {**self.answers, **answers}
        self.answers = {key: value for key, value in said.items() if value != TAKEN_BACK}
        self.rescore(instrument)

    @property
    def without_a_score(self) -> list[str]:
        """Scales about which something was asked and too little was answered, though nothing is left open."""
        if not self.whole or self.not_enough_contact:
            return []
        return [key for key in ("trust", "purpose") if getattr(self, key) is None]

    def rescore(self, instrument: Instrument) -> None:
        keys = [item.key for item in instrument.pair_items]
        self.whole = self.not_enough_contact or all(key in self.answers for key in keys)
        counts = not self.not_enough_contact
        self.trust = scored(self.answers, instrument.trust, instrument.points) if counts else None
        self.purpose = scored(self.answers, instrument.purpose, instrument.points) if counts else None
