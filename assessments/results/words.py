"""The reader's words for what measurement only names: zones, reasons for showing nothing, and how sure we are."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..measurement.disclosure import Reason, Withheld
from ..measurement.spectrum import Zone

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


def zone(zone: Zone | None) -> str:
    return _("No zone") if zone is None else str(ZONE_NAMES[zone])
