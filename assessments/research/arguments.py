"""What the command is asked for: the file, its columns, the scales, and the range of answers."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DESCRIPTION = """Pairs, zones and the social relations model from a file of ratings: a row per rater and rated person,
a column per item. With scales named trust and purpose every pair also gets its zone."""

EXAMPLE = """example:
  python -m assessments.research ratings.csv --rater rater --about about --team team \\
      --scale trust=T1,T2,T3,T4 --scale purpose=P1,P2,P3,P4 --range 1 7 --json"""


@dataclass(frozen=True)
class Request:
    """What to read and how to answer. Answers lie in low..high, in steps of one or anywhere between."""

    file: Path
    rater: str
    about: str
    team: str | None
    scales: dict[str, tuple[str, ...]]
    low: float
    high: float
    missing: frozenset[float]
    json: bool
    unrestricted: bool

    @property
    def points(self) -> int:
        return int(self.high - self.low) + 1

    @property
    def items(self) -> tuple[str, ...]:
        """The items' columns, each once."""
        return tuple(dict.fromkeys(item for items in self.scales.values() for item in items))

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are needed."""
        names = (self.rater, self.about, self.team, *self.items)
        return tuple(name for name in names if name is not None)


def parse(argv: Sequence[str]) -> Request:
    """The request; ends the program with a message and status 2 where it is none."""
    parser = _parser()
    given = parser.parse_args(argv)
    low, high = given.range
    if not (high - low).is_integer() or high <= low:
        parser.error(f"--range {low:g} {high:g}: HIGH must lie a whole number of steps above LOW")
    scales = dict(given.scale)
    if len(scales) < len(given.scale):
        parser.error("--scale: two scales have the same name")
    missing = frozenset(given.missing)
    return Request(
        given.file,
        given.rater,
        given.about,
        given.team,
        scales,
        low,
        high,
        missing,
        given.json,
        given.unrestricted,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assessments.research",
        description=DESCRIPTION,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help="UTF-8; separated by comma, semicolon or tab"
    )
    parser.add_argument("--rater", required=True, metavar="COL", help="who rates")
    parser.add_argument("--about", required=True, metavar="COL", help="who is rated")
    parser.add_argument("--team", metavar="COL", help="which team; without it the file is one team")
    parser.add_argument(
        "--scale",
        required=True,
        action="append",
        type=_scale,
        metavar="NAME=COL,COL",
        help="a scale and its items",
    )
    parser.add_argument(
        "--range",
        required=True,
        nargs=2,
        type=float,
        metavar=("LOW", "HIGH"),
        help="lowest and highest answer",
    )
    parser.add_argument(
        "--missing",
        action="append",
        type=float,
        default=[],
        metavar="CODE",
        help="a number that stands for no answer, like 0 or 99; empty cells and NA always do",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument(
        "--unrestricted",
        action="store_true",
        help="also print what a team of this size and with these holes cannot know; for checking only",
    )
    return parser


def _scale(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, columns = text.partition("=")
    items = tuple(column.strip() for column in columns.split(","))
    if not name.strip() or not all(items):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=COL,COL")
    if len(set(items)) < len(items):
        raise argparse.ArgumentTypeError(f"{text!r} names a column twice")
    return name.strip(), items
