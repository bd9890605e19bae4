"""Importing ratings: what the tables hold afterwards, and what is refused."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.actions import imports, organisations, roles
from assessments.actions.imports import Questions, TeamRatings
from assessments.actions.known_names import SpeltOtherwise
from assessments.models import Cohort, Event, Leader, Organisation, Rating, Round, User
from assessments.results import spectrum

from .. import people
from ..people import LONG_AGO

pytestmark = pytest.mark.django_db

QUESTIONS = Questions(trust=("likes", "admires"), purpose=("same {goal}",), low=-1, high=3)
TEAM = TeamRatings(
    name="Crew",
    people=("2", "9", "10"),
    given={
        ("2", "9"): (5, 5, 4),
        ("9", "2"): (1, 1, 1),
        ("2", "10"): (4, None, 3),
        ("10", "9"): (None, None, None),
    },
)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return organisations.create(by=None, name="Study")


def run(organisation: Organisation, *teams: TeamRatings, **changed: Any) -> list[Round]:
    wanted = {"by": None, "questions": QUESTIONS, "name": "Wave 1", "now": people.NOW} | changed
    return imports.import_ratings(
        organisation=organisation, teams=teams or (TEAM,), chance=random.Random(1), **wanted
    )


def views(round: Round) -> dict[tuple[str, str], tuple[Any, ...]]:
    said = round.ratings.exclude(answered_at=None).select_related("rater", "about")
    return {
        (one.rater.name, one.about.name): (one.answers, one.trust, one.purpose, one.whole) for one in said
    }


def test_a_team_becomes_a_closed_round_of_people_without_accounts(organisation: Organisation) -> None:
    (made,) = run(organisation)
    assert (made.status, made.audience, made.closed_at) == ("closed", "facilitator_only", people.NOW)
    assert [(one.position, one.name) for one in made.participants.all()] == [(1, "2"), (2, "9"), (3, "10")]
    assert not made.participants.filter(may_answer=True).exists()
    assert {one.name for one in made.participants.exclude(finished_at=None)} == {"2", "9"}
    assert set(Leader.objects.in_cohort(made.cohort).values_list("name", "user", "email")) == {
        ("2", None, ""),
        ("9", None, ""),
        ("10", None, ""),
    }
    assert not User.objects.exists()


def test_views_keep_their_answers_and_what_is_missing_stays_missing(organisation: Organisation) -> None:
    (made,) = run(organisation)
    assert views(made) == {
        ("2", "9"): ({"T1": 5, "T2": 5, "P1": 4}, 100.0, 75.0, True),
        ("9", "2"): ({"T1": 1, "T2": 1, "P1": 1}, 0.0, 0.0, True),
        ("2", "10"): ({"T1": 4, "P1": 3}, None, 50.0, False),
    }
    assert made.ratings.count() == 6


def test_the_spectrum_of_an_imported_round(organisation: Organisation) -> None:
    (made,) = run(organisation)
    team = spectrum.for_importer(made)
    assert isinstance(team, spectrum.TeamSpectrum)
    drawn = team.spectrum
    assert (drawn.complete.tolist(), drawn.one_sided.tolist()) == ([True, False, False], [False, True, False])
    assert drawn.pair(0).trust.gap == 100.0


def test_the_instrument_has_the_items_and_points_of_the_file(organisation: Organisation) -> None:
    (made,) = run(organisation)
    definition = made.instrument.definition()
    assert definition.points == 5
    assert [item.text.format(name="Ada") for item in definition.pair_items] == [
        "likes",
        "admires",
        "same {goal}",
    ]
    assert made.instrument.locked_at == people.NOW
    assert organisation.instruments.default().key == "lp-default"


def test_the_same_columns_are_the_same_instrument_and_others_another(organisation: Organisation) -> None:
    (first,) = run(organisation)
    (again,) = run(organisation, replace(TEAM, given=TEAM.given | {("2", "9"): (4, 5, 4)}), name="Wave 2")
    (wider,) = run(
        organisation, name="Wave 3", questions=Questions(("likes", "admires"), ("same {goal}",), 0, 9)
    )
    assert first.instrument == again.instrument
    assert (wider.instrument.key, wider.instrument.version) == (first.instrument.key, 2)


def test_a_second_file_about_a_cohort_is_a_round_of_the_same_people(organisation: Organisation) -> None:
    (first,) = run(organisation)
    joined = TeamRatings("Crew", ("9", "10", "11"), {("9", "11"): (1, 1, 1)})
    (second,) = run(organisation, joined, name="Wave 2")
    assert first.cohort == second.cohort
    assert Leader.objects.count() == 4
    assert second.participants.get(name="9").leader == first.participants.get(name="9").leader


def test_the_same_name_in_two_teams_is_two_people(organisation: Organisation) -> None:
    run(organisation, TEAM, TeamRatings("Office", ("2", "3"), {}))
    assert Leader.objects.filter(name="2").count() == 2


def test_the_facilitator_sees_what_was_imported(organisation: Organisation) -> None:
    (made,) = run(organisation, facilitator="coach@real.example")
    coach = User.objects.get(email="coach@real.example")
    theirs = Round.objects.facilitated_by(coach).with_promise_to(coach).read_whole().get(pk=made.pk)
    assert isinstance(spectrum.for_round(theirs), spectrum.TeamSpectrum)


def test_an_imported_round_was_promised_to_nobody_who_came_later(organisation: Organisation) -> None:
    """Whatever the clock of whoever gives the role says; and the first wave alone holds the second back not."""
    (first,) = run(organisation, facilitator="coach@real.example")
    late = roles.make_facilitator(by=None, cohort=first.cohort, email="late@real.example", now=LONG_AGO).user
    more = TeamRatings("Crew", ("2", "9", "10"), {("9", "10"): (1, 1, 1)})
    (second,) = run(organisation, more, name="Wave 2")
    (alone,) = run(organisation, TeamRatings("Nobody’s", ("1", "2"), {("1", "2"): (1, 1, 1)}), name="Wave 3")
    roles.make_facilitator(by=None, cohort=alone.cohort, email="late@real.example", now=LONG_AGO)
    seen = {
        round.name
        for round in Round.objects.facilitated_by(late).with_promise_to(late).read_whole()
        if isinstance(spectrum.for_round(round), spectrum.TeamSpectrum)
    }
    assert seen == {second.name}


def test_the_audit_says_that_a_round_was_imported_and_nothing_of_what_it_holds(
    organisation: Organisation,
) -> None:
    (made,) = run(organisation)
    line = Event.objects.get(verb="imported")
    assert (line.organisation, line.noun, line.public_id) == (organisation, "round", made.public_id)
    assert line.detail == "3 people"


def test_the_same_file_again_is_refused_whole(organisation: Organisation) -> None:
    run(organisation)
    before = (Cohort.objects.count(), Leader.objects.count(), Event.objects.count())
    with pytest.raises(imports.RoundExists, match="Crew"):
        run(organisation, TeamRatings("Another", ("1", "2"), {}), TEAM)
    assert (Cohort.objects.count(), Leader.objects.count(), Event.objects.count()) == before


def test_the_same_ratings_come_in_once_whatever_the_round_is_called(organisation: Organisation) -> None:
    (first,) = run(organisation)
    shuffled = replace(TEAM, given=dict(reversed(TEAM.given.items())))
    with pytest.raises(imports.AlreadyImported) as refused:
        run(organisation, shuffled, name="Wave 2")
    assert refused.value.round == first
    (elsewhere,) = run(organisation, replace(TEAM, name="Office"))
    assert elsewhere.content == first.content


def test_the_table_takes_one_content_once(organisation: Organisation) -> None:
    (first,) = run(organisation)
    (other,) = run(organisation, replace(TEAM, people=("2", "9", "10", "11")), name="Wave 2")
    with pytest.raises(IntegrityError, match="content"), transaction.atomic():
        Round.objects.filter(pk=other.pk).update(content=first.content)


def test_who_looks_the_same_is_the_same_and_who_is_hardly_another_is_asked_about(
    organisation: Organisation,
) -> None:
    ada = TeamRatings("Crew", ("Ada Lee", "Bo"), {("Ada Lee", "Bo"): (1, 1, 1)})
    run(organisation, ada)
    again = TeamRatings("Crew", ("Ada Lee", "Bo\u200b"), {("Ada Lee", "Bo\u200b"): (2, 2, 2)})
    (second,) = run(organisation, again, name="Wave 2")
    assert views(second) == {("Ada Lee", "Bo"): ({"T1": 2, "T2": 2, "P1": 2}, 25.0, 25.0, True)}
    capitals = TeamRatings("Crew", ("ADA LEE", "Bo"), {("ADA LEE", "Bo"): (3, 3, 3)})
    with pytest.raises(SpeltOtherwise) as refused:
        run(organisation, capitals, name="Wave 3")
    assert (refused.value.here, refused.value.there) == ("ADA LEE", "Ada Lee")
    with pytest.raises(SpeltOtherwise):
        run(organisation, replace(capitals, name="CREW"), name="Wave 3")
    run(organisation, capitals, name="Wave 3", exact_names=True)
    assert Leader.objects.count() == 3


def test_nothing_is_put_into_the_mouth_of_people_who_can_sign_in(cast: people.Cast) -> None:
    with pytest.raises(imports.RealPeople, match="Board"):
        run(cast.organisation, TeamRatings("Board", ("Ada Okafor", "Ben Larsen"), {}))
    assert not Round.objects.filter(name="Wave 1").exists()


def test_the_demo_stays_simulated(organisation: Organisation) -> None:
    demo = organisations.create(by=None, name="Northwind", simulated=True)
    with pytest.raises(imports.DemoOrganisation):
        run(demo)


def test_an_admin_cannot_be_the_facilitator(organisation: Organisation) -> None:
    roles.make_admin(by=None, organisation=organisation, email="boss@real.example", now=people.NOW)
    with pytest.raises(roles.TwoParts):
        run(organisation, facilitator="boss@real.example")
    assert not Rating.objects.exists()


def test_it_reads_as_often_for_three_people_as_for_twenty(organisation: Organisation) -> None:
    run(organisation)
    everybody = tuple(str(number) for number in range(20))
    said = {(a, b): (3, 3, 3) for a in everybody for b in everybody if a != b}
    counts = []
    for team in (TeamRatings("Small", TEAM.people, TEAM.given), TeamRatings("Large", everybody, said)):
        with CaptureQueriesContext(connection) as statements:
            run(organisation, team)
        counts.append(sum(query["sql"].startswith("SELECT") for query in statements.captured_queries))
    assert counts[0] == counts[1]
