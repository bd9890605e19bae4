"""Round robins against plain Python loops: `python bench/measurement.py`, or a part of `make bench`.

The loops do effects, parts and standard errors; `analyse` also shares, shrinkage and F-tests with p-values.
The ratings are simulated, written as the CSV that other programs read, and read back with the researchers'
command.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

if not __package__:  # run as a file: the project is one folder up
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from assessments.measurement.round_robin import analyse, analyse_many
from assessments.measurement.round_robin.estimates import estimate
from assessments.measurement.simulation import draw_teams, leave_holes
from assessments.research.arguments import Request, parse
from assessments.research.ratings_file import read
from bench.table import Line, head, ms
from bench.turns import take_turns, wall

ROUNDS = 7
TEAMS, MANY_SECONDS, MANY_HOLED_SECONDS, MEGABYTES = 1000, 0.5, 0.4, 300
HOLED_SECONDS = 0.005  # one team of 12
SECONDS = {10: 0.002, 50: 0.005, 200: 0.040}
TIMES = {10: 50, 50: 20, 200: 5}
Square = list[list[float]]


def run(folder: Path) -> Iterator[Line]:
    rng = np.random.default_rng(2026)
    for n in SECONDS:
        yield from _one_team(rng, n, folder)
    teams = list(draw_teams(rng, 10, teams=(TEAMS,)).scores()[:, 0])
    lists = [team.tolist() for team in teams]
    what = f"{TEAMS:,} teams of 10"
    yield _compare(what, lambda: analyse_many(teams), lambda: [loop(team) for team in lists], 1, MANY_SECONDS)
    same = f"{what}, the loops' work and no more"
    stack = np.array(teams)
    yield _compare(same, lambda: estimate(stack), lambda: [loop(team) for team in lists], 1)
    holed = list(leave_holes(rng, stack, 0.1))
    missing = f"{what}, 10 % missing (REML)"
    yield _beside(missing, lambda: analyse_many(holed), lambda: analyse_many(teams), 1, MANY_HOLED_SECONDS)
    twelve = draw_teams(rng, 12).scores()[0]
    twelve_holed = leave_holes(rng, twelve, 0.1)
    missing = "one team of 12, 10 % missing (REML)"
    yield _beside(missing, lambda: analyse(twelve_holed), lambda: analyse(twelve), 20, HOLED_SECONDS)
    yield _memory()


def _one_team(rng: np.random.Generator, n: int, folder: Path) -> Iterator[Line]:
    request = _written(rng, n, folder)

    def from_file() -> np.ndarray:
        return read(request)[0].answers["score"][..., 0]

    x = from_file()
    rows, holed = x.tolist(), leave_holes(rng, x, 0.1)
    what = f"one team of {n}"
    yield _compare(what, lambda: analyse(x), lambda: loop(rows), TIMES[n], SECONDS[n])
    yield _beside(f"{what}, reading its CSV too", lambda: analyse(from_file()), lambda: analyse(x), 1)
    yield _beside(f"{what}, 10 % missing (REML)", lambda: analyse(holed), lambda: analyse(x), 1)


def _written(rng: np.random.Generator, n: int, folder: Path) -> Request:
    """A team's CSV, and the request that reads it."""
    path, x = folder / f"team_{n}.csv", draw_teams(rng, n).scores()[0]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["rater", "about", "score"])
        writer.writerows([i, j, x[i, j]] for i, j in np.argwhere(~np.isnan(x)).tolist())
    columns = ["--rater", "rater", "--about", "about", "--scale", "score=score"]
    return parse([str(path), *columns, "--range", "-100", "100"])


