"""What this team will be able to see, in sentences, before its round opens."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..measurement.instrument import DEFAULT, Instrument
from ..measurement.knowable import FULL_FROM, ROUGH_FROM, Detail
from ..measurement.planner import Plan, plan
from ..promise.rules import TEAM_FLOOR


def sentences(leaders: int, instrument: Instrument = DEFAULT) -> tuple[str, ...]:
    """For a roster of so many; nothing below two, of whom there is no pair."""
    if leaders < 2:
        return ()
    items = min(len(scale.items) for scale in instrument.scales)
    found = plan(leaders, items, instrument.default_sem, instrument.day_share)
    return (*_pairs(found), *_team(found), _shares(found))


def _pairs(found: Plan) -> tuple[str, ...]:
    if found.half_width is None or found.pair_moves is None or found.gap is None:
        return (_("With one question a scale nothing can be said of how sure a pair’s place is."),)
    return (
        _(
            "Each pair’s place is known to about ± %(half)s points of 100; "
            "two views are told apart from about %(gap)s points."
        )
        % {"half": round(found.half_width), "gap": round(found.gap)},
        _("From one round to the next a pair is called moved from about %(moves)s points.")
        % {"moves": round(found.pair_moves)},
    )


def _team(found: Plan) -> tuple[str, ...]:
    if found.leaders < TEAM_FLOOR or found.team_moves is None:
        return (
            _("Figures of the whole team need %(need)s leaders who answer; this team has %(n)s.")
            % {"need": TEAM_FLOOR, "n": found.leaders},
        )
    return (
        _("The team as a whole is known much better: it is called moved from about %(moves)s points.")
        % {"moves": round(found.team_moves)},
    )


def _shares(found: Plan) -> str:
    if found.shares is Detail.NONE:
        return _(
            "Whether differences are about who rates, who is rated or the two of them takes %(need)s leaders."
        ) % {"need": ROUGH_FROM}
    if found.shares is Detail.ROUGH:
        return _(
            "How much is about who rates, who is rated or the two of them will be known roughly; "
            "tests take %(need)s leaders."
        ) % {"need": FULL_FROM}
    return _(
        "How much is about who rates, who is rated or the two of them will be known, with tests, "
        "if at most %(holes)s of the %(all)s ratings are missing."
    ) % {"holes": found.holes, "all": found.ratings}
