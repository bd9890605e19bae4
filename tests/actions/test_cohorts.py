"""Cohorts and the leaders in them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.actions import cohorts, roles, rounds
from assessments.models import Cohort, Event, Leader, Mail, Membership, Participant, Rating, Round, User

from ..people import LONG_AGO, NOW, Cast, leader, open_round, participant, promised, say
from .trail import lines_of


def test_create_and_rename(cast: Cast) -> None:
    left = lines_of(lambda: cohorts.create(by=cast.olu, organisation=cast.organisation, name="Crew"))
    crew = Cohort.objects.get(organisation=cast.organisation, name="Crew")
    left += lines_of(lambda: cohorts.rename(by=cast.olu, cohort=crew, name="Deck"))
    assert left == [("created", "cohort", "", "Olu Balogun"), ("renamed", "cohort", "", "Olu Balogun")]
    assert Cohort.objects.get(pk=crew.pk).name == "Deck"


def test_a_name_is_given_once_in_an_organisation(cast: Cast) -> None:
    crew = cohorts.create(by=cast.olu, organisation=cast.organisation, name="Crew")
    events = Event.objects.count()
    with pytest.raises(cohorts.Taken):
        cohorts.create(by=cast.olu, organisation=cast.organisation, name="Board")
    with pytest.raises(cohorts.Taken):
        cohorts.rename(by=cast.olu, cohort=crew, name="Board")
    assert Event.objects.count() == events
    assert cohorts.rename(by=cast.olu, cohort=crew, name="Crew").name == "Crew"  # its own is no other's
    cohorts.create(by=cast.zoe, organisation=cast.farther, name="Board")
    assert Cohort.objects.filter(name="Board").count() == 2


def test_an_address_is_given_once_in_an_organisation(cast: Cast) -> None:
    before = Event.objects.count(), Leader.objects.count()
    with pytest.raises(cohorts.Taken):
        cohorts.add_leader(
            by=cast.olu, organisation=cast.organisation, name="A", email=" ADA@harbour.example"
        )
    with pytest.raises(cohorts.Taken):
        change(cast, "Ben Larsen", "Ada@harbour.example", name="Ben Bo")
    assert (Event.objects.count(), Leader.objects.count()) == before
    assert leader("Ben Larsen").name == "Ben Larsen"
    for name in ("No Mail", "No Mail Either"):
        cohorts.add_leader(by=cast.olu, organisation=cast.organisation, name=name)


def test_add_leader_with_an_address_makes_an_account(cast: Cast) -> None:
    left = lines_of(
        lambda: cohorts.add_leader(
            by=cast.olu, organisation=cast.organisation, name="Kim Ek", title="Chief", email=" Kim@X.example "
        )
    )
    kim = Leader.objects.get(name="Kim Ek")
    assert left == [("added", "leader", "", "Olu Balogun")]
    assert (kim.title, kim.email) == ("Chief", "kim@x.example")
    assert kim.user == User.objects.get(email="kim@x.example", name="Kim Ek")


def test_add_leader_without_an_address_makes_none(cast: Cast) -> None:
    accounts = User.objects.count()
    kim = cohorts.add_leader(by=cast.olu, organisation=cast.organisation, name="Kim Ek")
    assert (kim.user, kim.email, User.objects.count()) == (None, "", accounts)


def test_a_leader_elsewhere_keeps_the_one_account(cast: Cast) -> None:
    there = cohorts.add_leader(by=cast.zoe, organisation=cast.farther, name="A. Okafor", email=cast.ada.email)
    assert there.user == cast.ada
    assert User.objects.get(pk=cast.ada.pk).name == "Ada Okafor"


def change(cast: Cast, who: str, email: str, name: str = "Ada Okafor") -> Leader:
    return cohorts.change_leader(
        by=cast.olu, leader=leader(who), name=name, title="Chair", email=email, now=NOW
    )


def test_change_leader(cast: Cast) -> None:
    left = lines_of(lambda: change(cast, "Ada Okafor", "ada@harbour.example", name="Ada Obi"))
    ada = leader("Ada Okafor")
    assert left == [("changed", "leader", "", "Olu Balogun")]
    assert (ada.name, ada.title, ada.user) == ("Ada Obi", "Chair", cast.ada)


def whose(round: Round) -> dict[str, User | None]:
    return {one.name.split()[0]: one.account for one in round.participants.select_related("account")}


def test_a_new_address_opens_nothing_that_was_said_under_the_old_one(cast: Cast) -> None:
    """Or an admin, who never sees a rating, could read and change Ada's by giving her an address of their own."""
    before = whose(cast.closed), whose(cast.open)
    assert before == ({"Ada": cast.ada, "Ben": cast.ben, "Cleo": cast.cleo},) * 2
    changed = change(cast, "Ada Okafor", "Ada@elsewhere.example")
    assert changed.user is not None
    assert changed.user.email == "ada@elsewhere.example"
    assert (whose(cast.closed), whose(cast.open)) == before
    assert not Rating.objects.of(changed.user).exists()
    assert not Participant.objects.of(changed.user).exists()
    assert {kept.round.name for kept in Participant.objects.of(cast.ada)} == {"Autumn", "Spring"}
    assert Rating.objects.of(cast.ada).count() == 4
    assert whose(open_round(cast.cohort, "Winter"))["Ada"] == changed.user


