"""Small teams made for one test each."""

import numpy as np

from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import Noise
from assessments.measurement.spectrum import Zone, spectrum

NOISE = Noise(sem=100 * 0.41 / 6, ratings=12, is_default=True)
BORDERS = Borders()


def team(trust, purpose, need=None, noise=NOISE, borders=BORDERS):
    return spectrum(trust, purpose, need, noise, noise, borders)


def two(trust_ab, trust_ba, purpose_ab, purpose_ba, **more):
    """A spectrum of a single pair."""
    nothing = np.nan
    return team(
        np.array([[nothing, trust_ab], [trust_ba, nothing]]),
        np.array([[nothing, purpose_ab], [purpose_ba, nothing]]),
        **more,
    )


def rectangles(trust_ab, trust_ba, purpose_ab, purpose_ba, borders=BORDERS):
    """The zones whose own definition holds, each written out as the method has it; none is developing."""
    t, p = (trust_ab + trust_ba) / 2, (purpose_ab + purpose_ba) / 2
    lowest = min(trust_ab, trust_ba, purpose_ab, purpose_ba)
    edge = 1e-9
    high, low, each = borders.high - edge, borders.low - edge, borders.each_view - edge
    holds = {
        Zone.PARTNERSHIP: t >= high and p >= high and lowest >= each,
        Zone.COLLABORATION: t < low and p < low,
        Zone.TRUST_LED: t >= high and p < low,
        Zone.PURPOSE_LED: p >= high and t < low,
    }
    return [zone for zone, is_in in holds.items() if is_in]
