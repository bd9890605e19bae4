"""What two people can try for each question of the default instrument: the lowest answers say where to begin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TRIES = {
    "T1": _("Ask each to name one promise of the other’s that they rely on, and one they no longer rely on."),
    "T2": _("Each names one decision in their own area that the other may take alone until they next meet."),
    "T3": _("Each tells the other one doubt or mistake of the last month; the other only asks, and thanks."),
    "T4": _("Each tells the other’s side of a current disagreement until the other says: yes, that is it."),
    "P1": _(
        "Each writes in two sentences what they want to have achieved in three years; then they compare."
    ),
    "P2": _(
        "They name one place where the joint result and an own area collide, and agree which comes first."
    ),
    "P3": _("Pick one decision that touches both areas, and win agreement before anything changes."),
    "P4": _("Agree how each tells the other when a joint commitment slips: how soon, and in which words."),
}
# For an instrument with questions of its own.
FOR_TRUST = (
    _("Each says plainly what they are good at, what they are not, and where they need the other."),
    _("Each tells the other something of themselves, and asks before giving feedback."),
)
FOR_PURPOSE = (
    _("Each says in two sentences what they want to have achieved in three years, and why it matters."),
    _("Each thinks about what would move the other, and checks it by asking."),
)
