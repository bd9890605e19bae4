"""The subject and first paragraph of each kind of mail, with the places that are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ..models import Mail, MailWording, Organisation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PLACE = re.compile(r"\{(\w+)\}")
# What may stand in a wording, and what it is. Never a number of anybody's.
PLACES = {
    "name": _("what the reader is called"),
    "team": _("the team"),
    "round": _("the round"),
    "facilitators": _("who facilitates"),
    "organisation": _("the organisation"),
}


@dataclass(frozen=True)
class Wording:
    subject: str | _StrPromise
    opening: str | _StrPromise


DEFAULTS: dict[str, Wording] = {
    Mail.Kind.INVITATION: Wording(
        _("Your invitation: {round}, {team}"),
        _(
            "You are invited by {facilitators} to say how you and each of your colleagues in {team} work together. "
            "You are asked about one colleague at a time."
        ),
    ),
    Mail.Kind.LOST_LINK: Wording(
        _("Your new link: {round}, {team}"),
        _(
            "Somebody, most likely you, asked for a new link to {round}. Here it is. If it was not you, there is "
            "nothing to do."
        ),
    ),
    Mail.Kind.REMINDER: Wording(
        _("There is still time: {round}, {team}"),
        _(
            "Your view of {team} is still missing, and without it the picture has a gap. What you have said so far "
            "is kept: you go on where you stopped."
        ),
    ),
    Mail.Kind.RELEASED: Wording(
        _("Your results can be read: {round}, {team}"),
        _(
            "The results of {round} can now be read. You see exactly what you were promised before the first "
            "question, and nobody else sees more than that."
        ),
    ),
    Mail.Kind.FINISHED: Wording(
        _("Thank you: {round}, {team}"),
        _("You have finished {round}. Everything you said has been kept."),
    ),
    Mail.Kind.CHECK_IN: Wording(
        _("How is it going? {team}"),
        _(
            "Some weeks ago you and your colleagues in {team} looked at how you work together. What have you "
            "tried since?"
        ),
    ),
    Mail.Kind.ADDRESS_CHANGED: Wording(
        _("Your address at {organisation} was changed"),
        _("{organisation} now has another e-mail address for {name}, and this mail goes to both."),
    ),
}


def of(organisation: Organisation) -> dict[str, Wording]:
    """By kind: the organisation's own, or ours."""
    own = MailWording.objects.filter(organisation=organisation)
    return DEFAULTS | {one.kind: Wording(one.subject, one.opening) for one in own}


def fill(text: str | _StrPromise, facts: Mapping[str, str]) -> str:
    """Each known place with its fact, in one pass: what stands in a name is never taken for a place."""
    return PLACE.sub(lambda found: facts.get(found[1], found[0]), str(text))


def unknown_in(text: str) -> list[str]:
    return sorted({name for name in PLACE.findall(text) if name not in PLACES})
