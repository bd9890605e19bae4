"""Nobody reads what colleagues say of them: a leader of a cohort does not facilitate it, whichever came first."""

from __future__ import annotations

import pytest

from assessments.actions import cohorts, roles, rounds
from assessments.models import Event, Leader, Role, Round, User
from assessments.promise.withheld import Withheld
from assessments.results import spectrum

from .. import people
from ..models.test_guards import drop
from ..people import LONG_AGO, NOW, Cast, leader, open_round


def facilitating(cast: Cast, user: User) -> None:
    """As it must never get into the database, which refuses it itself: without its rule."""
    drop("leads_and_facilitates")
    Role.objects.create(
        organisation=cast.organisation,
        cohort=cast.cohort,
        user=user,
        name=user.name,
        kind="facilitator",
        given_at=LONG_AGO,
    )


def as_read(round: Round, reader: User) -> spectrum.TeamSpectrum | Withheld:
    theirs = Round.objects.facilitated_by(reader).with_promise_to(reader)
    return spectrum.for_round(theirs.read_whole().get(pk=round.pk))


def test_a_leader_is_not_made_facilitator(cast: Cast) -> None:
    before = Role.objects.count(), Event.objects.count()
    with pytest.raises(roles.BothSides):
        roles.make_facilitator(by=cast.olu, cohort=cast.cohort, email=" ADA@harbour.example", now=NOW)
    assert (Role.objects.count(), Event.objects.count()) == before


def test_who_led_once_may_facilitate_the_rounds_to_come(cast: Cast) -> None:
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=leader("Ada Okafor"), now=NOW)
    roles.make_facilitator(by=cast.olu, cohort=cast.cohort, email=cast.ada.email, now=LONG_AGO)
    assert open_round(cast.cohort, "Winter").is_open
    assert isinstance(as_read(cast.closed, cast.fay), spectrum.TeamSpectrum)
    assert isinstance(as_read(cast.closed, cast.ada), Withheld)  # she stands on its roster


def test_a_leader_of_one_cohort_facilitates_another(cast: Cast) -> None:
    crew = people.cohort(cast.organisation, "Crew", "Dan A", "Eva B")
    roles.make_facilitator(by=cast.olu, cohort=crew, email=cast.ada.email, now=NOW)
    assert open_round(crew, "Winter").is_open
    assert open_round(cast.cohort, "Winter").is_open


def test_a_facilitator_does_not_join(cast: Cast) -> None:
    fay = cohorts.add_leader(
        by=cast.olu, organisation=cast.organisation, name="Fay Andersen", email=cast.fay.email
    )
    events = Event.objects.count()
    with pytest.raises(roles.BothSides):
        cohorts.join(by=cast.olu, cohort=cast.cohort, leader=fay, now=NOW)
    assert Event.objects.count() == events
    assert fay not in Leader.objects.in_cohort(cast.cohort)
    crew = people.cohort(cast.organisation, "Crew", "Dan A", "Eva B")
    cohorts.join(by=cast.olu, cohort=crew, leader=fay, now=NOW)
    assert fay in Leader.objects.in_cohort(crew)


def test_no_round_opens_with_its_facilitator_on_the_roster(cast: Cast) -> None:
    facilitating(cast, cast.ada)
    before = Round.objects.count(), Event.objects.count()
    with pytest.raises(roles.BothSides):
        open_round(cast.cohort, "Winter")
    assert (Round.objects.count(), Event.objects.count()) == before


def test_a_leader_with_their_facilitators_account_is_on_no_roster(cast: Cast) -> None:
    """The action refuses it already, and so does the database."""
    drop("leads_and_facilitates")
    Leader.objects.filter(pk=leader("Ada Okafor").pk).update(user=cast.fay)
    with pytest.raises(roles.BothSides):
        open_round(cast.cohort, "Winter")


def test_what_got_into_the_database_anyway_is_withheld(cast: Cast) -> None:
    winter = open_round(cast.cohort, "Winter")
    facilitating(cast, cast.ada)
    roles.make_facilitator(by=None, cohort=cast.cohort, email=cast.nobody.email, now=LONG_AGO)
    people.promised(winter, "Ben")
    rounds.close(by=cast.fay, round=winter, now=NOW)
    shown = {
        user.name: isinstance(as_read(winter, user), spectrum.TeamSpectrum)
        for user in (cast.fay, cast.nobody, cast.ada)
    }
    assert shown == {"Fay Andersen": True, "Nobody Inparticular": True, "Ada Okafor": False}
