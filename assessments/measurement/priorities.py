"""Which conversations to have first: one order for lists, tables and labels; never a ranking of people."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import Codes, Floats, Indices, seal
from assessments.measurement.scale_pairs import ScalePairs, seen_differently
from assessments.measurement.zones import ROUNDING

Flags = NDArray[np.bool_]

# "Often" of the five answers: from here the work itself brings the two together, and a low pair costs it
# something; a low pair that hardly needs each other is no task. The mean of the two answers counts, so one
# "often" and one "regularly" do not make a priority. Low is a position below the border of collaboration.
CLOSE_NEED = 4.0
# "Now and then": two who are divided are worth a talk unless they hardly meet.
SOME_NEED = 2.0


class Concern(StrEnum):
    """Why a conversation is worth having early; the earlier ones first."""

    DIVIDED = "divided"  # the two describe two different relationships, which comes before any other talk
    LOW = "low"  # they need to work closely, and sit low
    DIFFERENT = "different"  # they need to work closely, and see it differently, beyond the noise
    FRAGILE = "fragile"  # they need to work closely, and purpose is ahead of trust, beyond the noise


CONCERNS = tuple(Concern)


@dataclass(frozen=True, eq=False)
class Priorities:
    """concern: (m,) places in CONCERNS, −1 for none. order: (m,) all pairs, the first conversation first."""

    concern: Codes
    order: Indices

    def __post_init__(self) -> None:
        seal(self)


def priorities(
    trust: ScalePairs,
    purpose: ScalePairs,
    need: Floats,
    divided: Flags,
    purpose_ahead: Flags,
    borders: Borders,
) -> Priorities:
    """Who to talk to first, why, and who next? Conventions of docs/method.md.

    trust, purpose: the pairs of one team. need: (m,) 1..5. divided, purpose_ahead: (m,), each of them beyond
    the noise already.
    By concern, then by need, then by how far: the wider gap of the two for the divided and the different, the
    lower position for the others. Pairs without a concern follow, the closer need first. Pairs that are
    alike in all of it keep the roster's order.
    Missing: no need is no close one, but does not take the divided from the list; pairs without both views
    have no concern and come last.
    Checked: by hand, each limit from both sides, and any reordering of people by hypothesis.
    """
    position = (trust.score + purpose.score) / 2
    close = need >= CLOSE_NEED
    found = [
        divided & ~(need < SOME_NEED),
        close & (position < borders.low - ROUNDING),
        close & seen_differently(trust, purpose),
        close & purpose_ahead & (trust.score < borders.high - ROUNDING),
    ]
    both_views = ~np.isnan(position)  # on both scales: a gap on one alone is no place on the spectrum
    concern = np.select([flags & both_views for flags in found], range(len(CONCERNS)), -1).astype(np.int8)
    rank = np.where(concern < 0, len(CONCERNS), concern) + np.isnan(position)
    gap = np.fmax(np.abs(trust.sources.pair), np.abs(purpose.sources.pair))
    by_gap = (concern == CONCERNS.index(Concern.DIVIDED)) | (concern == CONCERNS.index(Concern.DIFFERENT))
    far = np.nan_to_num(np.where(by_gap, gap, 100 - position))
    return Priorities(concern, np.lexsort((-far, -np.nan_to_num(need), rank)))
