"""Columns that every table shares."""

import secrets
import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letter that is mistaken for another when read out
LENGTH = 12  # 59 bits: nobody guesses one, and two never meet


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):
    """What stands in an address: random, so that it tells nothing of how many there are or which came first."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**kwargs)


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone such as Europe/Vienna."), code="time_zone")


class TimeZoneField(models.CharField):
    """The name of a time zone, such as Europe/Vienna; empty for the site's own."""

    default_validators = [validate_time_zone]

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **(kwargs | {"max_length": 64, "blank": True, "default": ""}))
