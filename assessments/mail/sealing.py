"""A mail's text while it waits: sealed with the key of the site, so that a copy of the database lets nobody in."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = (
    b"assessments.mail"  # a key of its own: what is made from the site's key for something else opens nothing
)


class Unreadable(Exception):
    """Sealed with a key that the site no longer has."""


def seal(said: dict[str, Any]) -> bytes:
    return _lock(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(json.dumps(said).encode())


def unseal(sealed: bytes) -> dict[str, Any]:
    """Raises Unreadable. What an earlier key has sealed is read as long as SECRET_KEY_FALLBACKS holds it."""
    try:
        opened = _lock(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed)
    except InvalidToken as error:
        raise Unreadable from error
    return json.loads(opened)


@cache
def _lock(*secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
