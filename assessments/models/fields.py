"""Columns that every table shares."""

import secrets
from typing import Any

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letter that is mistaken for another when read out
LENGTH = 12  # 59 bits: nobody guesses one, and two never meet


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):
    """What stands in an address: random, so that it tells nothing of how many there are or which came first."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**kwargs)
