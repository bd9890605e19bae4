"""How much a run measures: enough to rely on, or just enough to see that everything runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    rounds: int  # of a comparison inside one process; the median counts
    loads: int  # rounds of a comparison of servers: short and many, as the machine is busy by fits and starts
    seconds: float  # for which each side is under load, per round
    times: int  # a short thing is repeated within one round
    many_leaders: int  # in the large team
    teams: int  # of ten, for the scores


FULL = Effort(rounds=5, loads=9, seconds=1.0, times=20, many_leaders=100, teams=1000)
SMALLEST = Effort(rounds=1, loads=1, seconds=0.3, times=1, many_leaders=6, teams=3)
