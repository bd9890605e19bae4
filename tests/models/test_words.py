"""The words queries are made of: who facilitates, administers and answers what, and how far each has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from assessments.actions import cohorts, instruments, roles, rounds
from assessments.measurement.instrument import DEFAULT
from assessments.models import (
    Cohort,
    Instrument,
    Leader,
    Named,
    Organisation,
    Participant,
    PracticeAnswers,
    Rating,
    Role,
    Round,
    User,
)

from .. import people
from ..people import NOW, Cast, leader, participant, rating

READERS = ("ada", "fay", "olu", "zoe", "nobody")


def seen(cast: Cast, word: Any) -> dict[str, set[str]]:
    """What the word finds for each reader, by name; readers for whom it finds nothing are left out."""
    found = {who: {str(row) for row in word(getattr(cast, who))} for who in READERS}
    return {who: rows for who, rows in found.items() if rows}


def test_facilitated_by(cast: Cast) -> None:
    assert seen(cast, Cohort.objects.facilitated_by) == {"fay": {"Board"}, "zoe": {"Shore"}}
    assert seen(cast, Round.objects.facilitated_by) == {
        "fay": {"Spring", "Autumn"},
        "zoe": {"Shore’s autumn"},
    }


def test_administered_by(cast: Cast) -> None:
    assert seen(cast, Organisation.objects.administered_by) == {"olu": {"Harbour"}, "zoe": {"Farther away"}}
    assert seen(cast, Cohort.objects.administered_by) == {"olu": {"Board"}}
    assert seen(cast, Leader.objects.administered_by) == {"olu": {"Ada Okafor", "Ben Larsen", "Cleo Martin"}}


def test_of_a_user(cast: Cast) -> None:
    assert seen(cast, Participant.objects.of) == {"ada": {"Ada Okafor"}, "zoe": {"Zoe Quist"}}
    assert seen(cast, Rating.objects.of) == {
        "ada": {"Ada Okafor about Ben Larsen", "Ada Okafor about Cleo Martin"},
        "zoe": {"Zoe Quist about Yan Novak"},
    }


def test_of_a_participant_is_one_round(cast: Cast) -> None:
    ada = participant(cast.open, "Ada")
    assert list(Participant.objects.of(ada)) == [ada]
    assert {row.round for row in Rating.objects.of(ada)} == {cast.open}
    assert {row.round for row in Rating.objects.of(cast.ada)} == {cast.open, cast.closed}


def test_in_cohort_once_however_often_they_joined(cast: Cast) -> None:
    ben = leader("Ben Larsen")
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ben, now=NOW)
    assert [str(one) for one in Leader.objects.in_cohort(cast.cohort)] == ["Ada Okafor", "Cleo Martin"]
    cohorts.join(by=cast.olu, cohort=cast.cohort, leader=ben, now=NOW)
    assert [str(one) for one in Leader.objects.in_cohort(cast.cohort)] == [
        "Ada Okafor",
        "Ben Larsen",
        "Cleo Martin",
    ]


def test_in_cohort_is_of_this_cohort(cast: Cast) -> None:
    """Who left ours and is in another now has a membership here and a current one, and is not here."""
    crew = cohorts.create(by=cast.olu, organisation=cast.organisation, name="Crew")
    ben = leader("Ben Larsen")
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ben, now=NOW)
    cohorts.join(by=cast.olu, cohort=crew, leader=ben, now=NOW)
    assert "Ben Larsen" not in {str(one) for one in Leader.objects.in_cohort(cast.cohort)}


def test_with_completion(cast: Cast) -> None:
    rows = Round.objects.facilitated_by(cast.fay).with_completion()
    assert {row.name: (row.finished, row.people) for row in rows} == {"Spring": (3, 3), "Autumn": (1, 3)}


def test_with_progress_counts_and_tells_nothing_else(cast: Cast) -> None:
    rows = cast.open.participants.with_progress()
    assert {row.first_name: (row.colleagues, row.begun, row.whole, row.practised) for row in rows} == {
        "Ada": (2, 2, 1, False),
        "Ben": (2, 0, 0, False),
        "Cleo": (2, 2, 2, True),
    }
    PracticeAnswers.objects.all().delete()  # as where a questionnaire asks about none
    assert {row.practised for row in cast.open.participants.with_progress()} == {None}


def test_with_promise_to_whoever_facilitated_before_it_was_read(cast: Cast) -> None:
    late = people.NOW + timedelta(minutes=1)
    winter = people.open_round(cast.cohort, "Winter", now=people.NOW)
    max_ito = roles.make_facilitator(
        by=cast.olu, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=late
    ).user
    people.promised(winter, "Ada", now=late + timedelta(microseconds=1))
    assert promised_to(cast.fay) == {"Spring": True, "Autumn": True, "Winter": True}
    assert promised_to(max_ito) == {"Spring": False, "Autumn": False, "Winter": True}


def test_with_promise_to_whoever_was_given_the_role_anew(cast: Cast) -> None:
    roles.take(by=cast.olu, role=Role.objects.get(user=cast.fay))
    assert promised_to(cast.fay) == {}
    roles.make_facilitator(by=cast.olu, cohort=cast.cohort, email=cast.fay.email, now=NOW + timedelta(days=1))
    assert promised_to(cast.fay) == {"Spring": False, "Autumn": False}


def test_with_promise_to_nobody_whom_somebody_was_not_shown(cast: Cast) -> None:
    """Whatever the clocks say: Max has the role since long ago, and Ada's page did not name him."""
    winter = people.open_round(cast.cohort, "Winter")
    people.promised(winter, "Ada")
    max_ito = people.facilitator(cast.cohort, "Max Ito")
    assert Role.objects.get(user=max_ito).given_at < participant(winter, "Ada").promised_at
    assert not promised_to(max_ito)["Winter"]
    assert str(winter.promised_facilitators().get()) == "Fay Andersen (facilitator)"
    people.promised(winter, "Ben")
    assert {str(one.role) for one in Named.objects.filter(participant__round=winter)} == {
        "Fay Andersen (facilitator)"
    }


