"""The scores of a thousand teams of ten: from the database, and from rows that are already there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from assessments.measurement.pairs import Pairs, pair_up
from assessments.measurement.scoring import scale_score, scale_scores

from .effort import Effort
from .table import Line, ms
from .turns import take_turns, wall

LEADERS = 10
ITEMS = 4  # of each of the two scales
POINTS = 7
SECONDS, MEGABYTES = 0.4, 150
Stored = Sequence[tuple[int, int, int, float, float]]  # round, rater, about, trust, purpose
Given = Sequence[tuple[int, ...]]  # round, rater, about, eight answers


def run(effort: Effort) -> Iterator[Line]:
    from . import teams  # needs Django; `pairs_of` and its like do not

    home = teams.organisation("Scores")
    cohort, people = teams.cohort(home, "Many"), teams.leaders(home, LEADERS)
    teams.closed_rounds(cohort, people, count=effort.teams)
    stored, given = stored_rows(), given_rows()
    _check(pairs_of(stored), loop(stored), len(stored))
    compare = partial(_compare, effort)
    yield compare(
        "stored scores, from the database",
        SECONDS,
        lambda: pairs_of(stored_rows()),
        lambda: loop(stored_rows()),
    )
    yield compare("stored scores, rows in memory", SECONDS, lambda: pairs_of(stored), lambda: loop(stored))
    yield compare(
        "from answers, rows in memory", SECONDS, lambda: scored(given), lambda: loop(by_hand(given))
    )
    # Nobody does this: scores are stored so that nobody needs to. It says what storing them saves.
    yield compare(
        "from answers in the database",
        None,
        lambda: scored(given_rows()),
        lambda: loop(by_hand(given_rows())),
    )
    yield _memory()


def _check(ours: list[Pairs], theirs: dict[tuple[int, int], list[tuple[float, float]]], ratings: int) -> None:
    """Two ways that do not agree would be no comparison."""
    means = [sum(scores[scale][0] for scores in theirs.values()) for scale in (0, 1)]
    assert np.allclose([one.score.sum() for one in ours], means)
    assert sum(one.score.size for one in ours) == ratings


def stored_rows() -> Stored:
    return list(_ratings().values_list("round_id", "rater_id", "about_id", "trust", "purpose"))


def given_rows() -> Given:
    keys = [f"{scale}{number}" for scale in "TP" for number in range(1, ITEMS + 1)]
    rows = _ratings().values_list("round_id", "rater_id", "about_id", "answers")
    return [(*ids, *(answers[key] for key in keys)) for *ids, answers in rows]


def _ratings():  # type: ignore[no-untyped-def]
    from assessments.models import Rating

    return Rating.objects.filter(round__cohort__name="Many").order_by()


def pairs_of(rows: Stored) -> list[Pairs]:
    """Every team's pairs on both scales, the teams stacked."""
    table = np.array(rows, dtype=float)
    return _paired(table[:, :3], table[:, 3:])


def scored(rows: Given) -> list[Pairs]:
    table = np.array(rows, dtype=float)
    answers = table[:, 3:].reshape(len(table), 2, ITEMS)
    return _paired(table[:, :3], scale_scores(answers, POINTS))


def _paired(ids: np.ndarray, scores: np.ndarray) -> list[Pairs]:
    """A team's people have numbers of their own that follow each other, so a person's place is what is left over."""
    _, team = np.unique(ids[:, 0], return_inverse=True)
    places = ids[:, 1:].astype(np.intp)
    places -= places.min()
    square = np.full((2, team.max() + 1, LEADERS, LEADERS), np.nan)
    square[:, team, places[:, 0] % LEADERS, places[:, 1] % LEADERS] = scores.T
    return [pair_up(one) for one in square]


def loop(rows: Stored) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """The same in plain Python: mean and gap of each pair, a dictionary of who said what."""
    said = {(rater, about): scores for _, rater, about, *scores in rows}
    return {
        (a, b): [((ab + ba) / 2, ab - ba) for ab, ba in zip(scores, said[b, a], strict=True)]
        for (a, b), scores in said.items()
        if a < b
    }


def by_hand(rows: Given) -> Stored:
    return [
        (*ids, scale_score(given[:ITEMS], POINTS), scale_score(given[ITEMS:], POINTS))  # type: ignore[misc]
        for *ids, given in ((*row[:3], row[3:]) for row in rows)
    ]


def _compare(
    effort: Effort,
    what: str,
    limit: float | None,
    ours: Callable[[], object],
    theirs: Callable[[], object],
) -> Line:
    turns = take_turns(effort.rounds, {"ours": wall(ours), "loop": wall(theirs)})
    taken, ratio = turns.median("ours"), turns.ratio("ours", "loop")
    label, beside = (
        f"{effort.teams:,} teams of {LEADERS}: {what}",
        f"{ms(turns.median('loop'))} in a Python loop",
    )
    if limit is None:
        return Line(label, ms(taken), beside, ratio)
    return Line(label, ms(taken), beside, ratio, f"≤ {ms(limit)}", taken <= limit)


def _memory() -> Line:
    """In a process of its own: what other benchmarks left behind would count otherwise."""
    run = subprocess.run([sys.executable, "-m", "bench.scores"], check=True, capture_output=True, text=True)
    before, peak = json.loads(run.stdout)
    beside = f"{before:.0f} MB with Django and numpy loaded"
    return Line(
        "peak memory of the same",
        f"{peak:.0f} MB",
        beside,
        peak / before,
        f"≤ {MEGABYTES} MB",
        peak <= MEGABYTES,
    )


def _peak() -> float:
    """In megabytes. Not getrusage, which also remembers the larger process that started this one."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    import django

    django.setup()
    _ratings().exists()
    loaded = _peak()
    pairs_of(stored_rows())
    print(json.dumps([loaded, _peak()]))
