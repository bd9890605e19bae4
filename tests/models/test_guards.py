"""What only a trigger can refuse: each rule of migration 0002, and that its triggers outlived all that came after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from assessments.actions import instruments
from assessments.models import Cohort, Instrument, Item, Leader, Membership, Named, Role, Round, Scale
from assessments.promise.audience import WIDTH, widens

from ..people import NOW, Cast, leader, participant
from .test_constraints import (
    TABLES,
    ada_about_ben,
    ada_in_autumn,
    adas_practices,
    again,
    asked,
    mail,
    rounds,
    unused,
)

guards = import_module("assessments.migrations.0002_guards")
NOT_A_SCORE = (-0.1, 100.1, "50", "", True, [50], {})
NOT_A_POINT = (0, 8, -1, 4.5, "4", "", True, None, [4], {}, "cannot_say")


def answered(value: Any, key: str = "T1") -> Callable[[Cast], object]:
    return lambda cast: ada_about_ben(cast).update(answers={key: value})


def new_rating(cast: Cast, **changed: Any) -> object:
    row = ada_about_ben(cast).get()
    ada_about_ben(cast).delete()
    for field, value in changed.items():
        setattr(row, field, value)
    return again(row)


def practised(value: Any, key: str = "V1") -> Callable[[Cast], object]:
    return lambda cast: adas_practices(cast).update(answers={key: value})


def practice_scored(value: Any, key: str = "vision") -> Callable[[Cast], object]:
    return lambda cast: adas_practices(cast).update(scores={key: value})


def new_practices(cast: Cast, **changed: Any) -> object:
    row = adas_practices(cast).get()
    adas_practices(cast).delete()
    return added(row, **changed)


def scale(cast: Cast) -> models.QuerySet[Scale]:
    return Scale.objects.filter(instrument=cast.closed.instrument, key="vision")


def item(cast: Cast) -> models.QuerySet[Item]:
    return Item.objects.filter(instrument=cast.closed.instrument, key="T1")


def unused_scale(cast: Cast) -> models.QuerySet[Scale]:
    return Scale.objects.filter(instrument__in=unused(cast), key="vision")


def unused_item(cast: Cast) -> models.QuerySet[Item]:
    return Item.objects.filter(instrument__in=unused(cast), key="T1")


def next_version(cast: Cast) -> Instrument:
    """Of the same organisation's questionnaire, and no round has used it."""
    definition = replace(cast.closed.instrument.definition(), version=2)
    return instruments.add(organisation=cast.organisation, definition=definition)


def at_another_scale(instrument: Instrument) -> dict[str, Any]:
    return {"instrument": instrument, "scale": instrument.scales.get(key="vision"), "key": "moved"}


def added(row: Any, **changed: Any) -> Any:
    for field, value in changed.items():
        setattr(row, field, value)
    return again(row)


def used(cast: Cast) -> models.QuerySet[Instrument]:
    return Instrument.objects.filter(pk=cast.closed.instrument_id)


def membership(cast: Cast) -> models.QuerySet[Membership]:
    return Membership.objects.filter(leader__user=cast.ada)


def elsewhere(name: str) -> Leader:
    return leader(f"{name} ")


def ada_leads(cast: Cast) -> models.QuerySet[Leader]:
    return Leader.objects.filter(user=cast.ada)


def fay_leads(cast: Cast, came_back: bool = False) -> object:
    fay = Leader.objects.create(organisation=cast.organisation, name="Fay Andersen", user=cast.fay)
    left_at = NOW if came_back else None
    made = Membership.objects.create(
        organisation=cast.organisation, cohort=cast.cohort, leader=fay, joined_at=NOW, left_at=left_at
    )
    return Membership.objects.filter(pk=made.pk).update(left_at=None)


def fay_to(cast: Cast, name: str) -> models.QuerySet[Named]:
    return Named.objects.filter(participant=participant(cast.open, name))


def named(cast: Cast, cohort: Cohort, to: str = "Ben", **changed: Any) -> object:
    """Somebody who facilitates the cohort from now on, to a leader of ours."""
    role = added(cast.fay.roles.get(), user=cast.nobody, cohort=cohort, organisation=cohort.organisation)[0]
    row = Named(organisation=cast.organisation, participant=participant(cast.open, to), role=role)
    return added(row, **changed)


Break = Callable[[Cast], object]
TENANTS = [table for table in TABLES if hasattr(table, "organisation")]


