"""Every benchmark runs, at its smallest: their numbers are nobody's business here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench import start
from bench.table import Line, head
from bench.turns import Turns, take_turns

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "lines"), [("web", 4), ("statements", 3), ("spectrum", 9), ("scores", 5), ("answers", 4)]
)
def test_each_part_runs_and_says_all_it_should(part: str, lines: int, settings) -> None:
    """On a database of its own, of the kind that these tests run on."""
    kind = "sqlite" if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else "postgresql"
    command = [sys.executable, "-m", "bench", part, "--smallest", "--database", kind]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    rows = [line for line in run.stdout.splitlines() if line.startswith("| ")]
    assert rows[:2] == head().splitlines()
    assert len(rows[2:]) == lines


def test_an_unknown_part_is_refused() -> None:
    run = subprocess.run([sys.executable, "-m", "bench", "weather"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 2
    assert "there is no part called weather" in run.stderr


def test_the_clean_copy_holds_what_git_would_take(tmp_path: Path) -> None:
    start.copy_to(tmp_path)
    assert (tmp_path / "Makefile").exists()
    assert (tmp_path / "bin" / "demo").stat().st_mode & 0o100
    assert not {".venv", "var", "staticfiles", ".git"} & {path.name for path in tmp_path.iterdir()}


def test_turns_alternate_and_the_ratio_is_that_of_the_rounds() -> None:
    order: list[str] = []

    def task(name: str, cost: float):  # type: ignore[no-untyped-def]
        return lambda: (order.append(name), cost)[1]

    turns = take_turns(3, {"ours": task("ours", 2.0), "theirs": task("theirs", 4.0)})
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert turns.ratio("ours", "theirs") == 0.5


def test_one_slow_round_does_not_decide() -> None:
    turns = Turns({"ours": [1.0, 30.0, 1.0], "theirs": [2.0, 60.0, 2.0]})
    assert (turns.median("ours"), turns.ratio("ours", "theirs")) == (1.0, 0.5)


def test_a_line_says_whether_its_target_is_reached() -> None:
    assert (
        str(Line("page", "3 ms", "1 ms bare", 3.0, "≤ 5 ms", True))
        == "| page | 3 ms | 1 ms bare | 3.00 | ≤ 5 ms | yes |"
    )
    assert str(Line("page", "3 ms", "1 ms bare")) == "| page | 3 ms | 1 ms bare |  |  |  |"
