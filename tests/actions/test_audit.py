"""The audit says who did what to what, and never holds a rating."""

from __future__ import annotations

import re

from assessments.actions import audit, cohorts, organisations, roles, rounds
from assessments.models import Event, Rating, Role, Round

from .. import people
from ..people import NOW, Cast, leader

# Of everything that the cast does in Harbour; the answers of two rounds leave no line.
LINES = [
    ("created", "organisation", ""),
    ("made admin", "organisation", "olu@harbour.example"),
    ("reworded mail", "organisation", "check_in"),
    ("created", "cohort", ""),
    *[("added", "leader", ""), ("joined", "leader", "Board")] * 3,
    ("made facilitator", "cohort", "fay@harbour.example"),
    ("opened", "round", "audience facilitator_only"),
    *[("finished", "participant", "")] * 3,
    ("closed", "round", ""),
    ("opened", "round", "audience facilitator_only"),
    ("finished", "participant", ""),
]


def test_every_action_leaves_its_line_and_answers_leave_none(cast: Cast) -> None:
    lines = Event.objects.filter(organisation=cast.organisation).order_by("pk")
    assert list(lines.values_list("verb", "noun", "detail")) == LINES


def test_a_line_names_what_it_is_about(cast: Cast) -> None:
    closed = Event.objects.get(organisation=cast.organisation, verb="closed")
    assert closed.public_id == cast.closed.public_id
    finished = Event.objects.filter(organisation=cast.organisation, verb="finished")
    whose = {people.participant(round, name).public_id for round, name in finishers(cast)}
    assert set(finished.values_list("public_id", flat=True)) == whose


def finishers(cast: Cast) -> list[tuple[Round, str]]:
    return [(cast.closed, "Ada"), (cast.closed, "Ben"), (cast.closed, "Cleo"), (cast.open, "Cleo")]


def test_no_line_ever_holds_a_rating(cast: Cast) -> None:
    """After every action there is: no comment, no item, and no number but those in random ids."""
    everything_else_there_is_to_do(cast)
    said = Rating.objects.exclude(comment="").values_list("comment", flat=True)
    items = [item.key for item in cast.closed.instrument.definition().pair_items]
    assert (len(said), len(items)) == (3, 8)
    lines = list(Event.objects.values_list("verb", "noun", "detail"))
    text = "\n".join(" ".join(line) for line in lines)
    assert [hidden for hidden in (*said, *items, "cant_say") if hidden in text] == []
    assert re.findall(r"\d+", text) == []


def everything_else_there_is_to_do(cast: Cast) -> None:
    ada = leader("Ada Okafor")
    organisations.rename(by=cast.olu, organisation=cast.organisation, name="Haven")
    cohorts.rename(by=cast.olu, cohort=cast.cohort, name="Deck")
    cohorts.change_leader(by=cast.olu, leader=ada, name="Ada Obi", title="Chair", email=ada.email, now=NOW)
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ada, now=NOW)
    roles.take(by=cast.olu, role=Role.objects.get(user=cast.fay))
    rounds.close(by=cast.fay, round=cast.open, now=NOW)


def test_a_long_detail_is_cut_and_kept(cast: Cast) -> None:
    line = audit.record(
        organisation=cast.organisation, by=cast.olu, verb="saw", about=cast.closed, detail="x" * 500
    )
    assert Event.objects.get(pk=line.pk).detail == "x" * 200


def test_a_line_outlives_the_account(cast: Cast) -> None:
    line = audit.record(organisation=cast.organisation, by=cast.fay, verb="saw", about=cast.closed)
    cast.fay.delete()
    assert Event.objects.get(pk=line.pk).who is None


def test_a_line_outlives_the_participant(cast: Cast) -> None:
    cleo = people.participant(cast.open, "Cleo")
    line = Event.objects.get(participant=cleo, verb="finished")
    cleo.delete()
    assert Event.objects.get(pk=line.pk).who is None
