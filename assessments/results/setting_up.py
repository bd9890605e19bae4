"""What adding a list of leaders would do; and what facilitators have set up, for their admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy

from ..files.roster import Person, as_lines
from ..files.text import same
from ..models import Cohort, Event, Leader, Organisation, Role

SHOWN = 50  # of the latest
DONE = {
    "created": gettext_lazy("set up the team"),
    "joined": gettext_lazy("put into the team"),
    "imported": gettext_lazy("imported the ratings of"),
}


@dataclass(frozen=True)
class Planned:
    """One person of a list. `known_as`: the name under which the organisation has them; `namesake`: another leader of
    this cohort has the name too."""

    person: Person
    is_new: bool
    is_there: bool
    known_as: str
    namesake: bool


@dataclass(frozen=True)
class Preview:
    people: tuple[Planned, ...]
    lines: str

    @property
    def coming(self) -> int:
        return sum(not one.is_there for one in self.people)

    @property
    def without_address(self) -> int:
        return sum(not one.person.email for one in self.people)


def preview(cohort: Cohort, people: Sequence[Person]) -> Preview:
    members = {leader.pk: leader for leader in Leader.objects.in_cohort(cohort)}
    names = [same(leader.name) for leader in members.values()]
    planned = []
    for person, leader in zip(people, cohort.known(people), strict=True):
        is_there = leader is not None and leader.pk in members
        others = names.count(same(person.name)) - (
            is_there and leader is not None and leader.name == person.name
        )
        planned.append(
            Planned(
                person=person,
                is_new=leader is None,
                is_there=is_there,
                known_as=leader.name if leader and same(leader.name) != same(person.name) else "",
                namesake=others > 0 or sum(same(one.name) == same(person.name) for one in people) > 1,
            )
        )
    return Preview(tuple(planned), as_lines(people))


@dataclass(frozen=True)
class Done:
    """What a facilitator set up: `what` they did, to whom or what of which `name`, and `where` that is."""

    at: datetime
    who: str
    what: str
    name: str
    where: str


def by_facilitators(organisation: Organisation) -> list[Done]:
    """The latest, for the admins of an organisation."""
    facilitates = Role.objects.filter(
        organisation=organisation, kind=Role.Kind.FACILITATOR, user=OuterRef("by")
    )
    done = organisation.events.filter(Exists(facilitates), verb__in=DONE)
    events = list(done.select_related("by").order_by("-pk")[:SHOWN])
    names = _names(organisation, [event.public_id for event in events])
    return [
        Done(event.at, str(event.by), str(DONE[event.verb]), names.get(event.public_id, "–"), _where(event))
        for event in events
    ]


def _names(organisation: Organisation, ids: Sequence[str]) -> dict[str, str]:
    tables = (organisation.cohorts, organisation.leaders, organisation.rounds)
    return {
        public_id: name
        for table in tables
        for public_id, name in table.filter(public_id__in=ids).values_list("public_id", "name")
    }


def _where(event: Event) -> str:
    return event.detail if event.verb == "joined" else ""
