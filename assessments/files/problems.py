"""What is wrong with a file: where, which kind, and the values that its sentence needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

KEPT = 100  # enough to see what is wrong; of a file that is wrong throughout the rest is only counted

Value = str | int | float


@dataclass(frozen=True)
class Problem:
    """`line` is None for what concerns the whole file. The words for `code` are in `words`."""

    line: int | None
    code: str
    values: dict[str, Value] = field(default_factory=dict)


class BadFile(Exception):
    """The file cannot be used. `count` is how many problems there are; `problems` the first of them."""

    def __init__(self, problems: Iterable[Problem], count: int | None = None) -> None:
        self.problems = tuple(problems)
        self.count = len(self.problems) if count is None else count
        super().__init__(*(problem.code for problem in self.problems))

    @property
    def more(self) -> int:
        return self.count - len(self.problems)


@dataclass
class Problems:
    """Collects what is wrong, in bounded memory."""

    first: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, line: int | None, code: str, **values: Value) -> None:
        self.count += 1
        if len(self.first) < KEPT:
            self.first.append(Problem(line, code, values))

    @property
    def full(self) -> bool:
        """Whether more can only be counted."""
        return len(self.first) >= KEPT

    def refuse(self) -> None:
        """Raises BadFile if there is any."""
        if self.count:
            raise BadFile(self.first, self.count)


def bad(code: str, line: int | None = None, **values: Value) -> NoReturn:
    """The file cannot be read any further."""
    raise BadFile([Problem(line, code, values)])
