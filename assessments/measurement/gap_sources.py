"""Where the gap of a pair comes from: how generous each rates, how each is seen by all, and what is theirs alone."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.pairs import Floats, pair_places, seal


@dataclass(frozen=True, eq=False)
class GapSources:
    """The parts of each pair's gap d = x_ab − x_ba on one scale, (m,); they sum to the gap.

    generosity: what a rates everyone higher than b does. standing: what b is rated higher by everyone than a.
    pair: what remains, and is about these two. NaN where the gap is not known.
    """

    generosity: Floats
    standing: Floats
    pair: Floats

    def __post_init__(self) -> None:
        seal(self)


def gap_sources(gap: Floats, perceiver: Floats, target: Floats) -> GapSources:
    """Is it these two who see each other differently, or does one of them see everybody so?

    gap: (m,) as in `Pairs`, in the order of `pair_places`. perceiver, target: (n,) the persons' shrunken
    effects in the unit of the gap. d = (p_a − p_b) + (t_b − t_a) + rest: what an uncertain effect does not
    explain stays with the pair, and the three sum to the gap.
    Missing: an effect that is NaN (somebody who rated nobody, whom nobody rated) explains nothing.
    Errors: ValueError where effects and gaps are not of one team.
    Reference: Kenny (1994), chapter 9 on shrunken effects; docs/method.md.
    Checked: sums to the gap to 1e-12 by hypothesis; a gap made of generosity alone leaves nothing to the pair.
    """
    if perceiver.shape != target.shape or perceiver.ndim != 1:
        raise ValueError("Perceiver and target effects are of the same people.")
    a, b = pair_places(len(perceiver))
    if gap.shape != a.shape:
        raise ValueError(f"{len(perceiver)} people have {len(a)} pairs, not {gap.shape}.")
    given, received = np.nan_to_num(perceiver), np.nan_to_num(target)
    unknown = np.where(np.isnan(gap), np.nan, 0.0)
    generosity = given[a] - given[b] + unknown
    standing = received[b] - received[a] + unknown
    return GapSources(generosity, standing, gap - generosity - standing)
