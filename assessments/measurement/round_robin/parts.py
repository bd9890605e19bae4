"""From arrays of parts, one value per team, to each team's `Part`: shares, correlations, and what stays blank."""

from collections.abc import Sequence

import numpy as np

from assessments.measurement.round_robin.cells import Array, Mask
from assessments.measurement.round_robin.results import Part


def variance_parts(
    variances: Sequence[Array], errors: Sequence[Array], rest: Array | float = 0.0
) -> list[list[Part]]:
    """Each variance as a share of the sum of those that are not negative (and of `rest`): a list per variance.

    variances, errors: estimates and squared standard errors, each (teams,).
    """
    total = rest + positive_sum(variances)
    return [
        _parts(variance, error, _divide(variance, total, (variance >= 0) & (total > 0)), variance < 0)
        for variance, error in zip(variances, errors, strict=True)
    ]


def covariance_parts(covariance: Array, error: Array, first: Array, second: Array) -> list[Part]:
    """A covariance as the correlation that it is of two variances, all (teams,); blank where one is not positive.

    A correlation of two estimates can leave −1..1, and is then set to the end.
    """
    known = (first > 0) & (second > 0)
    scale = np.sqrt(np.where(known, first * second, 1.0))
    correlation = np.clip(_divide(covariance, scale, known), -1.0, 1.0)
    return _parts(covariance, error, correlation, np.zeros(covariance.shape, dtype=bool))


def positive_sum(variances: Sequence[Array]) -> Array:
    """The sum of what is not negative, elementwise."""
    return np.sum([np.maximum(variance, 0.0) for variance in variances], axis=0)


def _divide(value: Array, by: Array, where: Mask) -> Array:
    return np.where(where, value / np.where(where, by, 1.0), np.nan)


def _parts(raw: Array, error: Array, standardised: Array, negative: Mask) -> list[Part]:
    columns = zip(
        raw.tolist(), np.sqrt(error).tolist(), standardised.tolist(), negative.tolist(), strict=True
    )
    return [Part(value, se, known(share), below) for value, se, share, below in columns]


def known(value: float) -> float | None:
    """A number, or None in place of NaN."""
    return None if value != value else value
