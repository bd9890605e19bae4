"""What has moved since the round before: the team first, then those pairs that can be named.

Both rounds are asked what they promised: whoever was not promised the earlier one compares nothing with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..measurement.knowable import Unknown, may_compare
from ..measurement.pairs import Movement
from ..measurement.round_robin import NotDefined, TeamChange, team_change
from ..models import Participant, Round, User
from ..promise import rules
from ..promise.rules import TEAM_FLOOR
from ..promise.withheld import Withheld
from . import _ratings, words
from . import movement_words as say
from . import spectrum as spectrum_read
from .looks import facilitators_look
from .moved_pairs import MovedPairs, moved_pairs
from .people import Person

Floats = NDArray[np.float64]

ROUGHLY = 5  # points to which figures are rounded that stand beside others of nearly the same people


@dataclass(frozen=True)
class ScaleChange:
    """How far the team has moved on one scale, with its 95 % interval in points; or only `says`, why it is not told."""

    key: str
    name: str
    says: str
    movement: Movement = Movement.UNKNOWN
    change: int = 0
    low: int = 0
    high: int = 0

    @property
    def is_known(self) -> bool:
        return self.movement is not Movement.UNKNOWN


@dataclass(frozen=True)
class Roster:
    """Who is on both rosters, by their places on each; who has joined since, and who has left."""

    places_before: tuple[int, ...]
    places_now: tuple[int, ...]
    joined: tuple[Person, ...]
    left: tuple[Person, ...]


@dataclass(frozen=True)
class TeamMovement:
    """`rough`: why figures are rounded to ROUGHLY points, or nothing. `pairs` are withheld apart from the team."""

    earlier: str
    who: tuple[str, ...]
    scales: tuple[ScaleChange, ...]
    rough: str
    pairs: MovedPairs | Withheld


@dataclass(frozen=True)
class MovementPage:
    """The movement, or `why` there is none to be seen."""

    found: TeamMovement | None
    why: str = ""
    pairs: MovedPairs | None = None
    pairs_why: str = ""


def for_round(round: Round, reader: User) -> TeamMovement | Withheld | Unknown | None:
    """As its facilitator may see it; None for the cohort's first round with results."""
    refused = _refused(round)
    if refused:
        return refused
    earlier = _before(round, reader)
    if earlier is None:
        return None
    return _refused(earlier) or may_compare(_version(earlier), _version(round)) or _moved(earlier, round)


def page(found: TeamMovement | Withheld | Unknown | None) -> MovementPage:
    if found is None:
        return MovementPage(None, why=say.first_round())
    if isinstance(found, Withheld | Unknown):
        return MovementPage(None, why=words.why(found))
    if isinstance(found.pairs, Withheld):
        return MovementPage(found, pairs_why=words.why(found.pairs))
    return MovementPage(found, pairs=found.pairs)


def _before(round: Round, reader: User) -> Round | None:
    """The last round of the cohort with results before this one; whether it was promised is asked of it."""
    of_cohort = Round.objects.filter(
        organisation=round.organisation_id,
        cohort=round.cohort_id,
        status__in=[Round.Status.CLOSED, Round.Status.RELEASED],
        closed_at__lt=round.closed_at,
    )
    return of_cohort.with_promise_to(reader).read_whole().order_by("-closed_at", "-pk").first()


def _refused(round: Round) -> Withheld | None:
    """What is withheld however many have answered; how many there are is asked of each figure."""
    return rules.team_level(facilitators_look(round), answered=TEAM_FLOOR, rated=None, floor=TEAM_FLOOR)


def _version(round: Round) -> tuple[str, int]:
    return round.instrument.key, round.instrument.version


def _moved(earlier: Round, now: Round) -> TeamMovement:
    before, after = spectrum_read.for_round(earlier), spectrum_read.for_round(now)
    said = (_ratings.of_round(earlier), _ratings.of_round(now))
    roster = _roster(earlier, now, said[0].people, said[1].people)
    hidden = next((one for one in (before, after) if isinstance(one, Withheld)), None)
    beside = _nearly_the_same(said, roster) if hidden else None
    step = ROUGHLY if beside else 1
    return TeamMovement(
        earlier=earlier.name,
        who=say.who(len(roster.places_now), roster.joined, roster.left),
        scales=tuple(_scale(key, now, said, roster, step) for key in ("trust", "purpose")),
        rough=say.rounded(ROUGHLY, beside.need) if beside else "",
        pairs=hidden or moved_pairs(before, after, _was(roster, len(said[1].people))),  # type: ignore[arg-type]
    )


def _roster(earlier: Round, now: Round, before: tuple[Person, ...], after: tuple[Person, ...]) -> Roster:
    """People are the same by the leader they are, whatever their name was on either roster."""
    leaders = Participant.objects.filter(round__in=[earlier, now]).staying().order_by("position")
    of_round: dict[int, list[int]] = {earlier.pk: [], now.pk: []}
    for round_id, leader in leaders.values_list("round", "leader"):
        of_round[round_id].append(leader)
    old, new = of_round[earlier.pk], of_round[now.pk]
    both = [leader for leader in new if leader in old]
    return Roster(
        places_before=tuple(old.index(leader) for leader in both),
        places_now=tuple(new.index(leader) for leader in both),
        joined=tuple(person for person, leader in zip(after, new, strict=True) if leader not in old),
        left=tuple(person for person, leader in zip(before, old, strict=True) if leader not in new),
    )


def _was(roster: Roster, people: int) -> list[int]:
    """Where each of the later roster stood on the earlier one, −1 for who has joined."""
    places = dict(zip(roster.places_now, roster.places_before, strict=True))
    return [places.get(place, -1) for place in range(people)]


def _nearly_the_same(said: tuple[_ratings.Said, _ratings.Said], roster: Roster) -> Withheld | None:
    """Do the figures of the two rounds, and of those in both, differ by so few that their answers could be worked out?

    Asked where pairs are withheld: whoever may see every pair by name in both rounds has each of these answers.
    """
    names = {place: key for key, place in enumerate(roster.places_now)}
    earlier_names = {place: key for key, place in enumerate(roster.places_before)}
    before = {earlier_names.get(place, f"left {place}") for place in said[0].rater.tolist()}
    after = {names.get(place, f"joined {place}") for place in said[1].rater.tolist()}
    both = before & after
    return rules.may_stand_beside(both, shown=[before, after], floor=TEAM_FLOOR) or rules.may_stand_beside(
        before, shown=[after], floor=TEAM_FLOOR
    )


def _scale(
    key: str, now: Round, said: tuple[_ratings.Said, _ratings.Said], roster: Roster, step: int
) -> ScaleChange:
    name = words.scale(key)
    before, after = (
        one.matrix(getattr(one, key))[np.ix_(places, places)]
        for one, places in zip(said, (roster.places_before, roster.places_now), strict=True)
    )
    there = ~np.isnan(after - before)
    few = rules.team_level(
        facilitators_look(now),
        answered=int(there.any(axis=1).sum()),
        rated=int(there.any(axis=0).sum()),
        floor=TEAM_FLOOR,
    )
    if few:
        return ScaleChange(key, name, say.too_few(name, few.need))
    try:
        return _change(key, name, team_change(before, after), step)
    except NotDefined:
        return ScaleChange(key, name, say.not_linked(name))


def _change(key: str, name: str, found: TeamChange, step: int) -> ScaleChange:
    change, low, high = (step * round(value / step) for value in (found.mean, found.low, found.high))
    says = say.team(name, found.movement, change, low, high)
    return ScaleChange(key, name, says, found.movement, change, low, high)
