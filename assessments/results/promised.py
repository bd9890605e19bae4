"""Whom the leaders of a round are promised as readers: the facilitators whom every promise so far has named."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Round


@dataclass(frozen=True)
class Facilitators:
    """`roles`: their public ids, as a promise names them. `names`: each with an address, since two can share a name."""

    roles: tuple[str, ...]
    names: str


def facilitators(round: Round) -> Facilitators:
    """As the promise shows them."""
    found = list(round.promised_facilitators().order_by("pk").values_list("public_id", "name", "user__email"))
    addressed = [_("%(name)s (%(address)s)") % {"name": name, "address": email} for _id, name, email in found]
    return Facilitators(roles=tuple(role for role, _name, _email in found), names=_together(addressed))


def names(round: Round) -> str:
    """As a reader would say them: “Fay Andersen”, “Fay Andersen and Max Ito”."""
    return _together(list(round.promised_facilitators().order_by("pk").values_list("name", flat=True)))


def _together(names: list[str]) -> str:
    if len(names) < 2:
        return names[0] if names else _("your facilitator")
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
