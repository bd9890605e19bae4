"""Which pairs have moved between two rounds: the ones that may be named, and how many would seem to by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..measurement.moves import Flags, Moves, expected_by_chance, rounds_moved
from ..measurement.pairs import MOVEMENTS, Codes, Movement
from ..measurement.spectrum import ScalePairs
from . import movement_words as say
from . import words
from .people import Person
from .spectrum import TeamSpectrum

MOVED = [MOVEMENTS.index(kind) for kind in (Movement.UP, Movement.DOWN)]


@dataclass(frozen=True)
class MovedPair:
    """One pair on one scale, in points of 100, with the two people as they are on the later roster."""

    a: Person
    b: Person
    movement: Movement
    was: int
    now: int

    @property
    def change(self) -> str:
        return say.signed(self.now - self.was)


@dataclass(frozen=True)
class Arrow:
    """Where a pair stood and stands, (shared purpose, trust) each, 0..100.

    moved: on either scale by more than the noise of one pair; named: sure enough to be named among so many.
    """

    key: str
    start: tuple[float, float]
    end: tuple[float, float]
    moved: bool
    named: bool


@dataclass(frozen=True)
class MovedOnScale:
    """The pairs named, the largest change first; `beside`: how many would seem to have moved by chance alone."""

    key: str
    name: str
    beside: str
    pairs: tuple[MovedPair, ...]


@dataclass(frozen=True)
class MovedPairs:
    scales: tuple[MovedOnScale, ...]
    arrows: tuple[Arrow, ...]


def moved_pairs(before: TeamSpectrum, after: TeamSpectrum, was: list[int]) -> MovedPairs:
    """was: where each of the later roster stood on the earlier one, −1 for who has joined. Of the same version."""
    moves = rounds_moved(before.spectrum, after.spectrum, same_version=True, was=was)
    scales = (
        ("trust", moves.trust, moves.trust_named, before.spectrum.trust, after.spectrum.trust),
        ("purpose", moves.purpose, moves.purpose_named, before.spectrum.purpose, after.spectrum.purpose),
    )
    return MovedPairs(
        tuple(_on_scale(after, moves, *one) for one in scales), tuple(_arrows(before, after, moves))
    )


def _on_scale(
    after: TeamSpectrum, moves: Moves, key: str, codes: Codes, named: Flags, old: ScalePairs, new: ScalePairs
) -> MovedOnScale:
    name = words.scale(key)
    compared = int((codes != MOVEMENTS.index(Movement.UNKNOWN)).sum())
    moved = int(np.isin(codes, MOVED).sum())
    pairs = _named(after, moves, codes, named, old, new)
    return MovedOnScale(
        key=key,
        name=name,
        beside=say.listed(compared, expected_by_chance(codes), moved, int(named.sum())),
        pairs=tuple(sorted(pairs, key=lambda pair: -abs(pair.now - pair.was))),
    )


def _named(
    after: TeamSpectrum, moves: Moves, codes: Codes, named: Flags, old: ScalePairs, new: ScalePairs
) -> Iterator[MovedPair]:
    for at in np.flatnonzero(named).tolist():
        yield MovedPair(
            a=after.people[after.spectrum.a[at]],
            b=after.people[after.spectrum.b[at]],
            movement=MOVEMENTS[codes[at]],
            was=round(float(old.score[moves.earlier[at]])),
            now=round(float(new.score[at])),
        )


def _arrows(before: TeamSpectrum, after: TeamSpectrum, moves: Moves) -> Iterator[Arrow]:
    """Of every pair with both scores in both rounds."""
    moved = np.isin(moves.trust, MOVED) | np.isin(moves.purpose, MOVED)
    named = moves.trust_named | moves.purpose_named
    old, new = before.spectrum, after.spectrum
    for at in np.flatnonzero(moves.earlier >= 0).tolist():
        then = moves.earlier[at]
        start = (float(old.purpose.score[then]), float(old.trust.score[then]))
        end = (float(new.purpose.score[at]), float(new.trust.score[at]))
        if not np.isnan([*start, *end]).any():
            key = after.key(int(new.a[at]), int(new.b[at]))
            yield Arrow(key, start, end, moved=bool(moved[at]), named=bool(named[at]))
