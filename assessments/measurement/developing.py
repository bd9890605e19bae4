"""What lags in a developing pair, and which pairs are divided: two readings of where a pair sits."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import Codes, Floats, GapFlag, Pairs
from assessments.measurement.zones import ROUNDING, ZONES, Zone

Flags = NDArray[np.bool_]

# Two views that lie half the scale apart describe two relationships, and their mean neither. A convention; in
# simulated teams one pair in six is divided, where every second has a gap beyond the headline limit.
HALF_THE_SCALE = 50.0


class Lag(StrEnum):
    """What comes first in a developing pair: the scale that lags beyond the noise, or both where neither does."""

    TRUST = "trust"
    PURPOSE = "purpose"
    BOTH = "both"


LAGS = tuple(Lag)


def lags(zone: Codes, imbalance: Floats, limit: float) -> Codes:
    """Most pairs of most teams are developing: which of them need trust first, purpose first, both alike?

    zone: (m,) places in ZONES. imbalance: (m,) purpose − trust. limit: from which difference one scale is
    ahead of the other (`spectrum.ahead_limit`).
    Returns (m,) places in LAGS, −1 where the zone is another or there is none. A convention of
    docs/method.md.
    Checked: by hand from both sides of the limit.
    """
    kinds = [imbalance > limit, imbalance < -limit]
    found = np.select(kinds, [LAGS.index(Lag.TRUST), LAGS.index(Lag.PURPOSE)], LAGS.index(Lag.BOTH))
    return np.where(zone == ZONES.index(Zone.DEVELOPING), found, -1).astype(np.int8)


def divided(pairs: Pairs, flag: Codes, borders: Borders) -> Flags:
    """Do the two describe two different relationships on this scale, so that their mean describes none?

    pairs: of one scale, (m,). flag: their GapFlag. One view is high and the other low, or they lie
    HALF_THE_SCALE apart, and their gap is beyond the noise. No zone is called clear of such a pair.
    Missing: False without both views. A convention of docs/method.md.
    Checked: by hand from both sides of each limit.
    """
    above, below = np.maximum(pairs.ab, pairs.ba) + ROUNDING, np.minimum(pairs.ab, pairs.ba) + ROUNDING
    opposed = (above >= borders.high) & (below < borders.low)
    return np.asarray((opposed | (above - below >= HALF_THE_SCALE - ROUNDING)) & (flag > GapFlag.NONE))
