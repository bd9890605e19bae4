"""What lies behind a pair's four views: each drawn towards the team as far as it may be noise."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.pairs import Floats, Noise, Pairs, seal

# What a team that has said little is taken to be like, besides what it says: views of which the standard
# deviation, and the correlations of a view with the one returned, with the same rater's on the other scale,
# and with the returned one there, are those of `simulation.LEADERSHIP`. They weigh as much as ten pairs.
USUAL_SD = 18.6
USUAL_RETURNED, USUAL_BETWEEN, USUAL_CROSSED = 0.25, 0.60, 0.15
USUAL_PAIRS = 10
# A good day lifts what somebody says about trust and about shared purpose: half of it is common to both. A
# convention; with none or all of it, clear zones are right by up to four points more or less often than said.
DAY_IN_COMMON = 0.5

_SMALLEST_VARIANCE = 1e-12


@dataclass(frozen=True, eq=False)
class PooledViews:
    """What the views of a team's pairs would be without noise, as far as can be known; normal distributions.

    The mean of the two views and half their difference are independent of each other, so that two 2 × 2
    matrices hold all four views. Last axes: trust, purpose.
    score, half_gap: (m, 2) expected, NaN where a view is missing. score_covariance, half_gap_covariance:
    (2, 2) how far off they may be, the same for every pair.
    """

    score: Floats
    half_gap: Floats
    score_covariance: Floats
    half_gap_covariance: Floats

    def __post_init__(self) -> None:
        seal(self)


def pool(trust: Pairs, purpose: Pairs, noise_trust: Noise, noise_purpose: Noise) -> PooledViews:
    """What do the two of each pair probably see, once the noise of their views is taken for what it is?

    trust, purpose: the pairs of one team, arrays (m,) on 0..100. x̂ = M + W(x − M), W = Σ_true·Σ_obs⁻¹; what is
    left unknown is Σ_true − WΣ_true and the doubt about M. Σ_obs is that of the team's pairs, with the usual one
    as USUAL_PAIRS pairs more; Σ_true = Σ_obs − noise. The noise is that from day to day, since a zone is said
    of the pair and not of one sitting. Never to be shown in place of what was said: it is for certainty.
    Missing: pairs without all four views have NaN and count for nothing.
    Reference: Efron & Morris (1977); Snijders & Kenny (1999), Personal Relationships 6; docs/method.md.
    Checked: without noise the views themselves; one pair keeps its own mean; in simulation with days and halo
    the clear zones are right as often as said, within 3 points (`zones.certainty`).
    """
    score = np.stack([trust.score, purpose.score], axis=-1)
    half_gap = np.stack([trust.gap, purpose.gap], axis=-1) / 2
    known = ~np.isnan(score).any(axis=-1)
    pairs, people = int(known.sum()), len(np.unique([trust.a[known], trust.b[known]]))
    middle = score[known].mean(axis=0) if pairs else np.zeros(2)
    noise, (usual_score, usual_half_gap) = _noise(noise_trust, noise_purpose), _usual()

    of_scores = _blend(score[known] - middle, max(0, pairs - 1), usual_score + noise)
    of_half_gaps = _blend(half_gap[known], pairs, usual_half_gap + noise)
    doubt, doubt_gap = _doubt(of_scores, noise), _doubt(of_half_gaps, noise)
    # The middle is not known for certain either: a person is in many pairs, so people count and not pairs.
    unknown = noise - doubt @ noise + doubt @ of_scores @ doubt.T * (2 / max(2, people))
    return PooledViews(
        score=score - (score - middle) @ doubt.T,
        half_gap=half_gap - half_gap @ doubt_gap.T,
        score_covariance=unknown,
        half_gap_covariance=noise - doubt_gap @ noise,
    )


def _noise(trust: Noise, purpose: Noise) -> Floats:
    """Covariance (2, 2) of the noise in the mean of two views, and as well in half their difference."""
    common = DAY_IN_COMMON * trust.day * purpose.day
    return np.array([[trust.sem_total**2, common], [common, purpose.sem_total**2]]) / 2


def _usual() -> tuple[Floats, Floats]:
    """Covariances (2, 2) without noise of scores and of half gaps in a usual team."""
    returned, between, crossed = USUAL_RETURNED, USUAL_BETWEEN, USUAL_CROSSED
    score = np.array([[1 + returned, between + crossed], [between + crossed, 1 + returned]])
    half_gap = np.array([[1 - returned, between - crossed], [between - crossed, 1 - returned]])
    return USUAL_SD**2 / 2 * score, USUAL_SD**2 / 2 * half_gap


def _blend(deviations: Floats, freedom: int, usual: Floats) -> Floats:
    """The covariance of (m, 2) deviations, with the usual one beside it."""
    return np.asarray((deviations.T @ deviations + USUAL_PAIRS * usual) / (freedom + USUAL_PAIRS))


def _doubt(observed: Floats, noise: Floats) -> Floats:
    """I − W = noise·Σ_obs⁻¹: how much of a deviation is taken for noise, 0 without any."""
    values, vectors = np.linalg.eigh(observed - noise)
    true = (vectors * np.maximum(values, _SMALLEST_VARIANCE)) @ vectors.T
    return np.asarray(noise @ np.linalg.inv(true + noise))
