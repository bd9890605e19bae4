"""How the pairs of a team have moved from one round to the next, and how many would seem to by chance."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.measurement.pairs import (
    MOVEMENTS,
    WITHIN_95,
    Codes,
    Floats,
    Indices,
    Movement,
    Noise,
    movement,
    pair_index,
    se_of_change,
    seal,
)
from assessments.measurement.spectrum import ScalePairs, Spectrum

Flags = NDArray[np.bool_]

BY_CHANCE = 0.05  # so many of the pairs that did not move pass 1.96 standard errors all the same
# Of the pairs that are named as moved at most one in ten is wrong, on average: a name in a list stays with two
# people, and .05 would leave a team of twelve with hardly a name at all. A convention.
FALSE_DISCOVERIES = 0.10


@dataclass(frozen=True, eq=False)
class Moves:
    """Movement of each pair of the later round, read-only arrays (m,).

    earlier: the pair's place in the earlier spectrum, −1 where one of the two was not on that roster.
    trust, purpose: places in MOVEMENTS. trust_named, purpose_named: moved, and sure enough to be named in a
    list of all of the team's pairs (`named`).
    """

    earlier: Indices
    trust: Codes
    purpose: Codes
    trust_named: Flags
    purpose_named: Flags

    def __post_init__(self) -> None:
        seal(self)


def expected_by_chance(moved: Codes) -> float:
    """How many pairs would be listed as moved if none had? .05 of those that can be compared.

    moved: (m,) places in MOVEMENTS of one scale. To stand beside every list of pairs that have moved.
    """
    comparable = moved != MOVEMENTS.index(Movement.UNKNOWN)
    return BY_CHANCE * int(np.count_nonzero(comparable))


def named(change: Floats, se: float) -> Flags:
    """Which of many changes are sure enough to name the two people they belong to?

    change: (m,) differences of a team's pair scores on one scale, NaN where there is none. se: the standard
    error of each. Returns (m,): the Benjamini–Hochberg step-up rule at FALSE_DISCOVERIES, and beyond
    1.96·se.
    Missing: NaN is never named and does not count as one of the comparisons.
    Reference: Benjamini & Hochberg (1995), J. Royal Statistical Society B 57.
    Checked: scipy.stats.false_discovery_control.
    """
    known = np.flatnonzero(~np.isnan(change))
    size = np.abs(change[known])
    z = size / se if se > 0 else np.where(size > 0, np.inf, 0.0)
    found = np.zeros(change.shape, dtype=bool)
    found[known] = discoveries(np.array([math.erfc(one / math.sqrt(2)) for one in z.tolist()]))
    return found & (np.abs(change) > WITHIN_95 * se)


def discoveries(p: Floats) -> Flags:
    """Which of many tests may be named together? The Benjamini–Hochberg step-up rule at FALSE_DISCOVERIES.

    p: (m,) of the tests, no NaN. Reference and check: as in `named`.
    """
    order = np.argsort(p, kind="stable")
    passes = p[order] <= FALSE_DISCOVERIES * np.arange(1, len(p) + 1) / max(1, len(p))
    found = np.zeros(len(p), dtype=bool)
    found[order[: int(np.flatnonzero(passes).max()) + 1 if passes.any() else 0]] = True
    return found


def rounds_moved(
    before: Spectrum, after: Spectrum, same_version: bool, was: ArrayLike | None = None
) -> Moves:
    """Which pairs have moved between two rounds by more than the noise of both?

    before, after: the two rounds. same_version: both used the same instrument version.
    was: (after.n,) where each person of the later roster stood on the earlier one, −1 for a joiner; None
    where both rosters are the same people in the same order.
    Missing: UNKNOWN for joiners, for pairs with a missing view in either round, and for different versions.
    Errors: ValueError where `was` does not lead from one roster to the other, or two people to one place.
    Checked: `movement` pair by pair under any reordering of people, by hypothesis.
    """
    places = _earlier_places(before.n, after.n, was)
    first, second = places[after.a], places[after.b]
    known = np.minimum(first, second) >= 0
    index = pair_index(before.n, np.minimum(first, second), np.maximum(first, second))
    earlier = np.where(known, index, -1)

    trust = _scale(before.trust, after.trust, earlier, before.noise_trust, after.noise_trust, same_version)
    purpose = _scale(
        before.purpose, after.purpose, earlier, before.noise_purpose, after.noise_purpose, same_version
    )
    return Moves(earlier, trust[0], purpose[0], trust[1], purpose[1])


def _scale(
    old: ScalePairs, new: ScalePairs, earlier: Indices, noise_old: Noise, noise_new: Noise, same_version: bool
) -> tuple[Codes, Flags]:
    """The movement of every pair on one scale, and which of them may be named."""
    was = _at(old.score, earlier)
    codes = movement(was, new.score, noise_old, noise_new, same_version)
    change = np.where(codes == MOVEMENTS.index(Movement.UNKNOWN), np.nan, new.score - was)
    return codes, named(change, se_of_change(noise_old, noise_new))


def _earlier_places(n_before: int, n_after: int, was: ArrayLike | None) -> Indices:
    if was is None and n_before != n_after:
        raise ValueError(f"Rosters of {n_before} and {n_after} people need `was` to say who is who.")
    places = np.arange(n_after) if was is None else np.asarray(was, dtype=np.intp)
    stayed = places[places >= 0]
    if places.shape != (n_after,) or (places < -1).any() or (stayed >= n_before).any():
        raise ValueError(f"`was` needs {n_after} places, each −1..{n_before - 1}.")
    if np.unique(stayed).size != stayed.size:
        raise ValueError("`was` leads two people to one place.")
    return places


def _at(scores: Floats, places: Indices) -> Floats:
    """Scores at these places; NaN at −1."""
    return np.append(scores, np.nan)[places]
