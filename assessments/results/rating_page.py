"""The page on which one colleague is rated: the instrument's questions with the colleague's name and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..measurement.instrument import Instrument
from ..measurement.scoring import MINIMUM_ANSWERED
from ..models import Rating
from ..models.ratings import CANT_SAY
from . import promised, words
from .looks import WhoSees, who_sees
from .questions import Offer, Question, Shown, as_sent, drawn

SECONDS_PER_COLLEAGUE = 50  # nine answers; a slow reader takes longer over the first and not over the last


@dataclass(frozen=True)
class RatingPage:
    stem: str
    questions: tuple[Question, ...]
    need: Question
    not_enough_contact: bool
    contact_offer: Offer | None
    comment: str
    comment_errors: tuple[str, ...]
    comment_offer: Offer | None
    drawn: str
    version: str
    facilitators: str
    seen_by: WhoSees
    two_versions: bool
    open: int
    lost: tuple[str, ...]
    minutes_left: int


def page(
    rating: Rating,
    instrument: Instrument,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
    offers: Mapping[str, str] | None = None,
) -> RatingPage:
    """`typed` and `errors` are what a refused page held: it comes back as it was, with what is wrong at its place.
    `offers` was said on a page that is behind: beside what is saved, it is there to be taken.
    """
    name = rating.about.first_name
    said = as_sent(rating.said()) if typed is None else typed
    contact = bool(said.get("not_enough_contact"))
    left = [] if contact else [item.key for item in instrument.pair_items if not said.get(item.key)]
    shown = Shown(
        said=said,
        errors={key: tuple(texts) for key, texts in (errors or {}).items()},
        offers=offers or {},
        begun=bool(rating.answered_at) and not contact and rating.rater.may_answer,
        focus=left[0] if left and typed is None and not offers else "",
    )
    labels = instrument.labels or ("",) * instrument.points
    need = _(instrument.need_question).format(name=name) if instrument.need_question else ""
    return RatingPage(
        stem=_(instrument.stem).format(name=name) if instrument.stem else "",
        questions=tuple(
            shown.question(item.key, _(item.text).format(name=name), labels, cant_say=True)
            for item in instrument.pair_items
        ),
        need=shown.question("need", need, instrument.need_labels, cant_say=False),
        not_enough_contact=contact,
        contact_offer=shown.offer("not_enough_contact"),
        comment=str(shown.said.get("comment") or ""),
        comment_errors=shown.errors.get("comment", ()),
        comment_offer=shown.offer("comment"),
        drawn=drawn(rating) if typed is None else str(typed.get("drawn", "")),
        version=str(rating.version) if typed is None else str(typed.get("version", "")),
        facilitators=promised.names(rating.round),
        seen_by=who_sees(rating.round),
        two_versions=bool(offers),
        open=len(left),
        lost=_lost(said, instrument) if shown.begun else (),
        minutes_left=_minutes_left(rating),
    )


def _lost(said: Mapping[str, Any], instrument: Instrument) -> tuple[str, ...]:
    """The scales that are begun and do not count yet: too few of their questions have a point for an answer."""
    found = []
    for scale in instrument.scales:
        given = [said.get(item.key) for item in scale.items]
        points = [one for one in given if one and one != CANT_SAY]
        if any(given) and len(points) < MINIMUM_ANSWERED * len(given):
            found.append(words.scale(scale.key))
    return tuple(found)


def _minutes_left(rating: Rating) -> int:
    """Of a rating that came with its place."""
    left = getattr(rating, "colleagues", 0) - getattr(rating, "answered", 0)
    return -(-left * SECONDS_PER_COLLEAGUE // 60)
