"""What is said about the team's practices, and with what a team can begin to work on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..measurement import practices as measured
from ..measurement.instrument import DEFAULT
from ..measurement.pairs import Movement
from ..measurement.practices import Agreement, Change

AGREEMENT = {
    Agreement.NOT_TOLD: gettext_lazy("Views differ so much that no agreement can be told."),
    Agreement.WEAK: gettext_lazy("Little agreement."),
    Agreement.MODERATE: gettext_lazy("Some agreement."),
    Agreement.STRONG: gettext_lazy("Strong agreement."),
    Agreement.VERY_STRONG: gettext_lazy("Very strong agreement."),
}

# Each is the start of a commitment: who and until when is for the team to add.
STARTS = {
    "vision": (
        gettext_lazy(
            "We write our long-term vision in one paragraph, together, and the near goals beside it."
        ),
        gettext_lazy("We take half a day for mission, measures and priorities, and say what we stop doing."),
        gettext_lazy("We plan the next quarter together before anyone plans for their own area."),
        gettext_lazy("In every review we ask first whether our plans still fit together."),
        gettext_lazy("We write our goals down where everyone in our areas can read them."),
    ),
    "communication": (
        gettext_lazy("We meet every week at a fixed time; first comes what the others need to know."),
        gettext_lazy("Each of us gives one colleague feedback a week, on something that has just happened."),
        gettext_lazy("We keep decisions and open questions in one place that all of us use."),
        gettext_lazy("Each meeting has ten minutes for what is difficult to say, and whoever leads it asks."),
    ),
    "respect": (
        gettext_lazy("We end each meeting with who does what until when, and begin the next with it."),
        gettext_lazy("We speak of absent colleagues as if they were in the room, and remind one another."),
        gettext_lazy("We ask whoever knows most before we decide in their field, and give them the credit."),
    ),
    "decisions": (
        gettext_lazy(
            "For our ten most frequent decisions we write down who decides, who is asked, who is told."
        ),
        gettext_lazy("Larger decisions take one path: proposal, input until a date, discussion, decision."),
        gettext_lazy("Before we decide we agree which figures count, and look at the same ones."),
        gettext_lazy(
            "We ask for the strongest objection first; once it is decided, we speak with one voice."
        ),
        gettext_lazy("Three months after a decision we look again: what did we expect, and what came?"),
    ),
    "development": (
        gettext_lazy("Each quarter we learn one thing together, chosen by what our goals need."),
        gettext_lazy("Each of us tells the others what they are good at and how they like to work."),
        gettext_lazy("We share work out by strengths, and say so when we do."),
    ),
}
NAMES = {practice.key: practice.name for practice in DEFAULT.practices}


@dataclass(frozen=True)
class Ideas:
    key: str
    name: str
    starts: tuple[str, ...]


@dataclass(frozen=True)
class AgreementLimits:
    """Of rwg: up to where agreement is little, some and strong, and in how many of 100 cases chance brings it."""

    little: str
    some: str
    strong: str
    by_chance: int


def limits() -> AgreementLimits:
    little, some, strong = (
        f"{limit:.2f}".lstrip("0")
        for limit in (measured.WEAK_UP_TO, measured.MODERATE_UP_TO, measured.STRONG_UP_TO)
    )
    return AgreementLimits(little, some, strong, round(100 * (1 - measured.CHANCE_LEVEL)))


def ideas(keys: Iterable[str]) -> tuple[Ideas, ...]:
    """For the practices that we know; an instrument may ask about others."""
    return tuple(Ideas(key, _(NAMES[key]), tuple(map(str, STARTS[key]))) for key in keys if key in STARTS)


def agreement(found: Agreement) -> str:
    return str(AGREEMENT[found])


def moved(change: Change, *, in_points: bool) -> str:
    if change.movement is Movement.NONE_CLEAR:
        return _("No clear movement.")
    up = change.movement is Movement.UP
    if not in_points:
        return _("Higher than before.") if up else _("Lower than before.")
    points = max(1, round(abs(change.points)))
    if up:
        return ngettext("%(n)s point higher.", "%(n)s points higher.", points) % {"n": points}
    return ngettext("%(n)s point lower.", "%(n)s points lower.", points) % {"n": points}


def listed(names: Sequence[str]) -> str:
    """As a reader would say it: “A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def gaps(people: int) -> list[str]:
    said = ngettext(
        "%(n)s leader left a question open or could not say, and is left out of all practices: "
        "two figures of nearly the same people would tell what the others said.",
        "%(n)s leaders left a question open or could not say, and are left out of all practices: "
        "two figures of nearly the same people would tell what the others said.",
        people,
    )
    return [said % {"n": people}] if people else []


def left_out(names: Sequence[str], floor: int) -> list[str]:
    return [
        _("%(practice)s: fewer than %(floor)s could say.") % {"practice": name, "floor": floor}
        for name in names
    ]


def rounded(step: int, need: int | None) -> str:
    return _(
        "Figures are rounded to %(step)s points and changes are told without a number: fewer than %(need)s people "
        "make the difference to an earlier round, and their answers could be worked out."
    ) % {"step": step, "need": need}


def too_few_twice(floor: int) -> str:
    return _("Movement is of those who answered in both rounds, and they are fewer than %(floor)s.") % {
        "floor": floor
    }
