"""What is written by hand in models/sql.py finds what Django's own would find."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from assessments.accounts import _with_parts
from assessments.actions import roles
from assessments.models import Leader, Participant, Rating, Role, Round, User

from .. import people
from ..people import NOW, Cast


def unnamed(round: Any, role: Any) -> Q:
    """Django's own words for the opposite of NamedByAll."""
    promised = Participant.objects.filter(round=round).exclude(promise="")
    return Q(Exists(promised.exclude(named__role=role)))


def test_the_parts_of_an_account(cast: Cast) -> None:
    found = {user.pk: (user.leads, user.facilitates, user.administers) for user in _with_parts()}
    for user in User.objects.all():
        leads = Leader.objects.filter(user=user).exists() or Participant.objects.filter(account=user).exists()
        kinds = set(user.roles.values_list("kind", flat=True))
        assert found[user.pk] == (leads, "facilitator" in kinds, "admin" in kinds), user
    assert {found[user.pk] for user in (cast.ada, cast.fay, cast.olu, cast.zoe, cast.nobody)} == {
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (True, True, True),
        (False, False, False),
    }


def test_the_place_of_a_rating_among_its_raters(cast: Cast) -> None:
    crew = people.cohort(cast.organisation, "Five", "Dan A", "Eva B", "Finn C", "Gil D", "Hal E")
    winter = people.open_round(crew, "Winter")
    mine = Rating.objects.filter(rater=people.participant(winter, "Dan"))
    mine.filter(position=3).update(apart=True)
    mine.filter(position=2).update(whole=True)
    asked = Rating.objects.filter(rater=OuterRef("rater"), apart=False)
    still = asked.filter(whole=False).order_by("position").values("public_id")
    twin = {
        "colleagues": Subquery(asked.order_by().values("rater").annotate(n=Count("pk")).values("n")),
        "before": Subquery(
            asked.filter(position__lt=OuterRef("position")).order_by("-position").values("public_id")[:1]
        ),
        "after": Coalesce(
            Subquery(still.filter(position__gt=OuterRef("position"))[:1]),
            Subquery(still.filter(position__lt=OuterRef("position"))[:1]),
        ),
    }
    whole = asked.order_by().values("rater").annotate(n=Count("pk", filter=Q(whole=True))).values("n")
    twin["answered"] = Subquery(whole)
    by_hand = mine.asked().with_place().order_by("pk").values_list("pk", *twin)
    assert list(by_hand) == list(mine.asked().annotate(**twin).order_by("pk").values_list("pk", *twin))
    assert len(by_hand) == 3


def test_named_by_all(cast: Cast) -> None:
    """Rounds that were promised before, while and after a second facilitator came, and one that nobody has read."""
    winter, summer = people.open_round(cast.cohort, "Winter"), people.open_round(cast.cohort, "Summer")
    people.promised(winter, "Ada")
    max_ito = roles.make_facilitator(
        by=None, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=NOW
    )
    people.promised(winter, "Ben")
    people.promised(summer, "Ben")
    people.open_round(cast.cohort, "Unread")
    found = {}
    for round in Round.objects.all():
        theirs = Role.objects.filter(cohort=round.cohort_id, kind=Role.Kind.FACILITATOR)
        found[round.name] = {role.name for role in round.promised_facilitators()}
        assert found[round.name] == {role.name for role in theirs.exclude(unnamed(round, OuterRef("pk")))}
    assert found["Winter"] == found["Autumn"] == {"Fay Andersen"}
    assert found["Summer"] == found["Unread"] == {"Fay Andersen", "Max Ito"}
    for user in (cast.fay, max_ito.user, cast.zoe, cast.ada):
        by_hand = {
            row.pk
            for row in Round.objects.with_promise_to(user)
            if row.promised_to_reader  # type: ignore[attr-defined]
        }
        theirs = Role.objects.filter(user=user, kind=Role.Kind.FACILITATOR, cohort=OuterRef("cohort"))
        named = theirs.exclude(unnamed(OuterRef(OuterRef("pk")), OuterRef("pk")))
        twin = Round.objects.filter(Exists(named)).exclude(participants__account=user)
        assert by_hand == set(twin.values_list("pk", flat=True)), user
