"""`python -m assessments.research FILE.csv …`: the measurement on a file of ratings, without Django."""

import json
import sys
from collections.abc import Sequence

from assessments.research.arguments import parse
from assessments.research.as_text import as_text
from assessments.research.ratings_file import BadFile, read
from assessments.research.report import report

BAD_INPUT = 2


def main(argv: Sequence[str]) -> int:
    """Print the report; return 0, or 2 where the file cannot be used."""
    request = parse(argv)
    try:
        teams = read(request)
    except BadFile as error:
        print(*(f"{request.file}: {problem}" for problem in error.problems), sep="\n", file=sys.stderr)
        return BAD_INPUT
    found = report(teams, request)
    text = (
        json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) if request.json else as_text(found)
    )
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
