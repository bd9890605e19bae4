"""What may be shown, to whom, and at which size: every such rule and threshold of the product is here.

A rule answers None (may be shown), or how exactly, or a Withheld, which holds no number taken from ratings.
Two kinds of reason meet here: privacy (somebody's answer could be worked out) and honesty (the number cannot
be known from so few).
"""

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from assessments.measurement.instrument import Borders
from assessments.measurement.zones import ROUNDING

# Privacy. The mean of k answers times k, less one's own, is the sum of the others': with 2 people it is the
# other's answer, with 5 the sum of four, which tells an answer only if all four lie at an end of the scale.
TEAM_FLOOR = 5
# An organisation may choose a floor, but never one that leaves a reader with a single other person.
LOWEST_FLOOR = 3

# Honesty. Among 4 or 5 people the standard error of a perceiver or target share is as large as the share.
ROUGH_FROM = 6
# From 8 people the F-test finds a perceiver share of .30 in 83 of 100 simulated teams; below, mostly not.
FULL_FROM = 8
# Ratings that may be missing. With more, a person's row or column is too short to stand for them; in a small
# team each missing rating is a larger part of a row, so about one in eight there, one in five from 10 people.
HOLES = {4: 1, 5: 2, 6: 4, 7: 6, 8: 8, 9: 10}
ONE_HOLE_IN = 5
# Below .60, more than two fifths of what people's effects differ by is noise: too much to say about somebody.
RELIABILITY_FLOOR = 0.60


class Audience(StrEnum):
    """Who may see what a round brings; promised before its first answer, and never widened."""

    TEAM_ONLY = "team_only"
    FACILITATOR_ONLY = "facilitator_only"
    REVEAL_TOGETHER = "reveal_together"
    OPEN_TO_PAIR = "open_to_pair"


# Narrow to wide: each audience shows whatever the one before it shows, and more.
WIDTH = (Audience.TEAM_ONLY, Audience.FACILITATOR_ONLY, Audience.REVEAL_TOGETHER, Audience.OPEN_TO_PAIR)


class Reader(StrEnum):
    """Who is looking."""

    LEADER = "leader"
    FACILITATOR = "facilitator"
    ADMIN = "admin"


class Reason(StrEnum):
    """Why something is withheld; what `Withheld.need` says is in brackets."""

    NOT_IN_AUDIENCE = "not_in_audience"  # this reader never sees it in this round
    CAME_LATER = "came_later"  # made facilitator after the leaders were promised who would see this
    ROUND_OPEN = "round_open"  # results come from a closed round only
    NOT_BOTH_AGREED = "not_both_agreed"  # a pair is revealed once both have agreed; a refusal looks the same
    ONE_VIEW = "one_view"  # a pair is drawn for a leader only when both have rated
    TOO_FEW_ANSWERED = "too_few_answered"  # [people who must have answered, and been rated]
    DIFFERENCE_TOO_SMALL = "difference_too_small"  # two figures would differ by a few people only [people]
    TEAM_TOO_SMALL = "team_too_small"  # cannot be known from so few [people in the team]
    TOO_MANY_HOLES = "too_many_holes"  # too many ratings are missing [ratings that may be missing]
    NO_VARIANCE = "no_variance"  # people do not differ in this, or less than noise would make them
    LOW_RELIABILITY = "low_reliability"  # people differ, but which of them cannot be told well enough
    DIFFERENT_VERSION = "different_version"  # the two rounds asked different questions


@dataclass(frozen=True)
class Withheld:
    """In place of a result that may not be shown. `need` is a limit from this file, nothing from ratings."""

    reason: Reason
    need: int | None = None


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


class Detail(IntEnum):
    """How exactly the parts of variance may be shown: not at all, as rough shares, or in full with tests."""

    NONE = 0
    ROUGH = 1
    FULL = 2


def widens(old: Audience, new: Audience) -> bool:
    """Would anybody see more under `new` than `old` promised? Then the change is refused."""
    return WIDTH.index(new) > WIDTH.index(old)


def pair_detail(reader: Reader, audience: Audience) -> PairDetail:
    """How much of a pair (a leader: of their own pairs) does this audience ever show to this reader?

    Never narrower for a wider audience. Admins see nothing in any.
    """
    if reader is Reader.FACILITATOR:
        return PairDetail.NONE if audience is Audience.TEAM_ONLY else PairDetail.VIEWS
    if reader is Reader.LEADER:
        own_pairs = {Audience.REVEAL_TOGETHER: PairDetail.BAND, Audience.OPEN_TO_PAIR: PairDetail.VIEWS}
        return own_pairs.get(audience, PairDetail.NONE)
    return PairDetail.NONE


def may_see_pairs(
    reader: Reader,
    audience: Audience,
    closed: bool,
    own_pair: bool = False,
    both_agreed: bool = False,
    both_views: bool = True,
    promised: bool = True,
) -> Withheld | None:
    """May this reader see this pair, in the detail of `pair_detail`? (A facilitator: pairs in general.)

    closed: the round takes no more answers. own_pair: the reader is one of the two. both_agreed: both have
    agreed to reveal it. both_views: each has rated the other. promised: this facilitator was one when the
    first leader was promised who would see it; a promise is not widened by a new role.
    What never holds is said before what may still come, and agreement before views, so that nobody who asks
    learns whether the other has rated. A facilitator sees a one-sided pair, marked; a leader does not.
    Checked: all inputs one by one; never withheld under a wider audience what a narrower one shows.
    """
    if pair_detail(reader, audience) is PairDetail.NONE:
        return Withheld(Reason.NOT_IN_AUDIENCE)
    if reader is Reader.LEADER and not own_pair:
        return Withheld(Reason.NOT_IN_AUDIENCE)
    if reader is Reader.FACILITATOR and not promised:
        return Withheld(Reason.CAME_LATER)
    if not closed:
        return Withheld(Reason.ROUND_OPEN)
    if reader is Reader.FACILITATOR:
        return None
    if audience is Audience.REVEAL_TOGETHER and not both_agreed:
        return Withheld(Reason.NOT_BOTH_AGREED)
    return None if both_views else Withheld(Reason.ONE_VIEW)