def test_the_line_of_a_new_address_names_both(cast: Cast) -> None:
    (given,) = lines_of(lambda: change(cast, "Ada Okafor", " Olu.B@harbour.example "))
    assert given[2] == "ada@harbour.example → olu.b@harbour.example"
    ada = Leader.objects.get(name="Ada Okafor")
    (taken,) = lines_of(
        lambda: cohorts.change_leader(
            by=cast.olu, leader=ada, name="Ada Okafor", title="Chair", email="", now=NOW
        )
    )
    assert taken[2] == "olu.b@harbour.example → –"


def test_no_address_leaves_what_was_said_with_the_account(cast: Cast) -> None:
    assert change(cast, "Ada Okafor", "").user is None
    assert Rating.objects.of(cast.ada).count() == 4
    assert whose(open_round(cast.cohort, "Winter"))["Ada"] is None


def test_two_leaders_change_addresses_and_keep_their_rounds(cast: Cast) -> None:
    before = whose(cast.open)
    change(cast, "Ada Okafor", "between@harbour.example")
    change(cast, "Ben Larsen", "ada@harbour.example", name="Ben Larsen")
    ada = Leader.objects.get(name="Ada Okafor")
    cohorts.change_leader(
        by=cast.olu, leader=ada, name=ada.name, title="", email="ben@harbour.example", now=NOW
    )
    assert whose(cast.open) == before
    assert whose(open_round(cast.cohort, "Winter")) == {"Ada": cast.ben, "Ben": cast.ada, "Cleo": cast.cleo}


def without_account(cast: Cast) -> tuple[Round, Leader]:
    """Kim stands on the roster of an open round, and nobody can sign in as Kim."""
    kim = cohorts.add_leader(by=cast.olu, organisation=cast.organisation, name="Kim Ek")
    cohorts.join(by=cast.olu, cohort=cast.cohort, leader=kim, now=NOW)
    return open_round(cast.cohort, "Winter"), kim


def addressed(cast: Cast, kim: Leader, email: str) -> Leader:
    return cohorts.change_leader(by=cast.olu, leader=kim, name=kim.name, title="", email=email, now=NOW)


def test_a_changed_address_is_told_at_both(cast: Cast) -> None:
    change(cast, "Ada Okafor", "ada.okafor@harbour.example")
    told = Mail.objects.filter(kind="address_changed").order_by("to")
    assert [mail.to for mail in told] == ["ada.okafor@harbour.example", "ada@harbour.example"]


def test_an_address_that_stays_is_told_nobody(cast: Cast) -> None:
    change(cast, "Ada Okafor", "ADA@harbour.example", name="Ada Obi")
    assert not Mail.objects.filter(kind="address_changed").exists()


def test_who_stood_without_an_account_is_let_in(cast: Cast) -> None:
    winter, kim = without_account(cast)
    assert whose(winter)["Kim"] is None
    account = addressed(cast, kim, "kim@harbour.example").user
    assert account is not None
    assert whose(winter) == {"Ada": cast.ada, "Ben": cast.ben, "Cleo": cast.cleo, "Kim": account}
    promised(winter, "Kim")
    assert say(winter, "Kim", "Ada", trust=4).answers == {"T1": 4, "T2": 4, "T3": 4, "T4": 4}
    addressed(cast, kim, "else@harbour.example")
    assert whose(winter)["Kim"] == account


