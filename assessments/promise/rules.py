"""What a look may see: each rule answers None (may be shown) or a `Withheld`.

What never holds is said before what may still come.
"""

from collections.abc import Hashable, Iterable, Set

from assessments.promise.audience import Audience, PairDetail, pair_detail
from assessments.promise.look import Look
from assessments.promise.reader import Reader
from assessments.promise.stage import Stage
from assessments.promise.withheld import Reason, Withheld

# The mean of k answers times k, less one's own, is the sum of the others': with 2 people it is the other's answer,
# with 5 the sum of four, which tells an answer only if all four lie at an end of the scale.
TEAM_FLOOR = 5
# An organisation may choose a floor, but never one that leaves a reader with a single other person.
LOWEST_FLOOR = 3


def may_see_pairs(look: Look, *, own_pair: bool, both_agreed: bool, both_views: bool) -> Withheld | None:
    """May this pair be seen, in the detail of `pair_detail`? (By a facilitator: pairs in general.)

    own_pair: the reader is one of the two. both_agreed: both have agreed to reveal it. both_views: each has rated
    the other. Agreement is asked for before views, so that nobody who asks learns whether the other has rated.
    A facilitator sees a one-sided pair, marked; a leader does not.
    Checked: all inputs one by one; never withheld under a wider audience what a narrower one shows.
    """
    is_leader = look.reader is Reader.LEADER
    if pair_detail(look.reader, look.audience) is PairDetail.NONE or (is_leader and not own_pair):
        return Withheld(Reason.NOT_IN_AUDIENCE)
    refused = _not_promised(look) or _not_yet(look)
    if refused or not is_leader:
        return refused
    if look.audience is Audience.REVEAL_TOGETHER and not both_agreed:
        return Withheld(Reason.NOT_BOTH_AGREED)
    return None if both_views else Withheld(Reason.ONE_VIEW)


def may_see_every_pair(look: Look) -> Withheld | None:
    """May the pairs of the round be seen by name, one-sided ones too? By nobody but a facilitator."""
    return may_see_pairs(look, own_pair=False, both_agreed=False, both_views=False)


def may_see_comment(look: Look) -> Withheld | None:
    """May be seen what somebody else wrote about a colleague? Where every pair may be seen."""
    return may_see_every_pair(look)


def person_effect(look: Look) -> Withheld | None:
    """May a number be seen that judges one person by name? Where every pair may be seen; whether it can be known is
    asked of `measurement.knowable`."""
    return may_see_every_pair(look)


def team_level(look: Look, *, answered: int, rated: int | None, floor: int) -> Withheld | None:
    """May a figure about the team (a mean, a spread) be seen?

    answered: people whose answers are in it. rated: people whom those answers are about, None where they are about
    the team itself. As many of them are needed: what five people say about one is a figure about that one, and of
    the team only in name. floor: the organisation's, at least LOWEST_FLOOR (ValueError).
    While the round is open the answer is the same however many have answered.
    """
    if floor < LOWEST_FLOOR:
        raise ValueError(f"A team-level floor is at least {LOWEST_FLOOR}, not {floor}.")
    if look.reader is Reader.ADMIN:
        return Withheld(Reason.NOT_IN_AUDIENCE)
    fewest = answered if rated is None else min(answered, rated)
    few = Withheld(Reason.TOO_FEW_ANSWERED, need=floor) if fewest < floor else None
    return _not_promised(look) or _not_yet(look) or few


def practices(look: Look, *, answered: int, floor: int) -> Withheld | None:
    """May the team's practices be seen? They are about the team itself, and team level in every audience."""
    return team_level(look, answered=answered, rated=None, floor=floor)


def may_stand_beside(people: Set[Hashable], *, shown: Iterable[Set[Hashable]], floor: int) -> Withheld | None:
    """May a figure about these people be shown where figures about those groups are shown already?

    k·mean of k less (k − 1)·mean of k − 1 is one person's answer. So whoever is in one group and not in the
    other must be nobody, or at least `floor` people; this is asked in both directions.
    people: the ids in the new figure. shown: the ids in each figure that the same reader can see.
    """
    for group in shown:
        if any(0 < len(rest) < floor for rest in (people - group, group - people)):
            return Withheld(Reason.DIFFERENCE_TOO_SMALL, need=floor)
    return None


def _not_promised(look: Look) -> Withheld | None:
    return None if look.promised else Withheld(Reason.CAME_LATER)


def _not_yet(look: Look) -> Withheld | None:
    if not look.stage.has_results:
        return Withheld(Reason.ROUND_OPEN)
    waits = look.reader is Reader.LEADER and look.stage is not Stage.RELEASED
    return Withheld(Reason.NOT_RELEASED) if waits else None
