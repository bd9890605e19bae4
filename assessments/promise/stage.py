"""Stage: how far a round has come; it never goes back."""

from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"

    @property
    def has_results(self) -> bool:
        """Results come from a round that takes no more answers."""
        return self in {Stage.CLOSED, Stage.RELEASED}
