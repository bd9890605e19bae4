"""Careless patterns in one participant's answers: worth a look, never a reason to delete anything."""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.measurement.scoring import MINIMUM_ANSWERED

Array = NDArray[np.float64]

# Somebody may see two colleagues alike in everything; from three on, equal answers say more about the answering.
MINIMUM_COLLEAGUES = 3
# One straight row of answers is common and can be meant; in more than half of the colleagues it is a habit.
STRAIGHT_SHARE = 0.5
# Reading an item of this length takes longer than two seconds (Huang et al., 2012); the median forgives a few.
FASTEST_READING = 2.0


class Pattern(StrEnum):
    """What about a participant's answers is worth a look."""

    SAME_TO_ALL = "same_to_all"  # every answer about everybody is the same
    STRAIGHT_ROWS = "straight_rows"  # for over half of the colleagues all items have one answer
    HURRIED = "hurried"  # half of the items were answered faster than they can be read


def patterns(answers: ArrayLike, seconds: ArrayLike | None = None) -> tuple[Pattern, ...]:
    """Do one participant's answers look as if they were given without reading?

    answers: (c, k) about c colleagues on the k items of both scales, NaN where there is none.
    seconds: how long single items took, any number of them, or None where nothing was timed.
    Returns the patterns found, the more telling first; SAME_TO_ALL includes STRAIGHT_ROWS and replaces it.
    Missing: colleagues with fewer than MINIMUM_ANSWERED of the items, or a single one, do not count; below
    MINIMUM_COLLEAGUES no pattern in answers is looked for. Missing times are left out.
    Reference: long-string and response-time indices, Huang et al. (2012), J. Business and Psychology 27;
    Meade & Craig (2012), Psychological Methods 17. The limits are conventions of docs/method.md.
    Checked: by hand on small tables, each limit from both sides; at most 1 in 100 simulated raters is
    flagged.
    """
    found = _in_answers(np.asarray(answers, dtype=float))
    return (*found, Pattern.HURRIED) if seconds is not None and _hurried(seconds) else found


def team_patterns(answers: ArrayLike) -> dict[int, tuple[Pattern, ...]]:
    """Which raters of a team show patterns? answers (n, n, k), row rater; their places on the roster and what."""
    found = {rater: patterns(about) for rater, about in enumerate(np.asarray(answers, dtype=float))}
    return {rater: some for rater, some in found.items() if some}


def without(x: Array, raters: Iterable[int]) -> Array:
    """Ratings (..., n, n) without those that these people gave, so that scores can be shown with and without.

    A copy; the people stay on the roster and stay rated.
    """
    rest = x.copy()
    rest[..., list(raters), :] = np.nan
    return rest


def _in_answers(answers: Array) -> tuple[Pattern, ...]:
    given = ~np.isnan(answers)
    counted = given.sum(axis=1) >= max(2, MINIMUM_ANSWERED * answers.shape[1])
    if counted.sum() < MINIMUM_COLLEAGUES:
        return ()
    low = np.where(given, answers, np.inf).min(axis=1)[counted]
    high = np.where(given, answers, -np.inf).max(axis=1)[counted]
    if low.min() == high.max():
        return (Pattern.SAME_TO_ALL,)
    return (Pattern.STRAIGHT_ROWS,) if np.mean(low == high) > STRAIGHT_SHARE else ()


def _hurried(seconds: ArrayLike) -> bool:
    times = np.asarray(seconds, dtype=float)
    times = times[~np.isnan(times)]
    return bool(times.size) and bool(np.median(times) < FASTEST_READING)
