"""What a round's participants said, as plain arrays: two statements, one row a rating, however many leaders.

Not yet asked who may see it: the reads beside it ask, and nobody else comes here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from ..measurement.instrument import Scale
from ..measurement.pairs import matrix
from ..models import Participant, Round
from .people import Person, person

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Said:
    """`rater` and `about` (R,) are places in `people`; scores 0..100, need 1..5, NaN where nothing was said; seconds
    that an item took in the middle, NaN where no script timed it."""

    people: tuple[Person, ...]
    rater: Places
    about: Places
    trust: Floats
    purpose: Floats
    need: Floats
    seconds: Floats
    answers: tuple[dict[str, int | str], ...]

    def without(self, place: int) -> Said:
        """As if this one had said nothing. They stay on the roster and stay rated; nothing is deleted."""
        rest = self.rater != place
        columns = ("rater", "about", "trust", "purpose", "need", "seconds")
        kept = {column: getattr(self, column)[rest] for column in columns}
        return replace(self, answers=tuple(compress(self.answers, rest)), **kept)

    def matrix(self, scores: Floats) -> Floats:
        """(n, n) of one column, row rater, NaN where nothing was said."""
        return matrix(len(self.people), self.rater, self.about, scores)

    def square(self, answers: Floats) -> Floats:
        """(n, n, k) of what `answers_to` gave, row rater, NaN where there is none."""
        n = len(self.people)
        cube = np.full((n, n, answers.shape[1]), np.nan)
        cube[self.rater, self.about] = answers
        return cube

    def answers_to(self, scale: Scale) -> Floats:
        """(R, k) points, NaN where an item has none."""
        keys = [item.key for item in scale.items]
        points = [[_point(given.get(key)) for key in keys] for given in self.answers]
        return np.array(points, dtype=float).reshape(-1, len(keys))


def of_round(round: Round) -> Said:
    """Ratings of people who do not work together enough hold no answers that count, and are left out."""
    people = list(Participant.objects.filter(round=round).staying())
    places = {participant.pk: place for place, participant in enumerate(people)}
    rows = list(
        round.ratings.asked()
        .filter(answered_at__isnull=False, not_enough_contact=False)
        .order_by()
        .values_list("rater_id", "about_id", "trust", "purpose", "need", "seconds", "answers")
    )
    rater, about, trust, purpose, need, seconds, answers = zip(*rows, strict=True) if rows else ((),) * 7
    return Said(
        people=tuple(person(participant) for participant in people),
        rater=np.array([places[pk] for pk in rater], dtype=np.intp),
        about=np.array([places[pk] for pk in about], dtype=np.intp),
        trust=np.array(trust, dtype=float),
        purpose=np.array(purpose, dtype=float),
        need=np.array(need, dtype=float),
        seconds=np.array(seconds, dtype=float),
        answers=tuple(answers),
    )


def _point(given: int | str | None) -> float:
    return given if isinstance(given, int) else np.nan
