"""What is written by hand in models/sql.py finds what Django's own would find."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from assessments.actions import organisations
from assessments.models import Participant, Role, Round

from .. import people
from ..people import NOW, Cast


def unnamed(round: Any, role: Any) -> Q:
    """Django's own words for the opposite of NamedByAll."""
    promised = Participant.objects.filter(round=round).exclude(promise="")
    return Q(Exists(promised.exclude(named__role=role)))


def test_named_by_all(cast: Cast) -> None:
    """Rounds that were promised before, while and after a second facilitator came, and one that nobody has read."""
    winter, summer = people.open_round(cast.cohort, "Winter"), people.open_round(cast.cohort, "Summer")
    people.promised(winter, "Ada")
    max_ito = organisations.make_facilitator(
        by=None, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=NOW
    )
    people.promised(winter, "Ben")
    people.promised(summer, "Ben")
    people.open_round(cast.cohort, "Unread")
    found = {}
    for round in Round.objects.all():
        theirs = Role.objects.filter(cohort=round.cohort_id, kind=Role.Kind.FACILITATOR)
        found[round.name] = {role.name for role in Role.objects.promised_in(round)}
        assert found[round.name] == {role.name for role in theirs.exclude(unnamed(round, OuterRef("pk")))}
    assert found["Winter"] == found["Autumn"] == {"Fay Andersen"}
    assert found["Summer"] == found["Unread"] == {"Fay Andersen", "Max Ito"}
    for user in (cast.fay, max_ito.user, cast.zoe, cast.ada):
        by_hand = {
            row.pk
            for row in Round.objects.with_promise_to(user)
            if row.promised_to_reader  # type: ignore[attr-defined]
        }
        roles = Role.objects.filter(user=user, kind=Role.Kind.FACILITATOR, cohort=OuterRef("cohort"))
        named = roles.exclude(unnamed(OuterRef(OuterRef("pk")), OuterRef("pk")))
        twin = Round.objects.filter(Exists(named)).exclude(participants__account=user)
        assert by_hand == set(twin.values_list("pk", flat=True)), user
