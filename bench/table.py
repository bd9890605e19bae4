"""A line of the printed results: what was measured, what it stood beside, and whether the target is reached."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = ("what", "ours", "beside it", "ratio", "target", "reached")


@dataclass(frozen=True)
class Line:
    """`reached` is None where nothing was promised: the line then only explains another one."""

    what: str
    ours: str
    beside: str
    ratio: float | None = None
    target: str = ""
    reached: bool | None = None

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        reached = "" if self.reached is None else ("yes" if self.reached else "no")
        return row(self.what, self.ours, self.beside, ratio, self.target, reached)


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def head() -> str:
    return f"{row(*HEAD)}\n{row(*('---' for _ in HEAD))}"


def ms(seconds: float) -> str:
    return f"{1000 * seconds:.2f} ms" if seconds < 0.01 else f"{1000 * seconds:.0f} ms"


def kb(size: float) -> str:
    return f"{size / 1000:.1f} kB"
