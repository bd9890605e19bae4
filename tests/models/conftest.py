"""The cast, with a row in every table of an organisation: constraints, triggers and erasing are tried on each."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def cast(cast: Any) -> Any:
    """Ada has asked to see the pair with Ben. None of the cast's rounds offers that, so no action would make it."""
    from assessments.models import Reveal

    from ..people import NOW, participant

    two = {"participant": participant(cast.closed, "Ada"), "colleague": participant(cast.closed, "Ben")}
    Reveal.objects.create(organisation=cast.organisation, asked_at=NOW, **two)
    return cast
