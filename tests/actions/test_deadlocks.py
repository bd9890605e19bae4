"""Two who lock each other's rows: a new row's foreign keys lock too, and must not wait for who renames the parent."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from assessments.actions import cohorts
from assessments.models import Cohort
from assessments.models.cohorts import CohortQuerySet
from assessments.models.organisations import OrganisationQuerySet

from ..people import Cast
from .test_races import READS_LEADERS, opening
from .together import Both, both, on_sqlite, without

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(on_sqlite, reason="SQLite has one writer at a time and no row to wait for."),
]

READS_COHORTS = 'FROM "assessments_cohort"'


def opening_while_renaming(cast: Cast) -> Both:
    """The one holds the cohort and adds rows of the organisation, the other holds this and writes that."""
    return both(
        opening(cast.cohort, "Winter"),
        lambda: cohorts.rename(by=cast.olu, cohort=Cohort.objects.get(pk=cast.cohort.pk), name="Deck").name,
        first_stops_after=READS_LEADERS,
        second_stops_after='"name" = ',
        at_once=True,
    )


def whole_locks(rows: Any, **how: Any) -> Any:
    return QuerySet.select_for_update(rows, **how | {"no_key": False})


def test_a_round_opens_while_its_cohort_is_renamed(cast: Cast) -> None:
    met = opening_while_renaming(cast)
    assert (met.overtook, str(met.first), met.second) == (True, "Winter", "Deck")
    assert Cohort.objects.get(pk=cast.cohort.pk).name == "Deck"


def test_with_locks_on_the_keys_too_one_is_thrown_out(cast: Cast, monkeypatch: Any) -> None:
    guards = [(rows, "select_for_update", whole_locks) for rows in (CohortQuerySet, OrganisationQuerySet)]
    with without(monkeypatch, *guards[0]), without(monkeypatch, *guards[1]):
        met = opening_while_renaming(cast)
    assert OperationalError in {type(met.first), type(met.second)}
