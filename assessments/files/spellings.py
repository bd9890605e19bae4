"""Who is whom in a file: one person or team for all spellings that nobody can tell apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from .problems import Problems
from .text import alike, name, same, shown


@dataclass
class Spellings:
    """Names as they come, cell by cell. `exact`: what can be seen to differ is meant to, so nothing is asked."""

    code: str
    exact: bool
    lines: dict[str, int] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)
    _alike: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._same)

    def take(self, cell: str, line: int, problems: Problems) -> str:
        """The name for what stands in a cell; asks about one that is hardly meant to be another."""
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = self._new(name(cell), line, problems)
        return known

    def _new(self, seen: str, line: int, problems: Problems) -> str:
        taken = self._same.setdefault(same(seen), seen)
        if taken != seen or taken in self.lines:
            return taken
        self.lines[seen] = line
        other = self._alike.setdefault(alike(seen), seen)
        if other != seen and not self.exact:
            problems.add(line, self.code, here=shown(seen), there=shown(other), first=self.lines[other])
        return seen
