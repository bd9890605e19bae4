"""The page on which one colleague is rated: the instrument's questions with the colleague's name and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..measurement.instrument import Instrument
from ..models import Rating
from . import promised
from .looks import WhoSees, who_sees
from .questions import Offer, Question, Shown, as_sent, drawn


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
    shown = Shown(
        said=as_sent(rating.said()) if typed is None else typed,
        errors={key: tuple(texts) for key, texts in (errors or {}).items()},
        offers=offers or {},
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
        not_enough_contact=bool(shown.said.get("not_enough_contact")),
        contact_offer=shown.offer("not_enough_contact"),
        comment=str(shown.said.get("comment") or ""),
        comment_errors=shown.errors.get("comment", ()),
        comment_offer=shown.offer("comment"),
        drawn=drawn(rating) if typed is None else str(typed.get("drawn", "")),
        version=str(rating.version) if typed is None else str(typed.get("version", "")),
        facilitators=promised.names(rating.round),
        seen_by=who_sees(rating.round),
        two_versions=bool(offers),
    )
