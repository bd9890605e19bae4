"""Where on the spectrum a pair sits, and how sure that is."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.instrument import Borders
from assessments.measurement.normal import both_below, joint_part, normal_cdf
from assessments.measurement.pairs import Codes, Floats, Noise, Pairs
from assessments.measurement.pooled_views import PooledViews, pool

# Below four in five a zone is called borderline and its neighbour is named. A convention: with the default
# SEM a pair that is usual in its team must lie about 5 points inside a border to be clear of it.
CLEAR = 0.80

# A number on a border must not miss it by the last bit of a float: means of thirds give 49.99999999999999
# for 50. Possible scores lie very much further apart than this, so nothing is moved that is not on the border.
ROUNDING = 1e-9

SMALLEST_SE = 1e-12  # stands for zero, so that ratings without any noise still have a zone

_HARDLY = 0.02  # a probability below which no detail of it matters
_LIKELY = 2.0  # so many standard deviations is a gap likely to stay within
_EDGES = ((0, 0), (0, 1), (1, 0), (1, 1))  # of trust, of purpose: 0 the lower border, 1 the upper
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(4)
_GAP_NODES = np.stack(np.meshgrid(_NODES, _NODES), axis=-1).reshape(-1, 2)  # (16, 2) of two gaps
_GAP_WEIGHTS = np.outer(_WEIGHTS, _WEIGHTS).ravel() / _WEIGHTS.sum() ** 2


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
    """How probable is each zone for each pair of a team, from its views drawn towards the team?

    trust, purpose: the same pairs of one team on the two scales, arrays (m,). noise: of each scale.
    What the views would be without noise is normal as `pooled_views.pool` says, trust and purpose together;
    a zone's probability is that of the pairs of scores, and of views in partnership, that lie in it.
    Returns (m, 5) in the order of ZONES, each row summing to 1. Missing: NaN where a score is missing,
    and everywhere for a scale of one question.
    Checked: scipy's bivariate normal distribution to 1e-7; 400,000 draws of the four views to .007; the zone
    of the observed point as noise goes to 0.
    """
    if not (noise_trust.is_known and noise_purpose.is_known):
        return np.full((len(trust.score), len(ZONES)), np.nan)
    pooled = pool(trust, purpose, noise_trust, noise_purpose)
    sd, correlation = _spread(pooled.score_covariance)
    edges = np.array([borders.low, borders.high]) - ROUNDING
    z = (edges[:, None] - pooled.score[:, None, :]) / sd  # (m, 2 edges, 2 scales)
    below = normal_cdf(z)
    (low_trust, low_purpose), (high_trust, high_purpose) = np.moveaxis(below, 0, -1)
    shared = {edge: joint_part(z[:, edge[0], 0], z[:, edge[1], 1], correlation) for edge in _EDGES}
    probability = np.empty((len(z), len(ZONES)))
    high = (1 - high_trust) * (1 - high_purpose) + shared[1, 1]
    probability[:, _PARTNERSHIP] = _partnership(high, pooled, borders)
    probability[:, _COLLABORATION] = low_trust * low_purpose + shared[0, 0]
    probability[:, _TRUST_LED] = (1 - high_trust) * low_purpose - shared[1, 0]
    probability[:, _PURPOSE_LED] = low_trust * (1 - high_purpose) - shared[0, 1]
    np.clip(probability, 0, 1, out=probability)
    rest = 1 - probability[:, [_PARTNERSHIP, _COLLABORATION, _TRUST_LED, _PURPOSE_LED]].sum(axis=-1)
    probability[:, _DEVELOPING] = np.maximum(rest, 0.0)
    return probability


def certainty(
    trust: Pairs, purpose: Pairs, noise_trust: Noise, noise_purpose: Noise, borders: Borders
) -> tuple[Floats, Codes]:
    """How sure is it that a pair sits in its zone, and where would it sit otherwise?

    Arguments as for `zone_probabilities`. The zone is that of what was said; how sure it is comes from the
    views drawn towards the team, since of the pairs that were seen farthest out some were seen there by
    noise.
    Returns (m,) the probability of the pair's own zone, and (m,) the other zone with most probability, as a
    place in ZONES. Below CLEAR the pair is borderline. Certainty can be under one half: on the corner of
    partnership it is a quarter, and developing is the more probable.
    Missing: NaN and −1 where a score is missing; neighbour −1 too where no other zone has any probability.
    Checked: in simulated teams with days, halo and graded answers, zones of certainty from CLEAR on are right
    as often as said, within 3 points, each zone (tests/measurement/test_clear_zones.py).
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


def _partnership(high: Floats, pooled: PooledViews, borders: Borders) -> Floats:
    """(m,): the probability that both scores are high and no view lies below each_view; `high`: of the first alone.

    The lower view of a scale is its score less half the gap, so for a given gap the score has a limit; the
    gaps are gone through at the nodes of Gauss and Hermite. Where the scores are hardly high, or the gap
    hardly wide enough to matter, the first alone is the answer.
    """
    sd, correlation = _spread(pooled.score_covariance)
    sd_gap, _ = _spread(pooled.half_gap_covariance)
    widest = (np.abs(pooled.half_gap) + _LIKELY * sd_gap).max(axis=-1)
    near = np.flatnonzero((high > _HARDLY) & (widest > borders.high - borders.each_view))
    half_gap = pooled.half_gap[near, None, :] + _GAP_NODES @ _root(pooled.half_gap_covariance).T
    limit = np.maximum(borders.high, borders.each_view + np.abs(half_gap)) - ROUNDING
    z = (pooled.score[near, None, :] - limit) / sd  # (near, nodes, 2 scales)
    every = high.copy()
    every[near] = both_below(z[..., 0], z[..., 1], correlation) @ _GAP_WEIGHTS
    return every


def _spread(covariance: Floats) -> tuple[Floats, float]:
    """The two standard deviations and the correlation of a (2, 2) covariance."""
    sd = np.maximum(np.sqrt(covariance.diagonal()), SMALLEST_SE)
    return sd, float(covariance[0, 1] / sd.prod())


def _root(covariance: Floats) -> Floats:
    """R with RR′ = covariance, also for one without any variance."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
