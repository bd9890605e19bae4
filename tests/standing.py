"""Who stands in a worker's database when a test begins: nobody, the cast, or the demo.

They are gathered by the product's own actions and committed once; each test works in a transaction of its own on top,
which is rolled back. A test that really commits (`transaction=True`) begins with nobody and gathers its own. Tests are
sorted so that the database changes hands three times in a run; in any other order it changes hands more often.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from assessments.demo import making
from assessments.models import instruments

from . import people

_stands = ""
_made: Any = None
_in_memory: dict[Any, Any] = {}

# By the name of the fixture that asks for them.
GATHER: dict[str, Callable[[], Any]] = {
    "cast": people.gather,
    "the_demo": lambda: making.make(now=people.NOW, chance=random.Random(making.SEED)),
}


def asked_for(test: pytest.Item) -> str:
    """The fixture whose people must stand there before `test` begins, or nobody."""
    names = getattr(test, "fixturenames", ())
    return "" if really_commits(test) else next((name for name in GATHER if name in names), "")


def really_commits(test: pytest.Item) -> bool:
    mark = test.get_closest_marker("django_db")
    names = getattr(test, "fixturenames", ())
    return bool({"transactional_db", "live_server"} & set(names) or (mark and mark.kwargs.get("transaction")))


def make_room_for(test: pytest.Item) -> None:
    """Only what `test` asks for stands in the database afterwards, and in memory no other test's work."""
    global _stands, _made, _in_memory
    wanted = asked_for(test)
    if wanted != _stands:
        if _stands:
            call_command("flush", interactive=False, verbosity=0)
        _stands, _made = wanted, gather(wanted) if wanted else None
        _in_memory = dict(instruments._locked)
    instruments._locked.clear()
    instruments._locked.update(_in_memory)


def gather(wanted: str) -> Any:
    with transaction.atomic():
        return GATHER[wanted]()


def of(wanted: str) -> Any:
    """Values of the test's own, as tests change them. Who really commits finds nobody to copy, and gathers."""
    return copy.deepcopy(_made) if wanted == _stands else gather(wanted)


def in_order(test: pytest.Item) -> int:
    """Nobody's first, then each cast's own, and what really commits last."""
    return len(GATHER) + 1 if really_commits(test) else ["", *GATHER].index(asked_for(test))
