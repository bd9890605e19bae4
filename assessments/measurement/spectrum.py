"""A whole team as one frozen value: chart, table, export and tips all read this, so they cannot disagree."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.developing import LAGS, Lag, divided, lags
from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import (
    WITHIN_95,
    Codes,
    Floats,
    Indices,
    Noise,
    pair_index,
    pair_up,
    seal,
)
from assessments.measurement.priorities import CLOSE_NEED, CONCERNS, Concern, Priorities, priorities
from assessments.measurement.scale_pairs import (
    PairScale,
    ScalePairs,
    number,
    on_scale,
    pair_scale,
    seen_differently,
)
from assessments.measurement.zones import CLEAR, ZONES, Zone, certainty, zone_probabilities, zones

__all__ = [
    "CLEAR",
    "CLOSE_NEED",
    "CONCERNS",
    "LAGS",
    "ZONES",
    "Concern",
    "Lag",
    "Pair",
    "PairScale",
    "ScalePairs",
    "Spectrum",
    "Zone",
    "ahead_limit",
    "certainty",
    "spectrum",
    "zone_probabilities",
    "zones",
]

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Pair:
    """One pair as plain values; fields as in Spectrum, None where a number is missing."""

    a: int
    b: int
    trust: PairScale
    purpose: PairScale
    zone: Zone | None
    certainty: float | None
    neighbour: Zone | None
    clear: bool
    borderline: bool
    divided: bool
    lag: Lag | None
    position: float | None
    imbalance: float | None
    purpose_ahead: bool
    need: float | None
    concern: Concern | None


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Where does every pair sit from collaboration to leadership partnership, and how sure is that?

    n: people on the roster. All arrays are (m,), m = n(n−1)/2, read-only, in the order of `pair_places`.
    a, b: places on the roster, a < b. trust, purpose: views, scores, intervals and gaps on each scale.
    zone, neighbour: places in ZONES, −1 for none. certainty: probability of the zone, 0..1, from the views
    drawn towards the team. divided: on one of the scales the two describe two different relationships.
    lag: places in LAGS, what comes first in a developing pair, −1 in another zone.
    position: u = (trust + purpose)/2, for sorting; never to rank pairs whose intervals overlap.
    imbalance: purpose − trust. purpose_ahead: by more than the noise of that difference, which is fragile.
    need: how closely the two need to work, 1..5. priorities: who to talk to first, and why.
    Missing: NaN where a number needs a view that is not there (zone −1, no concern, purpose_ahead False).
    """

    n: int
    a: Indices
    b: Indices
    trust: ScalePairs
    purpose: ScalePairs
    zone: Codes
    certainty: Floats
    neighbour: Codes
    divided: Flags
    lag: Codes
    position: Floats
    imbalance: Floats
    purpose_ahead: Flags
    need: Floats
    priorities: Priorities
    noise_trust: Noise
    noise_purpose: Noise
    borders: Borders

    def __post_init__(self) -> None:
        seal(self)

    def zone_counts(self) -> dict[Zone, int]:
        """How many pairs sit in each zone? Pairs without a zone are not counted."""
        counts = np.bincount(self.zone + 1, minlength=len(ZONES) + 1)[1:]
        return dict(zip(ZONES, counts.tolist(), strict=True))

    def lag_counts(self) -> dict[Lag, int]:
        """How many developing pairs need what first?"""
        counts = np.bincount(self.lag + 1, minlength=len(LAGS) + 1)[1:]
        return dict(zip(LAGS, counts.tolist(), strict=True))

    @property
    def clear(self) -> Flags:
        """(m,) certain of its zone, and the two are not divided: the only pairs of which a zone is called clear."""
        return (self.certainty >= CLEAR) & ~self.divided

    @property
    def borderline(self) -> Flags:
        """(m,) not certain of its zone, and not divided either, which says more."""
        return (self.certainty < CLEAR) & ~self.divided

    @property
    def seen_differently(self) -> Flags:
        """(m,) on one of the scales, what of their gap is about these two would head a list: 1 in 100 by noise."""
        return seen_differently(self.trust, self.purpose)

    @property
    def priority(self) -> Flags:
        """(m,) there is a reason to talk to these two early."""
        return self.priorities.concern >= 0

    @property
    def complete(self) -> Flags:
        """(m,) both views on both scales are there."""
        return self.zone >= 0

    @property
    def missing(self) -> Flags:
        """(m,) neither has said anything about the other."""
        on_trust = np.isnan(self.trust.ab) & np.isnan(self.trust.ba)
        return on_trust & np.isnan(self.purpose.ab) & np.isnan(self.purpose.ba)

    @property
    def one_sided(self) -> Flags:
        """(m,) something was said, but not both views on both scales."""
        return ~(self.complete | self.missing)

    def index(self, a: int, b: int) -> int:
        """Where in the arrays is the pair of these two places, in either order? ValueError if nowhere."""
        if a == b or not 0 <= min(a, b) <= max(a, b) < self.n:
            raise ValueError(f"{a} and {b} are not two people of a roster of {self.n}.")
        return pair_index(self.n, min(a, b), max(a, b))

    def pair(self, i: int) -> Pair:
        """The i-th pair as plain values. For one pair's page; what draws all pairs reads the arrays."""
        return Pair(
            a=int(self.a[i]),
            b=int(self.b[i]),
            trust=pair_scale(self.trust, i),
            purpose=pair_scale(self.purpose, i),
            zone=_zone(self.zone[i]),
            certainty=number(self.certainty[i]),
            neighbour=_zone(self.neighbour[i]),
            clear=bool(self.clear[i]),
            borderline=bool(self.borderline[i]),
            divided=bool(self.divided[i]),
            lag=None if self.lag[i] < 0 else LAGS[self.lag[i]],
            position=number(self.position[i]),
            imbalance=number(self.imbalance[i]),
            purpose_ahead=bool(self.purpose_ahead[i]),
            need=number(self.need[i]),
            concern=_concern(self.priorities.concern[i]),
        )


