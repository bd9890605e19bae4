"""Whom a name means among those who are there: by what can be seen of it, not by its bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from ..files import text


class Named(Protocol):
    name: str


Known = TypeVar("Known", bound=Named)


class SpeltOtherwise(Exception):
    """Somebody, or a cohort, is there already under a spelling that can be told apart but is hardly meant to be."""

    def __init__(self, here: str, there: str) -> None:
        self.here, self.there = here, there
        super().__init__(here, there)


class KnownNames(Generic[Known]):
    """`exact`: what can be seen to differ is meant to."""

    def __init__(self, known: Iterable[Known], exact: bool = False) -> None:
        self._same = {text.same(one.name): one for one in known}
        self._alike = {} if exact else {text.alike(one.name): one for one in self._same.values()}

    def find(self, name: str) -> Known | None:
        """Raises SpeltOtherwise."""
        if (there := self._same.get(text.same(name))) is not None:
            return there
        if (other := self._alike.get(text.alike(name))) is not None:
            raise SpeltOtherwise(name, other.name)
        return None
