"""From a cell to an answer: a number, none, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .layout import Layout
from .text import visible

NO_ANSWER = frozenset({"", "na", "nan"})  # as R and pandas write it, in any case of letters
REMEMBERED = 50_000  # different cells; a file of answers has a few dozen
LONGEST = 40
_number = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_marks = str.maketrans(
    {",": ".", "\u066b": ".", "\u2212": "-"}
)  # decimal marks, and the minus of typesetters

Answer = float | None


def number(cell: str) -> float | None:
    """In the digits of any script; None for what is no number."""
    plain = visible(cell).translate(_marks)
    return float(plain) if len(plain) <= LONGEST and _number.fullmatch(plain) else None


@dataclass
class Answers:
    """Reads the cells of a layout; what was read once is remembered."""

    layout: Layout
    _read: dict[str, Answer | str] = field(default_factory=dict)
    _codes: frozenset[float | str] = frozenset()

    def __post_init__(self) -> None:
        self._codes = frozenset(_code(code) for code in self.layout.missing)

    def read(self, cell: str) -> Answer | str:
        """An answer, None where there is none, or the code of a problem."""
        try:
            return self._read[cell]
        except KeyError:
            found = self._understand(cell)
        if len(self._read) < REMEMBERED:
            self._read[cell] = found
        return found

    def _understand(self, cell: str) -> Answer | str:
        written, value = visible(cell).casefold(), number(cell)
        if written in NO_ANSWER or written in self._codes or value in self._codes:
            return None
        if value is None:
            return "no_number"
        if value % 1 and not self.layout.fractions:
            return "not_whole"
        return value if self.layout.low <= value <= self.layout.high else "outside"


def _code(typed: str) -> float | str:
    value = number(typed)
    return visible(typed).casefold() if value is None else value
