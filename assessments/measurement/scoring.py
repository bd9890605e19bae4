"""From the answers of one rating to its score: percent of the possible range, or nothing."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# One item of four may be missing and the mean of the rest still stands for the scale; with more, the score
# would depend on which items happened to be answered. (Half is the common rule, for longer scales.)
MINIMUM_ANSWERED = 0.75
# From so many complete ratings the items' means are known to a tenth of a step, and less than they correct.
COMPLETE_RATINGS = 30


def scale_score(answers: Sequence[int | None], points: int) -> float | None:
    """How much of one scale does one leader see in one colleague? 0 is the lowest, 100 the highest.

    100·(s − 1)/(points − 1) with s the mean of the answered items.

    answers: the answers to all items of the scale, each 1..points, None where there is none.
    points: number of points of the answer scale, at least 2.
    Missing: None when fewer than MINIMUM_ANSWERED of the items are answered; below that limit the answered
    items stand for the scale (person mean), nothing is filled in.
    Errors: ValueError for an answer off the scale; it names no answer, as messages end in logs.
    Checked: equal to `scale_scores` to the last bit, and to the scale means in tests/reference.
    """
    given = [answer for answer in answers if answer is not None]
    if points < 2 or any(not 1 <= answer <= points for answer in given):
        raise ValueError(f"Answers must lie in 1..{points}.")
    if not given or len(given) < MINIMUM_ANSWERED * len(answers):
        return None
    # Whole numbers until the one division: equal answers give equal scores, to the last bit, everywhere.
    return 100 * (sum(given) - len(given)) / (len(given) * (points - 1))


def scale_scores(answers: NDArray[np.float64], points: int) -> NDArray[np.float64]:
    """The same question as `scale_score`, for any number of ratings at once.

    answers: (..., k), the last axis the k items of one scale, each 1..points, NaN where there is no answer.
    points: number of points of the answer scale, at least 2.
    Returns (...) scores on 0..100.
    Missing: NaN when fewer than MINIMUM_ANSWERED of the k items are answered.
    Errors: ValueError for an answer off the scale.
    Checked: the columns `trust` and `purpose` of tests/reference (means of items, same missing rule).
    """
    answers = np.asarray(answers, dtype=float)
    answered = ~np.isnan(answers)
    if points < 2 or ((answers < 1) | (answers > points)).any():
        raise ValueError(f"Answers must lie in 1..{points}.")
    # A product with ones sums the short last axis several times faster than .sum(-1).
    ones = np.ones(answers.shape[-1])
    count = answered @ ones
    total = np.where(answered, answers, 0.0) @ ones
    enough = (count > 0) & (count >= MINIMUM_ANSWERED * answers.shape[-1])
    span = np.where(enough, count * (points - 1), np.nan)
    return 100 * (total - count) / span


def level_items(
    scores: NDArray[np.float64], answers: NDArray[np.float64], points: int
) -> NDArray[np.float64]:
    """Scores as if every rating had been asked equally hard questions: items' means are taken out.

    scores: (R,) of `scale_scores`, 0..100. answers: (R, k) behind them, 1..points. A view of three of four
    items would else lie 3 points too high where the hardest was left out. A score of fewer items loses the
    mean ease of those that were answered, the ease of an item being its mean less that of all, over the
    complete ratings; kept on the scale.
    Returns (R,). Missing: as in `scores`. Below COMPLETE_RATINGS complete ones the scores as they are.
    Reference: Bernaards & Sijtsma (2000), Multivariate Behavioral Research 35.
    Checked: by hand; in simulation without the item's offset in the mean error.
    """
    given = ~np.isnan(answers)
    whole = answers[given.all(axis=1)]
    if len(whole) < COMPLETE_RATINGS:
        return scores
    ease = 100 * (whole.mean(axis=0) - whole.mean()) / (points - 1)
    shift = (given @ ease) / np.maximum(given.sum(axis=1), 1)
    return np.where(given.all(axis=1), scores, np.clip(scores - shift, 0, 100))
