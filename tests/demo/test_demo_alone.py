"""The demo is made in a database of its own or not at all."""

from __future__ import annotations

import random

import pytest

from assessments.demo import making
from assessments.models import Event, Organisation, User

from .. import people

pytestmark = pytest.mark.django_db


def test_a_database_with_people_in_it_is_left_alone(cast: people.Cast) -> None:
    before = (set(Organisation.objects.all()), Event.objects.count())
    with pytest.raises(making.NotTheDemo):
        making.make(now=people.NOW, chance=random.Random(making.SEED))
    assert (set(Organisation.objects.all()), Event.objects.count()) == before
    assert not making.only_the_demo()


def test_a_single_user_who_is_not_of_the_demo_is_reason_enough() -> None:
    User.objects.create_user(email="someone@real.example")
    with pytest.raises(making.NotTheDemo):
        making.make(now=people.NOW, chance=random.Random(making.SEED))
    assert not Organisation.objects.exists()


def test_an_empty_database_is_not_the_demo() -> None:
    assert not making.only_the_demo()
