"""Two people at once, each in a thread with a connection and a transaction of its own, stopped between two statements.

The first stops after a statement of theirs, inside their transaction. Then the second runs, and stops likewise,
unless they have to wait for the first. Both then go on, the first ahead. So the order is the same in every run,
and `overtook` says whether anything kept the second from going on while the first was in the middle.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

on_sqlite = connection.vendor == "sqlite"
AT_ITS_END = None
WAITS = 0.4  # seconds after which somebody who has not come as far is waiting for a lock
HANGS = 15.0  # seconds after which something is wrong


@dataclass(frozen=True)
class Both:
    first: Any
    second: Any
    overtook: bool


def both(
    first: Callable[[], Any],
    second: Callable[[], Any],
    *,
    first_stops_after: str,
    second_stops_after: str | None,
    at_once: bool = False,
) -> Both:
    """What each returned or raised. A stop is a part of the statement's text, or the end of all that they do.
    `at_once`: both go on together, so that each may have to wait for the other."""
    ahead, behind = _Person(first), _Person(second)
    ahead.stop, behind.stop = first_stops_after, second_stops_after
    ahead.start()
    assert ahead.stopped.wait(HANGS), f"The first never did {first_stops_after!r}."
    behind.start()
    overtook = behind.stopped.wait(WAITS)
    if at_once:
        behind.may_go_on.set()
    for person in (ahead, behind):
        person.may_go_on.set()
        person.join(HANGS)
        assert not person.is_alive(), "The two wait for each other."
    return Both(ahead.outcome, behind.outcome, overtook)


class _Person(threading.Thread):
    def __init__(self, does: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.does = does
        self.stop: str | None = AT_ITS_END
        self.stopped, self.may_go_on = threading.Event(), threading.Event()
        self.outcome: Any = None

    def run(self) -> None:
        try:
            with connection.execute_wrapper(self._statement):
                self.outcome = self.does()
        except Exception as raised:
            self.outcome = raised
        finally:
            connection.close()
            if self.stop is AT_ITS_END:
                self.stopped.set()

    def _statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        result = execute(sql, *rest)
        if self.stop is not None and self.stop in sql and not self.stopped.is_set():
            self.stopped.set()
            self.may_go_on.wait(HANGS)
        return result


@contextmanager
def without(monkeypatch: Any, owner: Any, name: str, instead: Callable[..., Any]) -> Iterator[None]:
    """The guard taken away, for as long as it takes to show that the accident then happens."""
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, instead)
        yield


@contextmanager
def unlocked(monkeypatch: Any, *guards: tuple[Any, str, Callable[..., Any]]) -> Iterator[None]:
    """No row is locked, and on SQLite a transaction waits for its place until it writes."""
    with ExitStack() as stack:
        for guard in guards:
            stack.enter_context(without(monkeypatch, *guard))
        if on_sqlite:
            patch = stack.enter_context(monkeypatch.context())
            patch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        yield
