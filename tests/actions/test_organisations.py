"""Organisations: made and renamed."""

from __future__ import annotations

from assessments.actions import organisations
from assessments.measurement.instrument import DEFAULT
from assessments.models import Organisation

from ..people import Cast
from .trail import lines_of


def test_create_gives_it_its_own_questionnaire(cast: Cast) -> None:
    left = lines_of(lambda: organisations.create(by=cast.olu, name="Lighthouse"))
    made = Organisation.objects.get(name="Lighthouse")
    assert left == [("created", "organisation", "", "Olu Balogun")]
    assert (made.simulated, made.roles.exists()) == (False, False)
    assert [one.definition() for one in made.instruments.all()] == [DEFAULT]


def test_rename(cast: Cast) -> None:
    left = lines_of(lambda: organisations.rename(by=cast.olu, organisation=cast.organisation, name="Haven"))
    assert left == [("renamed", "organisation", "", "Olu Balogun")]
    assert Organisation.objects.get(pk=cast.organisation.pk).name == "Haven"
