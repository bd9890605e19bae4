"""`python -m assessments.research plan …`: what a team will be able to see, before anybody has answered."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from assessments.measurement.instrument import DAY_SHARE, DEFAULT
from assessments.measurement.knowable import FULL_FROM, ROUGH_FROM, Detail
from assessments.measurement.planner import Plan, plan
from assessments.promise.rules import TEAM_FLOOR

SHARES = {
    Detail.NONE: f"What ratings are about (who rates, who is rated, the two) is not known below {ROUGH_FROM} leaders.",
    Detail.ROUGH: f"What ratings are about is known roughly, without tests; fully from {FULL_FROM} leaders.",
    Detail.FULL: "What ratings are about is known, with intervals, reliabilities and tests.",
}


def plan_text(argv: Sequence[str]) -> str:
    """The plan that was asked for, as text or JSON; ends the program with status 2 where none can be made."""
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        found = plan(given.leaders, given.items, given.sem, given.day_share)
    except ValueError as error:
        parser.error(str(error))
    if given.json:
        return json.dumps({**asdict(found), "shares": found.shares.name.lower()}, indent=1)
    return "\n".join(_lines(found))


def _lines(found: Plan) -> list[str]:
    lines = [
        f"{found.leaders} leaders, {found.pairs} pairs, {found.ratings} ratings, {found.items} items a scale"
    ]
    if found.half_width is None:
        lines.append("One item tells nothing of its noise: no intervals, no gaps, no movements.")
    else:
        lines += [
            f"A pair's score is known to ± {found.half_width:.1f} of 100 from day to day.",
            f"Two views are told apart from {found.gap:.1f} points.",
            f"A pair is called moved from {found.pair_moves:.1f} points; a change of {found.pair_found:.1f} is found "
            "in 80 of 100 cases.",
        ]
    if found.team_moves is not None:
        lines.append(
            f"The team is called moved from about {found.team_moves:.1f} points; a change of {found.team_found:.1f} "
            "is found in 80 of 100 cases."
        )
    team = "are shown" if found.leaders >= TEAM_FLOOR else "are not shown"
    lines.append(f"Figures of the whole team {team}: they need {TEAM_FLOOR} who answered.")
    return [*lines, SHARES[found.shares], f"Up to {found.holes} of the ratings may be missing for that."]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assessments.research plan", description="What a team will be able to see."
    )
    parser.add_argument("--leaders", type=int, required=True, help="people who rate each other")
    parser.add_argument("--items", type=int, default=len(DEFAULT.trust.items), help="questions a scale")
    parser.add_argument("--sem", type=float, default=DEFAULT.default_sem, help="noise of four items, of 100")
    parser.add_argument(
        "--day-share", type=float, default=DAY_SHARE, help="part of the variance that is days"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    return parser
