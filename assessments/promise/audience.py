"""Audience: who may see what a round brings, promised before its first answer and never widened."""

from enum import IntEnum, StrEnum

from assessments.promise.reader import Reader


class Audience(StrEnum):
    TEAM_ONLY = "team_only"
    FACILITATOR_ONLY = "facilitator_only"
    REVEAL_TOGETHER = "reveal_together"
    OPEN_TO_PAIR = "open_to_pair"


# Narrow to wide: each audience shows whatever the one before it shows, and more.
WIDTH = (Audience.TEAM_ONLY, Audience.FACILITATOR_ONLY, Audience.REVEAL_TOGETHER, Audience.OPEN_TO_PAIR)


class PairDetail(IntEnum):
    """How much of a pair a reader may see at most: nothing, one of three bands per scale, or both views."""

    NONE = 0
    BAND = 1
    VIEWS = 2


class Band(StrEnum):
    """A pair's place on one scale, as coarse as it is revealed to leaders."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


# What is not here is PairDetail.NONE: admins see nothing in any audience.
DETAIL = {
    (Reader.FACILITATOR, Audience.FACILITATOR_ONLY): PairDetail.VIEWS,
    (Reader.FACILITATOR, Audience.REVEAL_TOGETHER): PairDetail.VIEWS,
    (Reader.FACILITATOR, Audience.OPEN_TO_PAIR): PairDetail.VIEWS,
    (Reader.LEADER, Audience.REVEAL_TOGETHER): PairDetail.BAND,
    (Reader.LEADER, Audience.OPEN_TO_PAIR): PairDetail.VIEWS,
}


def widens(old: Audience, new: Audience) -> bool:
    """Would anybody see more under `new` than `old` promised? Then the change is refused."""
    return WIDTH.index(new) > WIDTH.index(old)


def pair_detail(reader: Reader, audience: Audience) -> PairDetail:
    """How much of a pair (a leader: of their own pairs) does this audience ever show to this reader?"""
    return DETAIL.get((reader, audience), PairDetail.NONE)


def band(score: float, low: float, high: float) -> Band:
    """In which of three bands is a pair on one scale, for a leader who may see no number?

    score, low, high: the pair's score and where the zones of its instrument end, 0..100; what differs by no more
    than rounding is the same. Even a band, with one's own view, bounds the other's (own 50 and HIGH: the other said
    100), which is why both must agree first.
    """
    exact = round(score, 9)
    if exact < low:
        return Band.LOW
    return Band.MIDDLE if exact < high else Band.HIGH
