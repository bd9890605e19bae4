"""Columns that every table shares."""

import secrets
import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import IExact
from django.utils.translation import gettext as _

from ..files import text

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letter that is mistaken for another when read out
LENGTH = 12  # 59 bits: nobody guesses one, and two never meet


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):
    """What stands in an address: random, so that it tells nothing of how many there are or which came first."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**kwargs)

    def get_prep_value(self, value: Any) -> Any:
        """No id holds what is no text, and PostgreSQL does not even compare with it."""
        value = super().get_prep_value(value)
        return "" if isinstance(value, str) and not text.is_text(value) else value


class NameInput(forms.CharField):
    """Takes what can be seen of what was typed; what nobody can see is not there."""

    def to_python(self, value: Any) -> str:
        return text.visible(str(super().to_python(value)))


class AddressInput(forms.EmailField):
    """The address that can be seen, whatever was copied along with it."""

    def to_python(self, value: Any) -> str:
        return text.address(str(super().to_python(value)))


class SeenField(models.CharField):
    """Text of which only what can be seen is stored, compared and counted; too long is refused by every database."""

    def seen(self, value: str) -> str:
        return text.visible(value)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return self.seen(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row in memory holds from now on what the table holds."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            setattr(model_instance, self.attname, self.seen(value))
        return getattr(model_instance, self.attname)

    def db_check(self, connection: Any) -> str:
        """SQLite stores what is longer than its column."""
        return f"length({connection.ops.quote_name(self.column)}) <= {self.max_length}"


class NameField(SeenField):
    """What somebody or something is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": 120} | kwargs))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": NameInput} | kwargs))


class AddressField(SeenField, models.EmailField):
    """An e-mail address, in lower case."""

    def seen(self, value: str) -> str:
        return text.address(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": AddressInput} | kwargs))


@AddressField.register_lookup
class SameAddress(IExact):
    """As Django compares without regard to capitals, which is how allauth looks for accounts; by what can be seen."""

    prepare_rhs = True


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone such as Europe/Vienna."), code="time_zone")


class TimeZoneField(models.CharField):
    """The name of a time zone, such as Europe/Vienna; empty for the site's own."""

    default_validators = [validate_time_zone]

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **(kwargs | {"max_length": 64, "blank": True, "default": ""}))
