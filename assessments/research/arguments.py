"""What the command is asked for: the file, its columns, the scales, and the range of answers."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessments.files import words
from assessments.files.layout import Layout, lay_out
from assessments.files.options import OPTIONS
from assessments.files.problems import BadFile

DESCRIPTION = """Pairs, zones and the social relations model from a file of ratings: a row per rater and rated person,
a column per item. With scales named trust and purpose every pair also gets its zone."""

EXAMPLE = """example:
  python -m assessments.research ratings.csv --rater rater --about about --team team \\
      --scale trust=T1,T2,T3,T4 --scale purpose=P1,P2,P3,P4 --range 1 7 --json"""


@dataclass(frozen=True)
class Request:
    """What to read, and how to answer."""

    file: Path
    layout: Layout
    json: bool
    unrestricted: bool

    @property
    def scales(self) -> Mapping[str, tuple[str, ...]]:
        return self.layout.scales

    @property
    def low(self) -> float:
        return self.layout.low

    @property
    def high(self) -> float:
        return self.layout.high

    @property
    def points(self) -> int:
        return self.layout.points


def parse(argv: Sequence[str]) -> Request:
    """The request; ends the program with a message and status 2 where it is none."""
    parser = _parser()
    given = parser.parse_args(argv)
    try:
        layout = lay_out(
            rater=given.rater,
            about=given.about,
            teams=given.team,
            scales=given.scale,
            low=given.range[0],
            high=given.range[1],
            missing=given.missing,
            turned=given.turned,
            fractions=given.fractions,
            leave_out_oneself=given.leave_out_oneself,
            exact_names=given.exact_names,
        )
    except BadFile as error:
        parser.error(" ".join(words.sentences(error)))
    return Request(given.file, layout, given.json, given.unrestricted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assessments.research",
        description=DESCRIPTION,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="separated by comma, semicolon or tab")
    for option, arguments in OPTIONS.items():
        parser.add_argument(option, **arguments)
    parser.add_argument(
        "--range",
        required=True,
        nargs=2,
        type=float,
        metavar=("LOW", "HIGH"),
        help="lowest and highest answer",
    )
    parser.add_argument("--fractions", action="store_true", help="answers may lie between the points")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument(
        "--unrestricted",
        action="store_true",
        help="also print what a team of this size and with these holes cannot know; for checking only",
    )
    return parser
