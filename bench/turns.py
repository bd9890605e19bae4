"""Several ways of doing a thing, measured in turn: whatever else the machine does then falls on all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Task = Callable[[], float]
"""Does its work once and answers with what it cost (or with what it achieved)."""


@dataclass(frozen=True)
class Turns:
    """What each round measured, by the name of the task."""

    figures: dict[str, list[float]]

    def median(self, name: str) -> float:
        return median(self.figures[name])

    def ratio(self, ours: str, theirs: str) -> float:
        """The median of the rounds' own ratios: a slow round is slow for both, and its ratio still counts."""
        rounds = zip(self.figures[ours], self.figures[theirs], strict=True)
        return median(one / other for one, other in rounds)


def take_turns(rounds: int, tasks: dict[str, Task]) -> Turns:
    """Every second round runs backwards, so that nobody always comes after the same neighbour."""
    figures: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name in list(tasks) if number % 2 == 0 else reversed(tasks):
            figures[name].append(tasks[name]())
    return Turns(figures)


def cpu(call: Callable[[], object], times: int = 1) -> Task:
    """Seconds of this process' CPU per call, after one that nobody counts."""
    return _timed(time.process_time, call, times)


def wall(call: Callable[[], object], times: int = 1) -> Task:
    """Seconds per call on the clock: what a disk or a database makes one wait for is in it."""
    return _timed(time.perf_counter, call, times)


def _timed(clock: Callable[[], float], call: Callable[[], object], times: int) -> Task:
    call()

    def task() -> float:
        begin = clock()
        for _ in range(times):
            call()
        return (clock() - begin) / times

    return task
