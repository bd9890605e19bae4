"""An organisation can be erased: all that is its own goes with it, and nothing of anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import RestrictedError

from assessments.models import Cohort, Leader, Organisation, User

from ..people import Cast, leader
from .test_constraints import TABLES

OWNED = [table for table in TABLES if hasattr(table, "organisation")]


def rows_of(organisation: Organisation) -> dict[str, list[dict[str, Any]]]:
    return {
        table.__name__: list(table.objects.filter(organisation=organisation.pk).order_by("pk").values())
        for table in OWNED
    }


def test_all_of_it_goes_and_nothing_else(cast: Cast) -> None:
    others = [cast.elsewhere, cast.farther]
    before, accounts = [rows_of(one) for one in others], list(User.objects.order_by("pk").values())
    whole = rows_of(cast.organisation)
    assert [name for name, rows in whole.items() if not rows] == []
    cast.organisation.delete()
    assert {name: len(rows) for name, rows in rows_of(cast.organisation).items()} == dict.fromkeys(whole, 0)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Elsewhere", "Farther away"]
    assert [rows_of(one) for one in others] == before
    assert list(User.objects.order_by("pk").values()) == accounts  # people may be in other organisations too


@pytest.mark.parametrize("part", ["cohort", "leader", "instrument"])
def test_what_a_round_stands_on_is_not_deleted_under_it(cast: Cast, part: str) -> None:
    rows = {"cohort": cast.cohort, "leader": leader("Ada Okafor"), "instrument": cast.closed.instrument}
    before = rows_of(cast.organisation)
    with pytest.raises(RestrictedError):
        rows[part].delete()
    assert rows_of(cast.organisation) == before


def test_what_no_round_stands_on_is_deleted(cast: Cast) -> None:
    spare = Leader.objects.create(organisation=cast.organisation, name="Kim Ek")
    crew = Cohort.objects.create(organisation=cast.organisation, name="Crew")
    assert (spare.delete()[0], crew.delete()[0]) == (1, 1)
