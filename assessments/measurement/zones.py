"""Where on the spectrum a pair sits, and how sure that is."""

import math
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import Codes, Floats, Noise, Pairs

# Below four in five a zone is called borderline and its neighbour is named. A convention: with the default
# SEM a pair must lie about 4 points inside a border to be clear of it.
CLEAR = 0.80

# A number on a border must not miss it by the last bit of a float: means of thirds give 49.99999999999999
# for 50. Possible scores lie very much further apart than this, so nothing is moved that is not on the border.
ROUNDING = 1e-9

SMALLEST_SE = 1e-12  # stands for zero, so that ratings without any noise still have a zone


class Zone(StrEnum):
    """The five parts of the plane of trust (up) and shared purpose (across)."""

    PARTNERSHIP = "partnership"
    COLLABORATION = "collaboration"
    TRUST_LED = "trust-led"
    PURPOSE_LED = "purpose-led"
    DEVELOPING = "developing"


ZONES = tuple(Zone)
_PARTNERSHIP, _COLLABORATION, _TRUST_LED, _PURPOSE_LED, _DEVELOPING = range(5)

# Each scale is cut into low, middle and high; the nine cells belong to zones. Row: trust. Column: purpose.
_CELLS = np.array(
    [
        [_COLLABORATION, _DEVELOPING, _PURPOSE_LED],
        [_DEVELOPING, _DEVELOPING, _DEVELOPING],
        [_TRUST_LED, _DEVELOPING, _PARTNERSHIP],
    ],
    dtype=np.int8,
)
_CELLS_OF_ZONES = np.eye(len(ZONES))[_CELLS.ravel()]  # (9 cells, 5 zones)


def zones(trust: Pairs, purpose: Pairs, borders: Borders) -> Codes:
    """In which zone does each pair sit?

    trust, purpose: the same pairs on the two scales, arrays (..., m) on 0..100.
    Leadership partnership: both scores ≥ high and all four views ≥ each_view. Collaboration: both < low.
    Trust-led, purpose-led: one ≥ high, the other < low. Developing: everything else. So every point has
    exactly one zone.
    Returns (..., m) places in ZONES. Missing: −1 where a score is missing, which is where a view is.
    Reference: conventions of docs/method.md, not findings.
    Checked: against the five definitions, one by one, by hypothesis.
    """
    zone = _CELLS[_part(trust.score, borders), _part(purpose.score, borders)]
    zone = np.where((zone == _PARTNERSHIP) & _has_low_view(trust, purpose, borders), _DEVELOPING, zone)
    return np.where(np.isnan(trust.score + purpose.score), -1, zone).astype(np.int8)


def zone_probabilities(
    trust: Pairs, purpose: Pairs, noise_trust: Noise, noise_purpose: Noise, borders: Borders
) -> Floats:
    """How probable is each zone for each pair, given the noise of its two scores?

    Arguments as for `zones`, and the noise of each scale.
    The true scores are taken as normal around the observed ones with SE = SEM/√2, and as independent of each
    other; one rater's two scores share a mood, so this is a convention. A pair with a view below each_view
    cannot be in partnership: what that rectangle holds is developing's. The view itself counts as known.
    Returns (..., m, 5) in the order of ZONES, each row summing to 1. Missing: NaN where a score is missing.
    Checked: scipy's normal distribution to 1e-12, and the zone of the observed point as SEM → 0.
    """
    across = _part_probabilities(purpose.score, noise_purpose, borders)
    up = _part_probabilities(trust.score, noise_trust, borders)
    cells = up[..., :, None] * across[..., None, :]
    probability = cells.reshape(*cells.shape[:-2], _CELLS.size) @ _CELLS_OF_ZONES
    barred = np.where(_has_low_view(trust, purpose, borders), probability[..., _PARTNERSHIP], 0.0)
    probability[..., _PARTNERSHIP] -= barred
    probability[..., _DEVELOPING] += barred
    return probability


def certainty(
    trust: Pairs, purpose: Pairs, noise_trust: Noise, noise_purpose: Noise, borders: Borders
) -> tuple[Floats, Codes]:
    """How sure is it that a pair sits in its zone, and where would it sit otherwise?

    Arguments as for `zone_probabilities`.
    Returns (..., m) the probability of the pair's own zone, and (..., m) the other zone with most
    probability, as a place in ZONES. Below CLEAR the pair is borderline. Certainty can be under one half: on
    the corner of partnership it is a quarter, and developing is the more probable.
    Missing: NaN and −1 where a score is missing; neighbour −1 too where no other zone has any probability.
    """
    probability = zone_probabilities(trust, purpose, noise_trust, noise_purpose, borders)
    zone = zones(trust, purpose, borders)
    own = np.maximum(zone, 0).astype(np.intp)[..., None]
    sure = np.take_along_axis(probability, own, axis=-1)[..., 0]
    np.put_along_axis(probability, own, 0.0, axis=-1)
    likely = (zone >= 0) & (probability.max(axis=-1) > 0)
    neighbour = np.where(likely, probability.argmax(axis=-1), -1).astype(np.int8)
    return np.minimum(sure, 1.0), neighbour


def _part(score: Floats, borders: Borders) -> Codes:
    """0 low, 1 middle, 2 high."""
    return (score >= borders.low - ROUNDING).astype(np.int8) + (score >= borders.high - ROUNDING)


def _has_low_view(trust: Pairs, purpose: Pairs, borders: Borders) -> NDArray[np.bool_]:
    lowest = np.minimum(np.minimum(trust.ab, trust.ba), np.minimum(purpose.ab, purpose.ba))
    return lowest < borders.each_view - ROUNDING


def _part_probabilities(score: Floats, noise: Noise, borders: Borders) -> Floats:
    """(..., 3): the probability that the true score is low, middle, high."""
    se = max(noise.se, SMALLEST_SE)
    edges = np.array([borders.low, borders.high]) - ROUNDING
    below = _normal_cdf((edges - score[..., None]) / se)
    low, not_high = below[..., 0], below[..., 1]
    return np.stack([low, not_high - low, 1 - not_high], axis=-1)


def _normal_cdf(z: Floats) -> Floats:
    """Φ(z) from the C library's erf, value by value: exact to the last bits, and 0.1 µs each."""
    erf = np.fromiter(map(math.erf, (z / math.sqrt(2)).ravel().tolist()), dtype=float, count=z.size)
    return (0.5 + 0.5 * erf).reshape(z.shape)