def test_nobody_is_let_into_a_round_that_has_closed(cast: Cast) -> None:
    winter, kim = without_account(cast)
    rounds.close(by=cast.fay, round=winter, now=NOW)
    addressed(cast, kim, "kim@harbour.example")
    assert whose(winter)["Kim"] is None


def test_who_stands_on_a_roster_already_is_not_let_in_as_somebody_else(cast: Cast) -> None:
    """Ada's old address is given to Kim while Ada's account still answers the round."""
    winter, kim = without_account(cast)
    change(cast, "Ada Okafor", "ada@elsewhere.example")
    assert addressed(cast, kim, "ada@harbour.example").user == cast.ada
    assert (whose(winter)["Ada"], whose(winter)["Kim"]) == (cast.ada, None)


def test_nobody_is_let_in_where_a_lost_account_has_answered(cast: Cast) -> None:
    """Ada's account is deleted: what she said is nobody's from then on."""
    cast.ada.delete()
    assert participant(cast.open, "Ada").account is None
    account = change(cast, "Ada Okafor", "new@harbour.example").user
    assert account is not None
    assert not Rating.objects.of(account).exists()


def test_the_same_address_in_another_case_is_the_same_account(cast: Cast) -> None:
    assert change(cast, "Ada Okafor", " ADA@harbour.example").user == cast.ada


def test_a_roster_keeps_the_name_it_was_frozen_with(cast: Cast) -> None:
    change(cast, "Ada Okafor", cast.ada.email, name="Ada Obi")
    kept = participant(cast.open, "Ada")
    assert (kept.name, kept.title, kept.leader.name) == ("Ada Okafor", "Director", "Ada Obi")


def test_join_and_leave(cast: Cast) -> None:
    crew = cohorts.create(by=cast.olu, organisation=cast.organisation, name="Crew")
    ada = leader("Ada Okafor")

    def join() -> Membership:
        return cohorts.join(by=cast.olu, cohort=crew, leader=ada, now=LONG_AGO)

    def leave() -> None:
        cohorts.leave(by=cast.olu, cohort=crew, leader=ada, now=NOW)

    assert lines_of(join) == [("joined", "leader", "Crew", "Olu Balogun")]
    assert lines_of(join) == []
    assert lines_of(leave) == [("left", "leader", "Crew", "Olu Balogun")]
    assert lines_of(leave) == []
    assert list(crew.memberships.values_list("joined_at", "left_at")) == [(LONG_AGO, NOW)]


def test_nobody_leaves_before_they_came_by_whatever_clock(cast: Cast) -> None:
    ada = leader("Ada Okafor")
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ada, now=LONG_AGO - timedelta(hours=1))
    assert ada.memberships.get().left_at == LONG_AGO


def test_leaving_and_coming_back_keeps_both_times(cast: Cast) -> None:
    ada = leader("Ada Okafor")
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ada, now=NOW)
    cohorts.join(by=cast.olu, cohort=cast.cohort, leader=ada, now=NOW + timedelta(days=1))
    times = ada.memberships.order_by("pk").values_list("joined_at", "left_at")
    assert list(times) == [(LONG_AGO, NOW), (NOW + timedelta(days=1), None)]


def test_leaving_one_cohort_is_not_leaving_another(cast: Cast) -> None:
    crew = cohorts.create(by=cast.olu, organisation=cast.organisation, name="Crew")
    ada = leader("Ada Okafor")
    cohorts.join(by=cast.olu, cohort=crew, leader=ada, now=NOW)
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ada, now=NOW)
    assert list(Leader.objects.in_cohort(crew)) == [ada]
    assert cast.ada in {one.user for one in cast.organisation.leaders.select_related("user")}


def test_a_leader_is_not_given_the_address_of_their_facilitator(cast: Cast) -> None:
    with pytest.raises(roles.BothSides):
        cohorts.change_leader(
            by=cast.olu, leader=leader("Ada"), name="Ada Okafor", title="", email=cast.fay.email, now=NOW
        )
    assert leader("Ada").user == cast.ada
