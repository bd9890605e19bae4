"""What can be known from so few people: every threshold of honesty is here.

A rule answers None (can be known), or how exactly, or an `Unknown`, which holds no number taken from ratings.
Who may see what can be known is another question: `assessments.promise`.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

# Among 4 or 5 people the standard error of a perceiver or target share is as large as the share.
ROUGH_FROM = 6
# From 8 people the F-test finds a perceiver share of .30 in 83 of 100 simulated teams; below, mostly not.
FULL_FROM = 8
# Ratings that may be missing. With more, a person's row or column is too short to stand for them; in a small
# team each missing rating is a larger part of a row, so about one in eight there, one in five from 10 people.
HOLES = {4: 1, 5: 2, 6: 4, 7: 6, 8: 8, 9: 10}
ONE_HOLE_IN = 5
# Below .60, more than two fifths of what people's effects differ by is noise: too much to say about somebody.
RELIABILITY_FLOOR = 0.60


class Cause(StrEnum):
    """Why something cannot be known; what `Unknown.need` says is in brackets."""

    TEAM_TOO_SMALL = "team_too_small"  # cannot be known from so few [people in the team]
    TOO_MANY_HOLES = "too_many_holes"  # too many ratings are missing [ratings that may be missing]
    NO_VARIANCE = "no_variance"  # people do not differ in this, or less than noise would make them
    LOW_RELIABILITY = "low_reliability"  # people differ, but which of them cannot be told well enough
    DIFFERENT_VERSION = "different_version"  # the two rounds asked different questions


@dataclass(frozen=True)
class Unknown:
    """In place of a number that cannot be known. `need` is a limit from this file, nothing from ratings."""

    reason: Cause
    need: int | None = None


class Detail(IntEnum):
    """How exactly the parts of variance are known: not at all, as rough shares, or in full with tests."""

    NONE = 0
    ROUGH = 1
    FULL = 2


def may_compare(before: tuple[str, int], after: tuple[str, int]) -> Unknown | None:
    """May two rounds be compared? before, after: key and version of their instruments; only if equal."""
    return None if before == after else Unknown(Cause.DIFFERENT_VERSION)


def holes_allowed(n: int) -> int:
    """How many of the n(n − 1) ratings may be missing before only pair scores are known? 0 below 4 people."""
    if n >= 10:
        return n * (n - 1) // ONE_HOLE_IN
    return HOLES.get(n, 0)


def shares_detail(n: int) -> Detail:
    """How exactly is known of a team of n what its ratings are about? None below 6, rough below 8."""
    if n < ROUGH_FROM:
        return Detail.NONE
    return Detail.ROUGH if n < FULL_FROM else Detail.FULL


def variance_shares(n: int, holes: int) -> Detail | Unknown:
    """Are the shares of variance (who rates, who is rated, the two) known, and how exactly?

    n: people on the roster. holes: ratings missing of n(n − 1).
    Checked: every n to 40 and every number of holes gets one answer; more holes never show more.
    """
    return _too_thin(n, holes, ROUGH_FROM) or shares_detail(n)


def tests(n: int, holes: int) -> Unknown | None:
    """Are tests and reliabilities of the shares known? From 8 people, with the holes that n allows."""
    return _too_thin(n, holes, FULL_FROM)


def person_effect(n: int, holes: int, reliability: float, variance: float) -> Unknown | None:
    """Is one person's effect (how generously they rate, how they are rated) known?

    reliability, variance: of that kind of effect in this team. From the size at which reliabilities are known.
    Missing: a reliability or variance that is not a number leaves it unknown.
    """
    if thin := _too_thin(n, holes, FULL_FROM):
        return thin
    if not variance > 0:
        return Unknown(Cause.NO_VARIANCE)
    return None if reliability >= RELIABILITY_FLOOR else Unknown(Cause.LOW_RELIABILITY)


def _too_thin(n: int, holes: int, people: int) -> Unknown | None:
    if n < people:
        return Unknown(Cause.TEAM_TOO_SMALL, need=people)
    allowed = holes_allowed(n)
    return Unknown(Cause.TOO_MANY_HOLES, need=allowed) if holes > allowed else None