def may_see_comment(reader: Reader, audience: Audience, *, closed: bool, promised: bool) -> Withheld | None:
    """May this reader see what somebody else wrote about a colleague? Only a facilitator who sees pairs.

    closed, promised: as in `may_see_pairs`; neither has a default, so that who forgets to ask is refused.
    """
    if reader is not Reader.FACILITATOR:
        return Withheld(Reason.NOT_IN_AUDIENCE)
    return may_see_pairs(reader, audience, closed, promised=promised)


def band(score: float, borders: Borders) -> Band:
    """In which of three bands is a pair on one scale, for a leader who may see no number?

    score: the pair's score, 0..100. The bands end where the zones do. Even a band, with one's own view,
    bounds the other's (own 50 and HIGH: the other said 100), which is why both must agree first.
    """
    if score < borders.low - ROUNDING:
        return Band.LOW
    return Band.MIDDLE if score < borders.high - ROUNDING else Band.HIGH


def team_level(
    answered: int,
    closed: bool,
    floor: int = TEAM_FLOOR,
    promised: bool = True,
    rated: int | None = None,
) -> Withheld | None:
    """May a figure about the team (a mean, a spread, a practice) be shown?

    answered: people whose answers are in it. floor: the organisation's, at least LOWEST_FLOOR (ValueError).
    promised: as in `may_see_pairs`. While the round is open the answer is the same however many have answered.
    rated: people whom those answers are about, None where they are about the team itself. As many of them are
    needed: what five people say about one is a figure about that one, and of the team only in name.
    """
    if floor < LOWEST_FLOOR:
        raise ValueError(f"A team-level floor is at least {LOWEST_FLOOR}, not {floor}.")
    if not promised:
        return Withheld(Reason.CAME_LATER)
    if not closed:
        return Withheld(Reason.ROUND_OPEN)
    fewest = answered if rated is None else min(answered, rated)
    return Withheld(Reason.TOO_FEW_ANSWERED, need=floor) if fewest < floor else None


def may_stand_beside(
    people: Set[Hashable], shown: Iterable[Set[Hashable]], floor: int = TEAM_FLOOR
) -> Withheld | None:
    """May a figure about these people be shown where figures about those groups are shown already?

    k·mean of k less (k − 1)·mean of k − 1 is one person's answer. So whoever is in one group and not in the
    other must be nobody, or at least `floor` people; this is asked in both directions.
    people: the ids in the new figure. shown: the ids in each figure that the same reader can see.
    """
    for group in shown:
        if any(0 < len(rest) < floor for rest in (people - group, group - people)):
            return Withheld(Reason.DIFFERENCE_TOO_SMALL, need=floor)
    return None


def may_compare(before: tuple[str, int], after: tuple[str, int]) -> Withheld | None:
    """May two rounds be compared? before, after: key and version of their instruments; only if equal."""
    return None if before == after else Withheld(Reason.DIFFERENT_VERSION)


def holes_allowed(n: int) -> int:
    """How many of the n(n − 1) ratings may be missing before only pair scores are shown? 0 below 4 people."""
    if n >= 10:
        return n * (n - 1) // ONE_HOLE_IN
    return HOLES.get(n, 0)


def shares_detail(n: int) -> Detail:
    """How exactly may a team of n see what its ratings are about? None below 6, rough below 8."""
    if n < ROUGH_FROM:
        return Detail.NONE
    return Detail.ROUGH if n < FULL_FROM else Detail.FULL


def variance_shares(n: int, holes: int) -> Detail | Withheld:
    """May the shares of variance (who rates, who is rated, the two) be shown, and how exactly?

    n: people on the roster. holes: ratings missing of n(n − 1).
    Checked: every n to 40 and every number of holes gets one answer; more holes never show more.
    """
    return _too_thin(n, holes, ROUGH_FROM) or shares_detail(n)


def tests(n: int, holes: int) -> Withheld | None:
    """May tests and reliabilities of the shares be shown? From 8 people, with the holes that n allows."""
    return _too_thin(n, holes, FULL_FROM)


def person_effect(
    reader: Reader,
    n: int,
    holes: int,
    reliability: float,
    variance: float,
    audience: Audience = Audience.FACILITATOR_ONLY,
) -> Withheld | None:
    """May one person's effect (how generously they rate, how they are rated) be shown by name?

    reliability, variance: of that kind of effect in this team. audience: the round's; team-only has no name.
    To facilitators only, as such a number judges a person; from the size at which reliabilities are shown.
    Missing: a reliability or variance that is not a number withholds.
    """
    if reader is not Reader.FACILITATOR or audience is Audience.TEAM_ONLY:
        return Withheld(Reason.NOT_IN_AUDIENCE)
    if thin := _too_thin(n, holes, FULL_FROM):
        return thin
    if not variance > 0:
        return Withheld(Reason.NO_VARIANCE)
    return None if reliability >= RELIABILITY_FLOOR else Withheld(Reason.LOW_RELIABILITY)


def _too_thin(n: int, holes: int, people: int) -> Withheld | None:
    if n < people:
        return Withheld(Reason.TEAM_TOO_SMALL, need=people)
    allowed = holes_allowed(n)
    return Withheld(Reason.TOO_MANY_HOLES, need=allowed) if holes > allowed else None
