"""The demo: what it holds, that it is always the same, and that its door shuts beside anything real."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from assessments.actions import cohorts, organisations, roles
from assessments.demo import making
from assessments.measurement.pairs import GapFlag
from assessments.models import (
    Cohort,
    Leader,
    Organisation,
    Participant,
    PracticeAnswers,
    Rating,
    Role,
    Round,
    User,
)
from assessments.results import my_pairs, spectrum, table

from .. import people

pytestmark = pytest.mark.django_db


def make() -> Organisation:
    return making.make(now=people.NOW, chance=random.Random(making.SEED))


@pytest.fixture
def made(the_demo: Organisation) -> Organisation:
    return the_demo


def everything() -> list[Any]:
    """All that the demo says, without ids."""
    answered = Rating.objects.filter(answered_at__isnull=False).order_by(
        "round__cohort__name", "round__name", "rater__name", "about__name"
    )
    return [
        list(Leader.objects.values_list("name", "title", "email")),
        list(
            Round.objects.order_by("cohort__name", "opened_at").values_list("name", "opened_at", "audience")
        ),
        list(answered.values_list("rater__name", "about__name", "answers", "need", "comment", "answered_at")),
        list(Participant.objects.order_by("round__opened_at", "name").values_list("name", "finished_at")),
        list(
            PracticeAnswers.objects.order_by(
                "participant__round__cohort__name", "participant__round__name", "participant__name"
            ).values_list("participant__name", "answers", "scores", "answered_at")
        ),
    ]


def forget(made: Organisation) -> None:
    Round.objects.all().delete()
    made.delete()
    User.objects.all().delete()


def round_named(cohort: str, name: str) -> Round:
    return Round.objects.read_whole().get(cohort__name=cohort, name=name)


def test_the_demo_has_cohorts_of_every_size_and_rounds_of_every_audience(made: Organisation) -> None:
    assert made.simulated
    sizes = {cohort.name: Leader.objects.in_cohort(cohort).count() for cohort in Cohort.objects.all()}
    assert sizes == {"Executive Team": 12, "Product Leadership": 9, "Regional Directors": 6, "Founders": 3}
    rounds = Round.objects.filter(organisation=made)
    assert {cohort: rounds.filter(cohort__name=cohort).count() for cohort in sizes} == {
        "Executive Team": 4,
        "Product Leadership": 3,
        "Regional Directors": 3,
        "Founders": 1,
    }
    assert rounds.filter(audience="facilitator_only").count() == 7
    assert set(rounds.exclude(audience="facilitator_only").values_list("cohort__name", "audience")) == {
        ("Regional Directors", "team_only"),
        ("Executive Team", "reveal_together"),
        ("Executive Team", "open_to_pair"),
        ("Founders", "open_to_pair"),
    }
    assert [round.name for round in rounds.filter(status="open")] == ["Before the merger"]
    assert not rounds.filter(closed_at__gt=people.NOW).exists()


def test_its_facilitator_sees_every_round_that_shows_pairs(made: Organisation) -> None:
    fay = User.objects.get(email=making.PARTS["facilitator"])
    theirs = Round.objects.facilitated_by(fay).with_promise_to(fay).read_whole()
    closed = [round for round in theirs if round.has_results]
    shown = [round for round in closed if isinstance(spectrum.for_round(round), spectrum.TeamSpectrum)]
    assert len(closed) == 10
    assert {round.pk for round in closed} - {round.pk for round in shown} == {
        round_named("Regional Directors", "Half a year on").pk
    }


def cohort_of(name: str) -> Cohort:
    return Cohort.objects.get(name=name)


def test_a_pair_is_revealed_where_both_have_asked_and_nowhere_else(made: Organisation) -> None:
    released = round_named("Executive Team", "After the offsite")
    mine = Participant.objects.select_related("round__cohort", "round__instrument")
    found = my_pairs.for_leader(mine.get(round=released, name="Ada Okafor"), people.NOW)
    assert isinstance(found, my_pairs.MyPairs)
    revealed = {pair.colleague.name: pair.both_show for pair in found.pairs if pair.revealed}
    assert revealed == {"Ben Lindqvist": False, "Grace Moyo": True}
    assert [pair.colleague.name for pair in found.pairs if pair.asked and not pair.revealed] == [
        "Cleo Martin"
    ]


def drawn(cohort: str, name: str) -> spectrum.TeamSpectrum:
    fay = User.objects.get(email=making.PARTS["facilitator"])
    team = spectrum.for_round(Round.objects.with_promise_to(fay).get(pk=round_named(cohort, name).pk))
    assert isinstance(team, spectrum.TeamSpectrum)
    return team


def test_one_year_on_shows_every_zone_one_sided_pairs_and_one_very_uneven_pair(made: Organisation) -> None:
    team = drawn("Executive Team", "One year on")
    summary = table.summary(team)
    assert (summary.pairs, summary.complete + summary.one_sided) == (66, 66)
    assert summary.one_sided == 3
    assert all(count > 0 for _, _, count in summary.zones)
    names = [person.name for person in team.people]
    pair = team.spectrum.pair(team.spectrum.index(names.index("Ben Lindqvist"), names.index("Elif Aydın")))
    assert pair.trust.flag == pair.purpose.flag == GapFlag.HEADLINE
    assert pair.trust.gap is not None
    assert pair.trust.gap > 50


def test_some_did_not_answer_and_some_do_not_work_together(made: Organisation) -> None:
    first = round_named("Executive Team", "First look")
    silent = first.participants.get(name="Hana Levi")
    assert (silent.promise, silent.finished_at) == ("", None)
    assert not silent.ratings_given.exclude(answered_at=None).exists()
    assert silent.ratings_received.exclude(answered_at=None).count() == 11
    assert Rating.objects.filter(not_enough_contact=True).count() == 3
    assert Rating.objects.filter(answers__T1="cant_say").exists()
    assert Rating.objects.exclude(comment="").count() == 6


def test_whoever_finished_has_answered_about_the_team_too(made: Organisation) -> None:
    finished = Participant.objects.exclude(finished_at=None)
    assert not finished.exclude(practice_answers__whole=True).exists()
    assert (
        not Participant.objects.filter(finished_at=None).exclude(practice_answers__answered_at=None).exists()
    )
    assert finished.count() > 50
    luca = PracticeAnswers.objects.get(
        participant__name="Luca Romano", participant__round__name="One year on"
    )
    assert (luca.answers["J1"], luca.scores["development"]) == ("cant_say", None)


def test_in_the_open_round_ada_is_in_the_middle_and_others_are_at_every_stage(made: Organisation) -> None:
    still_open = Round.objects.get(status="open")
    stages = {one.name: (one.whole, one.begun) for one in still_open.participants.with_progress()}
    assert stages["Ada Okafor"] == (4, 5)
    assert stages["Ben Lindqvist"] == (11, 11)
    assert stages["Hana Levi"] == (0, 0)
    finished = set(still_open.participants.exclude(finished_at=None).values_list("name", flat=True))
    assert finished == {name for name, (whole, _) in stages.items() if whole == 11}
    assert not still_open.ratings.filter(answered_at__gt=people.NOW).exists()


def test_pairs_move_between_rounds(made: Organisation) -> None:
    first = drawn("Product Leadership", "First look").spectrum
    later = drawn("Product Leadership", "Half a year on").spectrum
    assert (abs(later.position - first.position) > 2 * first.noise_trust.half_width).any()


def test_the_parts_are_played_by_people_without_a_password(made: Organisation) -> None:
    ada, fay, olu = (User.objects.get(email=making.PARTS[part]) for part in ("ada", "facilitator", "admin"))
    assert (str(ada), str(fay), str(olu)) == ("Ada Okafor", "Fay Andersen", "Olu Balogun")
    assert ada.leaders.count() == 1
    assert set(fay.roles.values_list("kind", flat=True)) == {Role.Kind.FACILITATOR}
    assert fay.roles.count() == 4
    assert set(making.LEADERS.values()) == {
        leader.name for leader in Leader.objects.in_cohort(cohort_of("Executive Team"))
    }
    assert [role.kind for role in olu.roles.all()] == [Role.Kind.ADMIN]
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_it_is_the_same_every_time(made: Organisation) -> None:
    told = everything()
    forget(made)
    make()
    assert everything() == told


def test_making_it_again_changes_nothing(made: Organisation) -> None:
    before = everything()
    with pytest.raises(making.AlreadyThere):
        making.make(now=people.NOW + timedelta(days=1), chance=random.Random(1))
    assert everything() == before


def test_the_door_shuts_as_soon_as_something_real_is_there(
    made: Organisation, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        assert making.only_the_demo()
    stranger = User.objects.create_user(email="someone@real.example")
    assert not making.only_the_demo()
    stranger.delete()
    organisations.create(by=None, name="Real")
    assert not making.only_the_demo()
    with pytest.raises(making.NotTheDemo):
        make()


def test_whom_a_visitor_adds_belongs_to_the_demo(made: Organisation) -> None:
    cohorts.add_leader(by=None, organisation=made, name="A Visitor", email="visitor@real.example")
    cohort = Cohort.objects.all()[0]
    roles.make_facilitator(by=None, cohort=cohort, email="coach@real.example", now=people.NOW)
    assert making.only_the_demo()