def loop(x: Square) -> tuple[list[float], ...]:
    """Effects, parts of variance and squared standard errors of one complete team, the formulas as they stand."""
    n = len(x)
    people = range(n)
    rows = [sum(x[i][j] for j in people if j != i) / (n - 1) for i in people]
    columns = [sum(x[i][j] for i in people if i != j) / (n - 1) for j in people]
    mean = sum(rows) / n
    own, other, less = (n - 1) ** 2 / (n * (n - 2)), (n - 1) / (n * (n - 2)), (n - 1) / (n - 2)
    a = [own * row + other * column - less * mean for row, column in zip(rows, columns, strict=True)]
    b = [own * column + other * row - less * mean for row, column in zip(rows, columns, strict=True)]
    g = [[x[i][j] - a[i] - b[j] - mean if i != j else 0.0 for j in people] for i in people]
    d = e = 0.0
    for i in people:
        for j in range(i + 1, n):
            d += 2 * ((g[i][j] + g[j][i]) / 2) ** 2 / (n * (n - 3) / 2)
            e += (g[i][j] - g[j][i]) ** 2 / ((n - 1) * (n - 2))
    return a, b, *_parts(a, b, d, e)


def _parts(a: list[float], b: list[float], d: float, e: float) -> tuple[list[float], list[float]]:
    n = len(a)
    aa, bb, ab = (
        sum(x * y for x, y in zip(one, two, strict=True)) / (n - 1) for one, two in ((a, a), (b, b), (a, b))
    )
    direct, crossed = d / (2 * (n - 2)) + e / (2 * n), d / (2 * (n - 2)) - e / (2 * n)
    w_d, w_e = 4 * d * d / (n * n - 3 * n + 4), 4 * e * e / (n * n - 3 * n + 6)
    h = w_d / (4 * (n - 2) ** 2) + w_e / (4 * n * n)
    errors = [2 * aa * aa / (n + 1) + h, 2 * bb * bb / (n + 1) + h]
    errors += [((n - 1) * aa * bb + (n - 3) * ab * ab) / ((n + 1) * (n - 2)) + h, *[(w_d + w_e) / 4] * 2]
    return [aa - direct, bb - direct, ab - crossed, (d + e) / 2, (d - e) / 2], errors


def _compare(
    what: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    times: int,
    limit: float | None = None,
) -> Line:
    turns = take_turns(ROUNDS, {"ours": wall(ours, times), "loop": wall(theirs)})
    taken = turns.median("ours")
    beside, ratio = f"{ms(turns.median('loop'))} in Python loops", turns.ratio("ours", "loop")
    if limit is None:
        return Line(what, ms(taken), beside, ratio)
    return Line(what, ms(taken), beside, ratio, f"≤ {ms(limit)}", taken <= limit)


def _beside(
    what: str,
    ours: Callable[[], object],
    complete: Callable[[], object],
    times: int,
    limit: float | None = None,
) -> Line:
    turns = take_turns(ROUNDS, {"ours": wall(ours, times), "complete": wall(complete, times)})
    taken, beside = turns.median("ours"), f"{ms(turns.median('complete'))} complete, in memory"
    ratio = turns.ratio("ours", "complete")
    if limit is None:
        return Line(what, ms(taken), beside, ratio)
    return Line(what, ms(taken), beside, ratio, f"≤ {ms(limit)}", taken <= limit)


def _memory() -> Line:
    """In a process of its own: what was measured before would count otherwise."""
    done = subprocess.run([sys.executable, __file__, "peak"], check=True, capture_output=True, text=True)
    loaded, peak = map(float, done.stdout.split())
    beside = f"{loaded:.0f} MB with numpy loaded"
    what = f"peak memory of {TEAMS:,} teams of 10"
    return Line(what, f"{peak:.0f} MB", beside, peak / loaded, f"≤ {MEGABYTES} MB", peak <= MEGABYTES)


def _peak() -> float:
    """In megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def _print_peak() -> None:
    loaded = _peak()
    analyse_many(list(draw_teams(np.random.default_rng(1), 10, teams=(TEAMS,)).scores()[:, 0]))
    print(loaded, _peak())


def _print_table() -> None:
    print(head())
    with TemporaryDirectory() as folder:
        for line in run(Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    _print_peak() if sys.argv[1:] == ["peak"] else _print_table()
