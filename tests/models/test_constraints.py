"""What no row may ever be: every constraint of the tables, refused by the database itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.db.models.functions import Upper

from assessments.models import (
    Cohort,
    Instrument,
    Item,
    Leader,
    Mail,
    MailWording,
    Membership,
    Named,
    Participant,
    PracticeAnswers,
    Rating,
    Reveal,
    Role,
    Round,
    Scale,
    User,
)
from assessments.models.fields import PublicIdField

from ..people import BEFORE, LONG_AGO, NOW, Cast, participant, rating

TABLES = list(apps.get_app_config("assessments").get_models())


def ada_about_ben(cast: Cast) -> models.QuerySet[Rating]:
    return Rating.objects.filter(pk=rating(cast.closed, "Ada", "Ben").pk)


def ada_in_autumn(cast: Cast) -> models.QuerySet[Participant]:
    return Participant.objects.filter(pk=participant(cast.open, "Ada").pk)


def ben_in_autumn(cast: Cast) -> models.QuerySet[Participant]:
    return Participant.objects.filter(pk=participant(cast.open, "Ben").pk)


def asked(cast: Cast) -> models.QuerySet[Reveal]:
    return Reveal.objects.filter(participant=participant(cast.closed, "Ada"))


def adas_practices(cast: Cast) -> models.QuerySet[PracticeAnswers]:
    return PracticeAnswers.objects.filter(participant=participant(cast.open, "Ada"))


def rounds(cast: Cast) -> models.QuerySet[Round]:
    return Round.objects.filter(pk=cast.closed.pk)


def unused(cast: Cast) -> models.QuerySet[Instrument]:
    """No round has used it, so it is not the lock that refuses."""
    return Instrument.objects.filter(organisation=cast.farther)


def leader(cast: Cast) -> models.QuerySet[Leader]:
    return Leader.objects.filter(user=cast.ben)


def again(row: models.Model) -> object:
    """The same row once more, under another id."""
    row.pk = None
    if hasattr(row, "public_id"):
        row.public_id = "another"
    return type(row).objects.bulk_create([row])  # type: ignore[attr-defined]


def mail(cast: Cast) -> models.QuerySet[Mail]:
    return Mail.objects.filter(participant=participant(cast.open, "Ada"))


def draft(cast: Cast, **changed: Any) -> object:
    row = {"organisation": cast.organisation, "cohort": cast.cohort, "name": "Winter"}
    row |= {"instrument": cast.closed.instrument, "audience": "facilitator_only"}
    return Round.objects.bulk_create([Round(**row | changed)])


def _is_public(table: type[models.Model]) -> bool:
    return any(isinstance(field, PublicIdField) for field in table._meta.fields)


def named_twice(cast: Cast) -> object:
    one = Named(
        organisation=cast.organisation, participant=ben_in_autumn(cast).get(), role=cast.fay.roles.get()
    )
    return again(one), again(one)


Break = Callable[[Cast], object]
BREAKS: list[tuple[str, Break]] = [
    ("one_cohort_per_name", lambda cast: again(Cohort.objects.get(pk=cast.cohort.pk))),
    ("one_name_per_role", named_twice),
    ("one_leader_per_email", lambda cast: leader(cast).update(email="ADA@harbour.example")),
    ("one_leader_per_user", lambda cast: leader(cast).update(user=cast.ada)),
    ("one_current_membership", lambda cast: again(Membership.objects.get(leader__user=cast.ada))),
    ("membership_left_after_joined", lambda cast: Membership.objects.update(left_at=LONG_AGO - timedelta(1))),
    ("one_instrument_per_version", lambda cast: again(unused(cast).get())),
    ("instrument_points", lambda cast: unused(cast).update(points=1)),
    ("instrument_points", lambda cast: unused(cast).update(points=102)),
    ("instrument_zone_borders", lambda cast: unused(cast).update(low=75)),
    ("instrument_zone_borders", lambda cast: unused(cast).update(low=-1)),
    ("instrument_zone_borders", lambda cast: unused(cast).update(high=101)),
    ("instrument_zone_borders", lambda cast: unused(cast).update(each_view=101)),
    ("instrument_day_share", lambda cast: unused(cast).update(day_share=1)),
    ("instrument_default_sem", lambda cast: unused(cast).update(default_sem=0)),
    ("one_scale_per_key", lambda cast: Scale.objects.filter(instrument__in=unused(cast)).update(key="trust")),
    ("one_item_per_key", lambda cast: Item.objects.filter(instrument__in=unused(cast)).update(key="T1")),
    ("role_admin_of_all_facilitator_of_cohort", lambda cast: cast.fay.roles.update(cohort=None)),
    ("role_admin_of_all_facilitator_of_cohort", lambda cast: cast.olu.roles.update(cohort=cast.cohort)),
    ("role_admin_of_all_facilitator_of_cohort", lambda cast: cast.olu.roles.update(kind="owner")),
    ("one_admin_role_per_user", lambda cast: again(Role.objects.get(user=cast.olu))),
    ("one_facilitator_role_per_cohort", lambda cast: again(Role.objects.get(user=cast.fay))),
    (
        "user_email_in_lower_case",
        lambda cast: User.objects.filter(pk=cast.ada.pk).update(email=Upper("email")),
    ),
    ("user_has_email", lambda cast: User.objects.filter(pk=cast.ada.pk).update(email="")),
    ("one_rating_per_colleague", lambda cast: again(ada_about_ben(cast).get())),
    ("nobody_rates_oneself", lambda cast: ada_about_ben(cast).update(about=F("rater"))),
    ("trust_score_on_the_scale", lambda cast: ada_about_ben(cast).update(trust=-0.1)),
    ("trust_score_on_the_scale", lambda cast: ada_about_ben(cast).update(trust=100.1)),
    ("purpose_score_on_the_scale", lambda cast: ada_about_ben(cast).update(purpose=-0.1)),
    ("purpose_score_on_the_scale", lambda cast: ada_about_ben(cast).update(purpose=100.1)),
    ("need_on_the_scale", lambda cast: ada_about_ben(cast).update(need=0)),
    ("need_on_the_scale", lambda cast: ada_about_ben(cast).update(need=6)),
    ("no_score_without_contact", lambda cast: ada_about_ben(cast).update(not_enough_contact=True)),
    ("one_reveal_per_colleague", lambda cast: again(asked(cast).get())),
    (
        "nobody_reveals_to_oneself",
        lambda cast: asked(cast).update(colleague=participant(cast.closed, "Ada")),
    ),
    ("shown_after_asked", lambda cast: asked(cast).update(shown_at=BEFORE)),
    ("practices_answered_with_a_version", lambda cast: adas_practices(cast).update(answered_at=NOW)),
    ("practices_answered_with_a_version", lambda cast: adas_practices(cast).update(whole=True)),
    ("one_round_per_name", lambda cast: again(Round.objects.get(pk=cast.closed.pk))),
    ("one_round_per_content", lambda cast: [draft(cast, name=name, content="same") for name in "ab"]),
    ("round_audience", lambda cast: draft(cast, audience="everyone")),
    ("round_status_and_times", lambda cast: draft(cast, opened_at=NOW)),
    ("round_status_and_times", lambda cast: draft(cast, status="open")),
    ("round_status_and_times", lambda cast: draft(cast, status="open", opened_at=NOW, closed_at=NOW)),
    ("round_status_and_times", lambda cast: draft(cast, status="lost", opened_at=NOW)),
    ("round_status_and_times", lambda cast: rounds(cast).update(opened_at=None)),
    ("round_status_and_times", lambda cast: rounds(cast).update(closed_at=None)),
    ("round_status_and_times", lambda cast: rounds(cast).update(status="released")),
    (
        "round_status_and_times",
        lambda cast: rounds(cast).update(status="released", released_at=NOW, opened_at=None),
    ),
    ("round_closes_after_it_opens", lambda cast: draft(cast, opens_at=NOW, closes_at=NOW)),
    ("one_participant_per_leader", lambda cast: again_at(9, ada_in_autumn(cast).get(), account=None)),
    ("one_participant_per_account", lambda cast: ben_in_autumn(cast).update(account=cast.ada)),
    ("one_participant_per_position", lambda cast: ada_in_autumn(cast).update(position=2)),
    ("promise_shown_at_a_time", lambda cast: ada_in_autumn(cast).update(promise="")),
    ("mail_state_and_times", lambda cast: mail(cast).update(state="waiting")),
    ("mail_state_and_times", lambda cast: mail(cast).update(sent_at=None)),
    ("mail_state_and_times", lambda cast: mail(cast).update(state="unknown")),
    ("mail_state_and_times", lambda cast: mail(cast).update(state="claimed", sent_at=None, claimed_at=None)),
    ("mail_state_and_times", lambda cast: mail(cast).update(state="lost")),
    ("one_wording_per_kind", lambda cast: again(MailWording.objects.get(organisation=cast.organisation))),
    ("mail_of_an_organisation_but_for_signing_in", lambda cast: mail(cast).update(kind="sign_in")),
    ("promise_shown_at_a_time", lambda cast: ada_in_autumn(cast).update(promised_at=None)),
    ("who_has_withdrawn_answers_no_more", lambda cast: ada_in_autumn(cast).update(withdrawn_at=NOW)),
]


def again_at(position: int, row: Participant, account: User | None) -> object:
    row.position, row.account = position, account
    return again(row)


def test_the_database_refuses_each(cast: Cast) -> None:
    refused = [(place, name, refused_by(cast, broken)) for place, (name, broken) in enumerate(BREAKS)]
    assert [one for one in refused if one[1] != one[2]] == []


def test_no_constraint_is_left_out() -> None:
    assert {name for name, _ in BREAKS} == set(CONSTRAINTS)


def test_what_may_be_is_kept(cast: Cast) -> None:
    """The other side of the table: the constraints refuse no more than they should."""
    assert rounds(cast).update(status="released", released_at=NOW) == 1
    assert ada_about_ben(cast).update(trust=None, purpose=None, need=None, not_enough_contact=True) == 1
    assert ada_about_ben(cast).update(trust=0, purpose=0, need=1, not_enough_contact=False) == 1
    assert ada_about_ben(cast).update(trust=100, purpose=100, need=5) == 1
    assert Leader.objects.filter(user__in=[cast.ada, cast.ben]).update(email="", user=None) == 2
    assert cast.open.participants.update(account=None) == 3
    assert Membership.objects.filter(cohort=cast.cohort).update(left_at=F("joined_at")) == 3
    assert draft(cast) != []
    assert draft(cast, name="Winter two", opens_at=NOW, closes_at=NOW + timedelta(minutes=1)) != []
    assert draft(cast, name="Winter three", closes_at=NOW) != []


@pytest.mark.parametrize("table", [table for table in TABLES if _is_public(table)])
def test_nothing_shares_its_public_id(cast: Cast, table: Any) -> None:
    first, last = table.objects.order_by("pk").first(), table.objects.order_by("pk").last()
    assert first != last
    with pytest.raises(IntegrityError, match="public_id"), transaction.atomic():
        table.objects.filter(pk=last.pk).update(public_id=first.public_id)


def refused_by(cast: Cast, broken: Break) -> str:
    try:
        with transaction.atomic():
            broken(cast)
            transaction.set_rollback(True)
    except IntegrityError as refused:
        return _constraint_in(str(refused))
    return "nothing"


def _constraint_in(message: str) -> str:
    """Which constraint a message is about: for plain columns SQLite names these, and not the constraint."""
    columns = message.removeprefix("UNIQUE constraint failed: ")
    found = [name for name in CONSTRAINTS if re.search(rf"\b{name}\b", message)]
    return (found or [name for name, told in CONSTRAINTS.items() if told == columns] or [message])[0]


def _columns(table: type[models.Model], constraint: models.BaseConstraint) -> str:
    fields = getattr(constraint, "fields", ())
    return ", ".join(f"{table._meta.db_table}.{table._meta.get_field(name).column}" for name in fields)


CONSTRAINTS = {
    constraint.name: _columns(table, constraint) for table in TABLES for constraint in table._meta.constraints
}