def moving(table: Any) -> Break:
    """A row that no other rule holds back: of an unused questionnaire, and an admin's role."""

    def move(cast: Cast) -> object:
        part_of_instrument = table in (Instrument, Scale, Item)
        theirs = table.objects.filter(organisation=cast.farther if part_of_instrument else cast.organisation)
        row = theirs.filter(user=cast.olu) if table is Role else theirs
        changed = {"version": 9} if table is Instrument else {}
        return table.objects.filter(pk=row.first().pk).update(organisation=cast.elsewhere, **changed)

    return move


def going(start: str, end: str) -> Break:
    """A round that stands at its start is put to its end, with the times that belong there."""

    def go(cast: Cast) -> object:
        row = Round.objects.get(pk=cast.closed.pk)
        winter = added(row, name="Winter", status=start, **times(start))
        return Round.objects.filter(pk=winter[0].pk).update(status=end, **times(end))

    return go


def times(status: str) -> dict[str, Any]:
    moments = ("opened_at", "closed_at", "released_at")
    return {moment: NOW if place < STEPS.index(status) else None for place, moment in enumerate(moments)}


STEPS = ("draft", "open", "closed", "released")
FORWARD = list(combinations(STEPS, 2))

BREAKS: list[tuple[str, Break]] = [
    *(("answer_off_the_scale", answered(value)) for value in NOT_A_POINT),
    ("answer_off_the_scale", answered(4, key="T9")),
    ("answer_off_the_scale", answered(4, key="V1")),  # a practice is about the team
    ("answer_off_the_scale", lambda cast: new_rating(cast, answers={"T1": 8})),
    *(("practice_answer_off_the_scale", practised(value)) for value in NOT_A_POINT),
    ("practice_answer_off_the_scale", practised(4, key="V9")),
    ("practice_answer_off_the_scale", practised(4, key="T1")),  # trust is about a colleague
    ("practice_answer_off_the_scale", lambda cast: new_practices(cast, answers={"V1": 8})),
    *(("practice_score_off_the_scale", practice_scored(value)) for value in NOT_A_SCORE),
    ("practice_score_off_the_scale", practice_scored(50, key="trust")),
    ("practice_score_off_the_scale", practice_scored(50, key="V1")),
    ("practice_score_off_the_scale", lambda cast: new_practices(cast, scores={"vision": 101})),
    ("practices_across_organisations", lambda cast: new_practices(cast, organisation=cast.elsewhere)),
    (
        "reveal_across_rounds",
        lambda cast: asked(cast).update(colleague=participant(cast.open, "Ben")),
    ),
    (
        "reveal_across_rounds",
        lambda cast: (row := asked(cast).get(), row.delete(), added(row, organisation=cast.elsewhere)),
    ),
    (
        "practices_across_organisations",
        lambda cast: (
            cast.zoes_open.participants.first().practice_answers.delete()  # type: ignore[union-attr]
            and adas_practices(cast).update(participant=cast.zoes_open.participants.first())
        ),
    ),
    ("rating_across_rounds", lambda cast: ada_about_ben(cast).update(rater=participant(cast.open, "Ada"))),
    ("rating_across_rounds", lambda cast: ada_about_ben(cast).update(about=participant(cast.open, "Ben"))),
    ("rating_across_rounds", lambda cast: ada_about_ben(cast).update(round=cast.open)),
    ("rating_across_rounds", lambda cast: new_rating(cast, round=cast.open)),
    ("rating_across_rounds", lambda cast: new_rating(cast, organisation=cast.elsewhere)),
    ("participant_across_organisations", lambda cast: ada_in_autumn(cast).update(leader=elsewhere("Yan"))),
    (
        "participant_across_organisations",
        lambda cast: ada_in_autumn(cast).update(round=cast.zoes_open, position=9),
    ),
    (
        "participant_across_organisations",
        lambda cast: added(ada_in_autumn(cast).get(), leader=elsewhere("Yan"), account=None, position=9),
    ),
    ("round_across_organisations", lambda cast: rounds(cast).update(cohort=cast.zoes_cohort)),
    (
        "round_across_organisations",
        lambda cast: rounds(cast).update(instrument=cast.zoes_closed.instrument),
    ),
    (
        "round_across_organisations",
        lambda cast: added(rounds(cast).get(), name="Winter", cohort=cast.zoes_cohort),
    ),
    ("membership_across_organisations", lambda cast: membership(cast).update(cohort=cast.zoes_cohort)),
    ("membership_across_organisations", lambda cast: membership(cast).update(leader=elsewhere("Yan"))),
    (
        "membership_across_organisations",
        lambda cast: added(membership(cast).get(), leader=elsewhere("Yan")),
    ),
    ("role_across_organisations", lambda cast: cast.fay.roles.update(cohort=cast.zoes_cohort)),
    (
        "role_across_organisations",
        lambda cast: added(cast.fay.roles.get(), organisation=cast.elsewhere, user=cast.nobody),
    ),
    ("role_across_organisations", lambda cast: added(cast.fay.roles.get(), cohort=cast.zoes_cohort)),
    ("mail_across_organisations", lambda cast: mail(cast).update(round=cast.zoes_open, participant=None)),
    ("mail_across_organisations", lambda cast: mail(cast).update(round=cast.closed)),
    (
        "mail_across_organisations",
        lambda cast: mail(cast).update(participant=participant(cast.zoes_open, "Zoe")),
    ),
    (
        "mail_across_organisations",
        lambda cast: added(mail(cast).get(), organisation=cast.elsewhere, key="another"),
    ),
    ("leads_and_facilitates_by_role", lambda cast: cast.fay.roles.update(user=cast.ada)),
    ("leads_and_facilitates_by_role", lambda cast: added(cast.fay.roles.get(), user=cast.ada)),
    ("leads_and_facilitates_by_membership", lambda cast: fay_leads(cast)),
    ("leads_and_facilitates_by_membership", lambda cast: fay_leads(cast, came_back=True)),
    ("leads_and_facilitates_by_account", lambda cast: ada_leads(cast).update(user=cast.fay)),
    ("admin_and_facilitator", lambda cast: cast.fay.roles.update(user=cast.olu)),
    ("admin_and_facilitator", lambda cast: added(cast.fay.roles.get(), user=cast.olu)),
    ("admin_and_facilitator", lambda cast: added(cast.olu.roles.get(), user=cast.fay)),
    ("named_across_cohorts", lambda cast: named(cast, cast.zoes_cohort)),
    ("named_across_cohorts", lambda cast: named(cast, cast.cohort, organisation=cast.elsewhere)),
    ("named_after_the_promise", lambda cast: named(cast, cast.cohort, to="Ada")),
    ("named_otherwise", lambda cast: fay_to(cast, "Ada").update(participant=participant(cast.open, "Ben"))),
    ("used_instrument_changed", lambda cast: used(cast).update(stem="Thinking of {name} …")),
    ("used_instrument_changed", lambda cast: used(cast).update(locked_at=None)),
    ("used_scale", lambda cast: scale(cast).update(name="Another")),  # two rules say the same of it
    ("used_scale_changed", lambda cast: added(scale(cast).get(), key="another")),
    ("used_scale_moved_out", lambda cast: scale(cast).update(instrument=next_version(cast), key="moved")),
    ("used_item", lambda cast: item(cast).update(text="Do you like {name}?")),
    ("used_item_changed", lambda cast: added(item(cast).get(), key="another")),
    ("used_item_moved_out", lambda cast: item(cast).update(**at_another_scale(next_version(cast)))),
    (
        "scale_across_organisations",
        lambda cast: unused_scale(cast).update(instrument=next_version(cast), key="moved"),
    ),
    (
        "scale_across_organisations",
        lambda cast: added(unused_scale(cast).get(), organisation=cast.elsewhere, key="another"),
    ),
    (
        "item_across_instruments",
        lambda cast: unused_item(cast).update(scale=scale(cast).get()),
    ),
    (
        "item_across_instruments",
        lambda cast: unused_item(cast).update(instrument=next_version(cast), key="moved"),
    ),
    (
        "item_across_instruments",
        lambda cast: added(unused_item(cast).get(), organisation=cast.elsewhere, key="another"),
    ),
    (
        "item_across_instruments",
        lambda cast: added(unused_item(cast).get(), scale=scale(cast).get(), key="another"),
    ),
    *(("round_went_back", going(start, end)) for end, start in FORWARD),
    ("audience_widened", lambda cast: rounds(cast).update(audience="open_to_pair")),
    *((f"{table._meta.model_name}_moved_to_another_organisation", moving(table)) for table in TENANTS),
]


