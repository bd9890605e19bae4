"""All pairs of a team on one scale, and one of them as plain numbers."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.measurement.gap_sources import GapSources, gap_sources
from assessments.measurement.pairs import (
    Codes,
    Floats,
    GapFlag,
    Noise,
    Pairs,
    gap_flags,
    interval,
    seal,
    stretch,
)
from assessments.measurement.shrunken_effects import shrunken_effects

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ScalePairs:
    """All pairs on one scale, arrays (m,).

    ab, ba: the views. score: their mean, with its interval low..high from day to day. gap: ab − ba, and its
    GapFlag within this sitting. sources: where the gap comes from. own_flag: GapFlag of what of it is about
    these two, and neither one's way to rate everyone nor how all see them; never more than `flag`, since a
    gap that cannot be told is not told. possible_gap: how large it may be
    from day to day, abs(gap) + 2.77·SEM_total.
    """

    ab: Floats
    ba: Floats
    score: Floats
    low: Floats
    high: Floats
    gap: Floats
    flag: Codes
    sources: GapSources
    own_flag: Codes
    possible_gap: Floats

    def __post_init__(self) -> None:
        seal(self)


@dataclass(frozen=True)
class PairScale:
    """One pair on one scale, as plain numbers; None where a view is missing."""

    ab: float | None
    ba: float | None
    score: float | None
    low: float | None
    high: float | None
    gap: float | None
    flag: GapFlag
    generosity: float | None
    standing: float | None
    own: float | None
    own_flag: GapFlag
    possible_gap: float | None


def on_scale(pairs: Pairs, x: Floats, noise: Noise, answered: Floats | None = None) -> ScalePairs:
    """Everything about the pairs of one team on one scale.

    x: the (n, n) scores that the pairs were made of. answered: (n, n) the share of items behind each, None
    where all were answered.
    """
    wider = 1.0 if answered is None else stretch(answered)
    low, high = interval(pairs.score, noise, wider)
    sources = gap_sources(pairs.gap, *shrunken_effects(x))
    flag = gap_flags(pairs.gap, noise, wider)
    return ScalePairs(
        ab=pairs.ab,
        ba=pairs.ba,
        score=pairs.score,
        low=low,
        high=high,
        gap=pairs.gap,
        flag=flag,
        sources=sources,
        own_flag=np.minimum(flag, gap_flags(sources.pair, noise, wider)),
        possible_gap=np.abs(pairs.gap) + noise.gap_limit_total,
    )


def pair_scale(scale: ScalePairs, i: int) -> PairScale:
    """The i-th pair."""
    return PairScale(
        ab=number(scale.ab[i]),
        ba=number(scale.ba[i]),
        score=number(scale.score[i]),
        low=number(scale.low[i]),
        high=number(scale.high[i]),
        gap=number(scale.gap[i]),
        flag=GapFlag(int(scale.flag[i])),
        generosity=number(scale.sources.generosity[i]),
        standing=number(scale.sources.standing[i]),
        own=number(scale.sources.pair[i]),
        own_flag=GapFlag(int(scale.own_flag[i])),
        possible_gap=number(scale.possible_gap[i]),
    )


def seen_differently(trust: ScalePairs, purpose: ScalePairs) -> Flags:
    """(m,) for pairs of one team, on one of the scales; the one rule for every "differently"."""
    return np.asarray(np.maximum(trust.own_flag, purpose.own_flag) == GapFlag.HEADLINE)


def number(value: float) -> float | None:
    """A plain number, None in place of NaN."""
    return None if math.isnan(value) else float(value)