def spectrum(
    trust_matrix: Floats,
    purpose_matrix: Floats,
    need_matrix: Floats | None,
    noise_trust: Noise,
    noise_purpose: Noise,
    borders: Borders,
    answered: tuple[Floats, Floats] | None = None,
) -> Spectrum:
    """Everything about a team's pairs that pages, charts and exports show, from what each said about each.

    trust_matrix, purpose_matrix: (n, n) scores 0..100, row rater, column rated, NaN where nothing was said.
    need_matrix: (n, n) answers 1..5 to the needed closeness, likewise, or None where it was not asked.
    noise_trust, noise_purpose: how sure a score is. borders: of the zones. answered: (n, n) per scale, the
    share of its items behind each score; None where all were answered.
    Missing: a missing view leaves that pair without score and zone; one answer about need stands for two.
    Errors: ValueError unless the matrices are squares of one size.
    Checked: pair by pair against loops over tests/reference.
    """
    if need_matrix is None:
        need_matrix = np.full_like(trust_matrix, np.nan)
    if trust_matrix.ndim != 2 or not trust_matrix.shape == purpose_matrix.shape == need_matrix.shape:
        raise ValueError("Trust, purpose and need must be squares of the same people.")
    trust, purpose, need = pair_up(trust_matrix), pair_up(purpose_matrix), _need(need_matrix)
    shares = answered or (None, None)
    on_trust = on_scale(trust, trust_matrix, noise_trust, shares[0])
    on_purpose = on_scale(purpose, purpose_matrix, noise_purpose, shares[1])
    zone = zones(trust, purpose, borders)
    sure, neighbour = certainty(trust, purpose, noise_trust, noise_purpose, borders)
    position = (trust.score + purpose.score) / 2
    imbalance, limit = purpose.score - trust.score, ahead_limit(noise_trust, noise_purpose)
    two_things = divided(trust, on_trust.flag, borders) | divided(purpose, on_purpose.flag, borders)
    two_things &= zone >= 0
    return Spectrum(
        n=trust_matrix.shape[-1],
        a=trust.a,
        b=trust.b,
        trust=on_trust,
        purpose=on_purpose,
        zone=zone,
        certainty=sure,
        neighbour=neighbour,
        divided=two_things,
        lag=lags(zone, imbalance, limit),
        position=position,
        imbalance=imbalance,
        purpose_ahead=imbalance > limit,
        need=need,
        priorities=priorities(on_trust, on_purpose, need, two_things, imbalance > limit, borders),
        noise_trust=noise_trust,
        noise_purpose=noise_purpose,
        borders=borders,
    )


def ahead_limit(noise_trust: Noise, noise_purpose: Noise) -> float:
    """From which difference of a pair's two scores is one scale ahead of the other, and not only in noise?

    1.96·√(SE_T² + SE_P²), SE = SEM/√2, within one sitting: a person's day lifts both of their scores. The one
    rule for every "ahead" of pages, tips and counts; noise alone passes it upwards in 2.5 of 100 pairs.
    """
    return float(WITHIN_95 * (noise_trust.se**2 + noise_purpose.se**2) ** 0.5)


def _need(answers: Floats) -> Floats:
    """The mean of the two answers, or the one there is."""
    views = pair_up(answers)
    return np.where(np.isnan(views.score), np.fmax(views.ab, views.ba), views.score)


def _zone(place: int) -> Zone | None:
    return None if place < 0 else ZONES[place]


def _concern(place: int) -> Concern | None:
    return None if place < 0 else CONCERNS[place]