def test_the_database_refuses_each(cast: Cast) -> None:
    refused = [(place, rule, refused_by(cast, broken)) for place, (rule, broken) in enumerate(BREAKS)]
    assert [one for one in refused if not one[2].startswith(one[1])] == []


def test_without_its_rule_each_would_be_stored(cast: Cast) -> None:
    """So it is that rule that refuses, and the rows of the test above are otherwise sound."""
    connection.check_constraints()  # PostgreSQL drops no trigger of a table on which checks are pending
    stored = [(place, refused_by(cast, broken, without=rule)) for place, (rule, broken) in enumerate(BREAKS)]
    assert [one for one in stored if one[1] != "nothing"] == []


def test_no_rule_is_left_out() -> None:
    assert {rule for rule, *_ in guards.RULES} <= {rule for rule, _ in BREAKS}


def test_every_trigger_is_there_after_all_migrations(db: None) -> None:
    """SQLite drops the triggers of a table that a later migration rebuilds: that migration must add them again."""
    assert triggers() == expected_triggers()


def test_the_guards_can_be_taken_away_and_put_back(db: None) -> None:
    guards.remove(None, editor())
    assert triggers() == set()
    guards.add(None, editor())
    assert triggers() == expected_triggers()


@pytest.mark.parametrize("kept", [[], [4], 4, "T1", True])
def test_answers_are_a_table_of_items(cast: Cast, kept: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ada_about_ben(cast).update(answers=kept)


@pytest.mark.parametrize("kept", [[], [4], 4, "V1", True])
@pytest.mark.parametrize("column", ["answers", "scores"])
def test_practices_are_a_table_too(cast: Cast, column: str, kept: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        adas_practices(cast).update(**{column: kept})


def test_what_may_be_said_of_practices_is_kept(cast: Cast) -> None:
    said = {"answers": {"V1": 1, "J2": 7, "D1": "cant_say"}, "scores": {"vision": 0, "respect": 100.0}}
    assert adas_practices(cast).update(**said) == 1
    assert adas_practices(cast).update(scores={"vision": None, "respect": 55.5}) == 1


def test_a_point_is_a_whole_number_on_both_databases(cast: Cast) -> None:
    """4.0 would be scored with the rating, and be no answer to whoever reads the points."""
    assert ada_about_ben(cast).update(answers={"T1": 4, "P4": "cant_say"}) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ada_about_ben(cast).update(answers={"T1": 4.0})


def test_an_audience_becomes_narrower_and_never_wider(cast: Cast) -> None:
    assert {(old, new) for old in WIDTH for new in WIDTH if audience_may_change(cast, "open", old, new)} == {
        (old, new) for old in WIDTH for new in WIDTH if not widens(old, new)
    }


def test_a_round_goes_on_and_stays(cast: Cast) -> None:
    steps = [*FORWARD, *((status, status) for status in STEPS)]
    assert {step: refused_by(cast, going(*step)) for step in steps} == dict.fromkeys(steps, "nothing")


def test_before_a_round_opens_its_audience_is_free(cast: Cast) -> None:
    assert all(audience_may_change(cast, "draft", old, new) for old in WIDTH for new in WIDTH)


def audience_may_change(cast: Cast, status: str, old: str, new: str) -> bool:
    row = Round.objects.get(pk=cast.open.pk)
    opened_at = row.opened_at if status == "open" else None
    with transaction.atomic():
        added(row, name="Winter", audience=old, status=status, opened_at=opened_at)
        winter = Round.objects.filter(name="Winter")
        try:
            with transaction.atomic():
                return winter.update(audience=new) == 1
        except IntegrityError:
            return False
        finally:
            transaction.set_rollback(True)


def test_nothing_of_an_organisation_is_left_out() -> None:
    hold_an_organisation = {
        table for table in TABLES if any(field.name == "organisation" for field in table._meta.fields)
    }
    assert set(TENANTS) == hold_an_organisation


def refused_by(cast: Cast, broken: Break, without: str = "") -> str:
    """The rule that refuses, or nothing; what was written is taken back."""
    try:
        with transaction.atomic():
            if without:
                drop(without)
            broken(cast)
            transaction.set_rollback(True)
    except IntegrityError as refused:
        return str(refused).split("\n")[0]
    return "nothing"


def drop(rules: str) -> None:
    """Every rule whose name begins so."""
    found = [one for one in guards.RULES if one[0].startswith(rules)]
    assert found != []
    with connection.cursor() as cursor:
        for rule, table, moment, _ in found:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in names_of(rule, moment):
                cursor.execute(f"DROP TRIGGER {name}{on}")


def names_of(rule: str, moment: str) -> set[str]:
    if connection.vendor == "postgresql":
        return {rule}
    return {f"{rule}_{kind.split()[0].lower()}" for kind in moment.split(" OR ")}


def expected_triggers() -> set[str]:
    return {name for rule, _, moment, _ in guards.RULES for name in names_of(rule, moment)}


def triggers() -> set[str]:
    of_sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    of_postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(of_sqlite if connection.vendor == "sqlite" else of_postgresql)
        return {name for (name,) in cursor.fetchall()}


def editor() -> Any:
    """What a migration writes with; Django's own would not start inside a test's transaction."""
    connection.check_constraints()
    return SimpleNamespace(connection=connection, execute=connection.cursor().execute)
