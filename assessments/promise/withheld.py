"""Withheld: what stands in place of a result that was not promised to its reader."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why something is withheld; what `Withheld.need` says is in brackets."""

    NOT_IN_AUDIENCE = "not_in_audience"  # this reader never sees it in this round
    CAME_LATER = "came_later"  # made facilitator after the leaders were promised who would see this
    ROUND_OPEN = "round_open"  # results come from a closed round only
    NOT_RELEASED = (
        "not_released"  # leaders see theirs from the release, or from the day promised at the latest
    )
    NOT_BOTH_AGREED = "not_both_agreed"  # a pair is revealed once both have agreed; a refusal looks the same
    ONE_VIEW = "one_view"  # a pair is drawn for a leader only when both have rated
    TOO_FEW_ANSWERED = "too_few_answered"  # [people who must have answered, and been rated]
    DIFFERENCE_TOO_SMALL = "difference_too_small"  # two figures would differ by a few people only [people]


@dataclass(frozen=True)
class Withheld:
    """`need` is a limit from `rules`, nothing from ratings; there is no place for a number."""

    reason: Reason
    need: int | None = None
