"""A mail's text while it waits: readable with the site's key, with an earlier one while it is kept, else not."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.mail.sealing import Unreadable, seal, unseal

SAID = {"subject": "Your code", "text": "    KRZT-QPLM"}


def test_what_was_sealed_is_read_again() -> None:
    sealed = seal(SAID)
    assert unseal(sealed) == SAID
    assert b"KRZT" not in sealed


def test_a_changed_key_reads_as_long_as_the_earlier_one_is_kept(settings: Any) -> None:
    sealed = seal(SAID)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 6
    assert unseal(sealed) == SAID
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        unseal(sealed)
