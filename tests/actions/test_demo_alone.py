"""The demo is made in a database of its own or not at all."""

from __future__ import annotations

import random

import pytest

from assessments.actions import demo
from assessments.models import Event, Organisation, User

from .. import people

pytestmark = pytest.mark.django_db


def test_a_database_with_people_in_it_is_left_alone(cast: people.Cast) -> None:
    before = (set(Organisation.objects.all()), Event.objects.count())
    with pytest.raises(demo.NotTheDemo):
        demo.make(now=people.NOW, chance=random.Random(demo.SEED))
    assert (set(Organisation.objects.all()), Event.objects.count()) == before
    assert not demo.only_the_demo()


def test_a_single_user_who_is_not_of_the_demo_is_reason_enough() -> None:
    User.objects.create_user(email="someone@real.example")
    with pytest.raises(demo.NotTheDemo):
        demo.make(now=people.NOW, chance=random.Random(demo.SEED))
    assert not Organisation.objects.exists()


def test_an_empty_database_is_not_the_demo() -> None:
    assert not demo.only_the_demo()
