"""What a leader can try with one colleague, said to the leader: trust first, from the band on each scale alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..promise.audience import Band


@dataclass(frozen=True)
class Try:
    title: str
    why: str
    steps: tuple[str, ...]


def for_bands(trust: Band, purpose: Band) -> tuple[Try, ...]:
    """At most two, in the order in which to try them."""
    if trust is Band.HIGH and purpose is Band.HIGH:
        return (_keep(),)
    found = (_on_trust(trust), _on_purpose(purpose, after_trust=trust is not Band.HIGH))
    return tuple(one for one in found if one is not None)


def _on_trust(trust: Band) -> Try | None:
    if trust is Band.HIGH:
        return None
    return Try(
        title=_("Begin with trust"),
        why=_("Without it, agreement on a purpose stays polite: neither of you will say what you doubt."),
        steps=(_far_from_trust() if trust is Band.LOW else _near_trust()),
    )


def _far_from_trust() -> tuple[str, ...]:
    return (
        _(
            "Tell them one thing that you are good at and one that you are not, and where you would need them."
        ),
        _(
            "Ask what a good month looks like from where they sit, and repeat it until they say: yes, that is it."
        ),
        _("Make one small promise this week, and keep it to the day."),
    )


def _near_trust() -> tuple[str, ...]:
    return (
        _("Tell them something of yourself that they could not know from work."),
        _("Ask whether they would like to hear what you have noticed, before you say it."),
        _("Take a disagreement you have, and make their case until they would sign it."),
    )


def _on_purpose(purpose: Band, *, after_trust: bool) -> Try | None:
    if purpose is Band.HIGH:
        return None
    return Try(
        title=_("Then find the purpose you share") if after_trust else _("Find the purpose you share"),
        why=_("You are partners in what you both want to have achieved, and in nothing else for long."),
        steps=(
            _(
                "Say in two sentences what you want to have achieved in three years, and why it matters to you."
            ),
            _("Think about what would move them, and check it by asking."),
            _(
                "Before you next change something that touches their work, ask for their view and win their agreement."
            ),
        ),
    )


def _keep() -> Try:
    return Try(
        title=_("Keep it, and use it"),
        why=_("Partnerships wear thin when nobody looks after them."),
        steps=(
            _("Agree how you tell each other when something you promised slips."),
            _("Take on one thing together from which the rest of the team can learn."),
        ),
    )
