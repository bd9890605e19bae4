"""The reader's words for what measurement only names: zones, reasons for showing nothing, and how sure we are."""

from __future__ import annotations

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..measurement.knowable import Cause, Unknown
from ..measurement.spectrum import Lag, Zone
from ..promise.audience import Band
from ..promise.withheld import Reason, Withheld

ZONE_NAMES = {
    Zone.PARTNERSHIP: gettext_lazy("Leadership partnership"),
    Zone.COLLABORATION: gettext_lazy("Collaboration"),
    Zone.TRUST_LED: gettext_lazy("Trust-led"),
    Zone.PURPOSE_LED: gettext_lazy("Purpose-led"),
    Zone.DEVELOPING: gettext_lazy("Developing"),
}
ZONE_MEANINGS = {
    Zone.PARTNERSHIP: gettext_lazy("High trust and high shared purpose, and both of them see it."),
    Zone.COLLABORATION: gettext_lazy(
        "They get the work done side by side; trust and shared purpose are still thin."
    ),
    Zone.TRUST_LED: gettext_lazy(
        "They can rely on each other, and have not yet agreed what they want to achieve together."
    ),
    Zone.PURPOSE_LED: gettext_lazy("They want the same, but on thin trust: that is fragile."),
    Zone.DEVELOPING: gettext_lazy("On the way from collaboration to leadership partnership."),
}

LAG_NAMES = {
    Lag.TRUST: gettext_lazy("trust first"),
    Lag.PURPOSE: gettext_lazy("shared purpose first"),
    Lag.BOTH: gettext_lazy("both"),
}
LAG_MEANINGS = {
    Lag.TRUST: gettext_lazy(
        "On the way to leadership partnership; trust lags behind shared purpose, beyond the measure’s noise."
    ),
    Lag.PURPOSE: gettext_lazy(
        "On the way to leadership partnership; shared purpose lags behind trust, beyond the measure’s noise."
    ),
    Lag.BOTH: gettext_lazy(
        "On the way to leadership partnership, with a step to take in both: "
        "trust and shared purpose do not differ beyond the measure’s noise."
    ),
}

BAND_NAMES = {
    Band.LOW: gettext_lazy("still thin"),
    Band.MIDDLE: gettext_lazy("on the way"),
    Band.HIGH: gettext_lazy("strong"),
}
SCALE_NAMES = {"trust": gettext_lazy("Trust"), "purpose": gettext_lazy("Shared purpose")}
REASONS: dict[Reason | Cause, Lazy] = {
    Reason.NOT_IN_AUDIENCE: gettext_lazy(
        "The leaders of this round were promised, before their first answer, that pairs are not shown to you."
    ),
    Reason.CAME_LATER: gettext_lazy(
        "You became facilitator after the leaders of this round were promised who would see it. "
        "You see the rounds that open from now on."
    ),
    Reason.ROUND_OPEN: gettext_lazy(
        "Results come from a closed round, so that no answer shifts while they are read."
    ),
    Reason.NOT_RELEASED: gettext_lazy(
        "You see the results of a round once your facilitator releases them, or from the day that was promised."
    ),
    Reason.NOT_BOTH_AGREED: gettext_lazy("This is shown once both have agreed."),
    Reason.ONE_VIEW: gettext_lazy("Only one of the two views is there."),
    Reason.TOO_FEW_ANSWERED: gettext_lazy(
        "Figures for the team are shown from %(need)s people who have answered; from fewer, one could be worked out."
    ),
    Reason.DIFFERENCE_TOO_SMALL: gettext_lazy(
        "This would differ from another figure by fewer than %(need)s people, whose answers could be worked out."
    ),
    Cause.TEAM_TOO_SMALL: gettext_lazy(
        "This cannot be known from so few people: it takes at least %(need)s."
    ),
    Cause.TOO_MANY_HOLES: gettext_lazy(
        "Too many ratings are missing for this: in a team of this size at most %(need)s may be."
    ),
    Cause.NO_VARIANCE: gettext_lazy("The leaders do not differ in this by more than the measure’s noise."),
    Cause.LOW_RELIABILITY: gettext_lazy(
        "Who is higher and who is lower cannot be told reliably enough to name anyone."
    ),
    Cause.DIFFERENT_VERSION: gettext_lazy(
        "The two rounds asked different questions, so they are not compared."
    ),
}


def why(withheld: Withheld | Unknown) -> str:
    return str(REASONS[withheld.reason]) % {"need": withheld.need}


def scale(key: str) -> str:
    return str(SCALE_NAMES[key])


def zone(zone: Zone | None) -> str:
    return _("No zone") if zone is None else str(ZONE_NAMES[zone])


def band(found: Band) -> str:
    return str(BAND_NAMES[found])


def lag(lag: Lag) -> str:
    return str(LAG_NAMES[lag])


def place(zone_of_pair: Zone | None, lags: Lag | None) -> str:
    """The zone, and in a developing pair what comes first."""
    if lags is None:
        return zone(zone_of_pair)
    return _("%(zone)s: %(first)s") % {"zone": zone(zone_of_pair), "first": lag(lags)}


def meaning(zone_of_pair: Zone, lags: Lag | None) -> str:
    return str(ZONE_MEANINGS[zone_of_pair] if lags is None else LAG_MEANINGS[lags])


def beside(neighbour: Zone | None) -> str:
    """Why a zone is not clear: the one that is as near."""
    if neighbour is None:
        return _("borderline")
    return _("borderline, close to %(neighbour)s") % {"neighbour": zone(neighbour).lower()}


def divided() -> str:
    """Why a zone is not clear: the two views describe two relationships."""
    return _("the two are divided")
