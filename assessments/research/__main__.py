"""`python -m assessments.research FILE.csv …`: the measurement on a file of ratings, without Django."""

import json
import os
import sys
from collections.abc import Iterator, Sequence

from assessments.files import ratings, words
from assessments.files.decoding import LATIN, bytes_of
from assessments.files.problems import BadFile
from assessments.research.arguments import parse
from assessments.research.as_text import as_text
from assessments.research.plan import plan_text
from assessments.research.ratings_file import cubes
from assessments.research.report import report

BAD_INPUT = 2
ONE_TEAM = "1"  # the name of the team where the file names none


def main(argv: Sequence[str]) -> int:
    """Print the report; return 0, or 2 where the file cannot be used."""
    if argv[:1] == ["plan"]:
        return _print(plan_text(argv[1:]))
    request = parse(argv)
    try:
        read = ratings.read(bytes_of(request.file), request.layout, ONE_TEAM)
    except BadFile as error:
        said = [*words.sentences(error), *words.hints(error)]
        print(*(f"{request.file}: {sentence}" for sentence in said), sep="\n", file=sys.stderr)
        return BAD_INPUT
    print(*_notes(read), sep="", end="", file=sys.stderr)
    found = report(cubes(read.teams, request.layout), request)
    text = (
        json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) if request.json else as_text(found)
    )
    return _print(text)


def _print(text: str) -> int:
    """A reader that has seen enough (`| head`) closes the pipe: no fault, and nothing to say about it."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _notes(read: ratings.Ratings) -> Iterator[str]:
    if read.oneself:
        yield f"{read.oneself} rows in which people rate themselves were left out.\n"
    if read.encoding == LATIN:
        yield f"The file is not UTF-8; it was read as {LATIN}.\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
