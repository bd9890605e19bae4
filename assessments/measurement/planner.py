"""What a team will be able to see, before anybody has answered."""

import math
from dataclasses import dataclass

from assessments.measurement.f_distribution import t_quantile
from assessments.measurement.instrument import DAY_SHARE
from assessments.measurement.knowable import Detail, holes_allowed, shares_detail
from assessments.measurement.pairs import WITHIN_95, Noise
from assessments.measurement.reliability import DEFAULT_ALPHA, DEFAULT_ITEMS

# A change that is looked for beyond 1.96 (or t) standard errors is found in 80 of 100 cases where it is so many
# standard errors larger.
POWER_80 = 0.84
# How much persons' own effects change from round to round where no more than days and seasons do it: points² of
# 100. A convention from simulated teams; with it a team's half width is 6.9, 4.9, 3.8, 3.2 points at n = 6, 8, 10, 12.
PERSONS_CHANGE = 11.0


@dataclass(frozen=True)
class Plan:
    """What a team of `leaders` will be able to see with `items` a scale; all but counts in points of 100.

    half_width: of the interval of a pair's score, from day to day. gap: from which two views are called
    different within one sitting. pair_moves: from which a pair is called moved between two rounds;
    pair_found: which true change of a pair is found in 80 of 100 cases; team_moves, team_found: the same of
    the team's mean. shares: how exactly it is known what ratings are about. holes: ratings that may be
    missing for it. None for a scale of one item, whose noise nobody knows, and for the team's change below
    three leaders.
    """

    leaders: int
    items: int
    pairs: int
    ratings: int
    holes: int
    shares: Detail
    half_width: float | None = None
    gap: float | None = None
    pair_moves: float | None = None
    pair_found: float | None = None
    team_moves: float | None = None
    team_found: float | None = None


def plan(leaders: int, items: int, default_sem: float, day_share: float = DAY_SHARE) -> Plan:
    """With so many leaders and items, how much must differ or change before anybody can tell?

    leaders: on the roster. items: a scale. default_sem, day_share: of the instrument, 0..100 and 0..1.
    One pair: ± 1.96·SEM_total/√2; moved beyond 1.96·SEM_total, found beyond 2.8·SEM_total. The team: t·√Var and
    (t + .84)·√Var, Var = PERSONS_CHANGE/n + 2·SEM_total²/(n(n − 1)), t on n − 1 degrees of freedom.
    Errors: ValueError below two leaders or one item.
    Reference: docs/method.md; Cohen (1988) on power.
    Checked: the half widths of 600 simulated teams at each size, within a tenth (tests/measurement).
    """
    if leaders < 2 or items < 1:
        raise ValueError(f"A plan needs two leaders and one item, not {leaders} and {items}.")
    counts = {
        "leaders": leaders,
        "items": items,
        "pairs": leaders * (leaders - 1) // 2,
        "ratings": leaders * (leaders - 1),
        "holes": holes_allowed(leaders),
    }
    shares = shares_detail(leaders)
    if items == 1:
        return Plan(**counts, shares=shares)
    noise = _noise(items, default_sem, day_share)
    moves, found = _team(leaders, noise) if leaders > 2 else (None, None)
    return Plan(
        **counts,
        shares=shares,
        half_width=noise.half_width_total,
        gap=noise.gap_limit,
        pair_moves=WITHIN_95 * noise.sem_total,
        pair_found=(WITHIN_95 + POWER_80) * noise.sem_total,
        team_moves=moves,
        team_found=found,
    )


def _noise(items: int, default_sem: float, day_share: float) -> Noise:
    """The default noise of so many items, as `reliability.scale_noise` has it without ratings."""
    day = math.sqrt(day_share * default_sem**2 / (1 - DEFAULT_ALPHA))
    return Noise(default_sem * math.sqrt(DEFAULT_ITEMS / items), 0, True, day=day)


def _team(leaders: int, noise: Noise) -> tuple[float, float]:
    variance = PERSONS_CHANGE / leaders + 2 * noise.sem_total**2 / (leaders * (leaders - 1))
    t = t_quantile(0.95, leaders - 1)
    return t * math.sqrt(variance), (t + POWER_80) * math.sqrt(variance)
