"""What has moved, as sentences: a movement within the noise is said as none."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..measurement.pairs import Movement
from .people import Person
from .practice_words import listed as names_listed


def signed(points: int) -> str:
    """With its sign, as people write it: +7, −3, 0."""
    return f"{points:+d}".replace("-", "−") if points else "0"


def team(scale: str, movement: Movement, change: int, low: int, high: int) -> str:
    """`low` and `high` are the ends of the interval; one that holds no change at all is said as no movement."""
    sentences = {
        Movement.UP: _("%(scale)s has risen, by %(low)s to %(high)s points of 100 (most likely %(n)s)."),
        Movement.DOWN: _("%(scale)s has fallen, by %(low)s to %(high)s points of 100 (most likely %(n)s)."),
    }
    nearest, farthest = sorted((abs(low), abs(high)))
    if movement in sentences:
        least = nearest or _("less than 1")
        return sentences[movement] % {"scale": scale, "n": abs(change), "low": least, "high": farthest}
    within = _(
        "%(scale)s has not moved beyond the noise: anything from %(low)s to %(high)s points is possible."
    )
    return within % {"scale": scale, "low": signed(low), "high": signed(high)}


def who(both: int, joined: Sequence[Person], left: Sequence[Person]) -> tuple[str, ...]:
    """Who is in the comparison, and who is not."""
    said = [
        ngettext(
            "%(n)s leader is in both rounds, and the comparison is of what was said by and about these.",
            "%(n)s leaders are in both rounds, and the comparison is of what they said about one another.",
            both,
        )
        % {"n": both}
    ]
    if joined:
        text = ngettext("%(names)s has joined since.", "%(names)s have joined since.", len(joined))
        said.append(text % {"names": names_listed([person.name for person in joined])})
    if left:
        text = ngettext("%(names)s is no longer there.", "%(names)s are no longer there.", len(left))
        said.append(text % {"names": names_listed([person.name for person in left])})
    return tuple(said)


def rounded(step: int, need: int | None) -> str:
    return _(
        "Fewer than %(need)s people have answered in one of the two rounds and not in the other. So that nobody’s "
        "answers can be worked out from the figures of both, these are rounded to %(step)s points."
    ) % {"need": need, "step": step}


def first_round() -> str:
    return _("This is the team’s first round with results: movement is seen from the second on.")


def too_few(scale: str, need: int | None) -> str:
    return _(
        "Movement in %(scale)s is shown from %(need)s people who have answered in both rounds, "
        "about at least as many; from fewer, single answers could be worked out."
    ) % {"scale": scale.lower(), "need": need}


def not_linked(scale: str) -> str:
    return _(
        "Too few ratings are there in both rounds to say whether %(scale)s has moved: "
        "they do not link the leaders with each other."
    ) % {"scale": scale.lower()}


def listed(compared: int, by_chance: float, moved: int, named: int) -> str:
    """Beside a list: how many of the pairs compared would seem to have moved if none had, and so how many are named."""
    if not compared:
        return _("No pair has both views in both rounds.")
    return _(
        "Of %(compared)s pairs compared, %(moved)s differ by more than the noise of one pair; "
        "about %(chance)s would by chance alone. Sure enough to be named: %(named)s."
    ) % {"compared": compared, "moved": moved, "chance": _rounded(by_chance), "named": named}


def _rounded(expected: float) -> str:
    return str(round(expected)) if expected >= 1.5 else f"{expected:.1f}".rstrip("0").rstrip(".")
