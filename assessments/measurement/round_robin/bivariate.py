"""Two scales of one team together: do generosity, standing and special regard go along from one to the other?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from assessments.measurement.round_robin.analysis import round_robins
from assessments.measurement.round_robin.cells import check_square, holes
from assessments.measurement.round_robin.estimates import Covariances, Estimates, covary, estimate
from assessments.measurement.round_robin.parts import covariance_parts
from assessments.measurement.round_robin.results import Bivariate, Part


def analyse_two(x: ArrayLike, y: ArrayLike) -> Bivariate:
    """How do two scales hang together in one team?

    x, y: (n, n) ratings of the same people on two scales, as for `analyse`.
    Missing: with holes in either scale, MINQUE on the ratings that both have.
    Errors: NotDefined as in `analyse`, and where the two are not of the same people.
    Reference: Warner, Kenny & Stoto (1979); Lashley & Bond (1997).
    Checked: TripleR 1.5.4 on 7 teams of 4 to 20, estimates, correlations, standard errors and t, 1e-9.
    """
    first, second = (estimate(check_square(one)[None]) for one in (x, y))
    together = covary(first, second)
    parts = [column[0] for column in _parts(first, second, together)]
    missing = int(holes(np.where(np.isnan(first.x), np.nan, second.x))[0])
    return Bivariate(
        together.design.n, missing, together.method, round_robins(first)[0], round_robins(second)[0], *parts
    )


def _parts(first: Estimates, second: Estimates, together: Covariances) -> Sequence[list[Part]]:
    """The six parts in the order of the fields of Bivariate."""
    x, y, xy, errors = first.parts, second.parts, together.parts, together.errors
    return (
        covariance_parts(xy.perceiver, errors.perceiver, x.perceiver, y.perceiver),
        covariance_parts(xy.target, errors.target, x.target, y.target),
        covariance_parts(xy.perceiver_target, errors.perceiver_target, x.perceiver, y.target),
        covariance_parts(xy.target_perceiver, errors.target_perceiver, x.target, y.perceiver),
        covariance_parts(xy.relationship, errors.relationship, x.relationship, y.relationship),
        covariance_parts(xy.dyadic, errors.dyadic, x.relationship, y.relationship),
    )