def promised_to(user: User) -> dict[str, bool]:
    rows = Round.objects.facilitated_by(user).with_promise_to(user)
    return {row.name: row.promised_to_reader for row in rows}


def test_with_place(cast: Cast) -> None:
    """Four colleagues in Dan's order, the second and third answered: where Back and Continue lead from each."""
    crew = people.cohort(cast.organisation, "Four and one", "Dan A", "Eva B", "Finn C", "Gil D", "Hal E")
    round = people.open_round(crew, "Winter")
    dan = participant(round, "Dan")
    mine = Rating.objects.filter(rater=dan).order_by("position")
    mine.filter(position__in=[2, 3]).update(whole=True)
    places = {row.public_id: row.position for row in mine} | {None: None}
    rows = mine.with_place()
    assert [(row.position, row.colleagues, places[row.before], places[row.after]) for row in rows] == [
        (1, 4, None, 4),
        (2, 4, 1, 4),
        (3, 4, 2, 4),
        (4, 4, 3, 1),
    ]
    mine.update(whole=True)
    assert {row.after for row in mine.with_place()} == {None}


def test_default_is_the_latest_version(cast: Cast) -> None:
    definition = DEFAULT.__class__(**vars(DEFAULT) | {"version": 2})
    instruments.add(organisation=cast.farther, definition=definition)
    assert cast.farther.instruments.default().version == 2
    assert cast.organisation.instruments.default().version == 1
    assert [row.version for row in Instrument.objects.filter(organisation=cast.farther)] == [2, 1]


def test_a_stage_is_one_word_and_results_exist_from_the_third_on(cast: Cast) -> None:
    stages = {stage: Round(status=stage) for stage in Round.Status}
    words = {stage: (one.is_open, one.is_closed, one.has_results) for stage, one in stages.items()}
    assert words == {
        Round.Status.DRAFT: (False, False, False),
        Round.Status.OPEN: (True, False, False),
        Round.Status.CLOSED: (False, True, True),
        Round.Status.RELEASED: (False, False, True),
    }


def test_an_audience_can_become_what_is_stricter_and_nothing_else() -> None:
    stricter = {audience: Round(audience=audience).stricter_audiences for audience in Round.Audience}
    assert stricter == {
        "team_only": [],
        "facilitator_only": ["team_only"],
        "reveal_together": ["team_only", "facilitator_only"],
        "open_to_pair": ["team_only", "facilitator_only", "reveal_together"],
    }


def test_initials() -> None:
    names = ("Ada Okafor", "ada", "Ada von Okafor", "  Ada   Okafor ", "", "李 小龍")
    assert [Participant(name=name).initials for name in names] == ["AO", "A", "AO", "AO", "?", "李小"]


def test_locked_locks_the_one_row_asked_for(cast: Cast) -> None:
    kept = rating(cast.open, "Ada", "Ben")
    assert Rating.objects.of(cast.ada).locked().get(public_id=kept.public_id) == kept
    assert not Rating.objects.of(cast.ben).locked().filter(public_id=kept.public_id).exists()


def test_a_round_is_read_whole_in_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        round = Round.objects.read_whole().get(pk=cast.closed.pk)
        assert (str(round.cohort), str(round.organisation)) == ("Board", "Harbour")
        assert round.instrument.version == 1
    assert rounds.FEWEST_LEADERS == 2
