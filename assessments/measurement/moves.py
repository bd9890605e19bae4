"""How the pairs of a team have moved from one round to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assessments.measurement.pairs import Codes, Floats, Indices, Noise, movement, pair_index, seal
from assessments.measurement.spectrum import ScalePairs, Spectrum


@dataclass(frozen=True, eq=False)
class Moves:
    """Movement of each pair of the later round, read-only arrays (m,).

    earlier: the pair's place in the earlier spectrum, −1 where one of the two was not on that roster.
    trust, purpose: places in MOVEMENTS.
    """

    earlier: Indices
    trust: Codes
    purpose: Codes

    def __post_init__(self) -> None:
        seal(self)


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

    def moved(old: ScalePairs, new: ScalePairs, noise_old: Noise, noise_new: Noise) -> Codes:
        return movement(_at(old.score, earlier), new.score, noise_old, noise_new, same_version)

    return Moves(
        earlier,
        trust=moved(before.trust, after.trust, before.noise_trust, after.noise_trust),
        purpose=moved(before.purpose, after.purpose, before.noise_purpose, after.noise_purpose),
    )


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
