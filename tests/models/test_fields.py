"""Names and addresses hold what can be seen of them, alike on both databases."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from assessments.forms.admin import LeaderForm, OrganisationForm, RoleForm
from assessments.models import Leader, User
from assessments.models.fields import NameInput

from ..people import Cast

pytestmark = pytest.mark.django_db


def leader(cast: Cast) -> Leader:
    return Leader.objects.get(user=cast.ada)


def test_what_cannot_be_seen_is_not_stored(cast: Cast) -> None:
    ada = leader(cast)
    ada.name, ada.title, ada.email = "Ada\u202e\u200b  Okafor", "\u00a0Head\0", "Ada\u200b@Real.Example"
    ada.save()
    seen = ("Ada Okafor", "Head", "ada@real.example")
    assert (ada.name, ada.title, ada.email) == seen
    assert Leader.objects.values_list("name", "title", "email").get(pk=ada.pk) == seen
    Leader.objects.filter(pk=ada.pk).update(name="A\u2066da\nO")
    assert Leader.objects.get(pk=ada.pk).name == "Ada O"


def test_an_address_with_a_zero_width_space_is_the_one_without(cast: Cast) -> None:
    typed = cast.ada.email.replace("@", "\u200b@\ufeff").upper()
    assert User.objects.get(email=typed) == cast.ada
    assert User.objects.get(email__iexact=typed) == cast.ada
    form = LeaderForm(
        {"name": "Another Ada", "email": typed}, instance=Leader(organisation=cast.organisation)
    )
    assert form.errors == {"__all__": ["Somebody in this organisation already has this e-mail address."]}


@pytest.mark.parametrize("name", ["\u200b", "\u3164", " \u202e ", "\0", "\u2800"])
def test_a_name_of_which_nothing_can_be_seen_is_no_name(name: str) -> None:
    for form in (OrganisationForm({"name": name}), RoleForm({"name": name, "email": "a@real.example"})):
        assert form.errors == {"name": ["This field is required."]}


def test_a_name_is_as_long_as_what_can_be_seen_of_it() -> None:
    field = NameInput(max_length=5)
    assert field.clean("\u200bAda\u200b\u200b\u200b B") == "Ada B"
    with pytest.raises(ValidationError):
        field.clean("Ada Be")


@pytest.mark.parametrize("column", ["name", "title"])
def test_every_database_refuses_what_is_too_long(cast: Cast, column: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Leader.objects.filter(user=cast.ada).update(**{column: "x" * 121})
    assert Leader.objects.filter(user=cast.ada).update(**{column: "é" * 120}) == 1


def test_an_id_that_is_no_text_finds_nothing(cast: Cast) -> None:
    for typed in ("\0", "\udcff", leader(cast).public_id + "\0"):
        assert not Leader.objects.filter(public_id=typed).exists()
