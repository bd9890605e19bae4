"""One database's benchmarks, in a process of their own: `python -m bench` starts it with the addresses of the run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

import django
from django.core.management import call_command

django.setup()

from . import answers, scores, spectrum, statements, web  # noqa: E402
from .effort import FULL, SMALLEST, Effort  # noqa: E402
from .table import Line  # noqa: E402

PARTS: dict[str, Callable[[Effort], Iterator[Line]]] = {
    "web": web.run,
    "statements": statements.run,
    "spectrum": spectrum.run,
    "scores": scores.run,
    "answers": answers.run,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="+", choices=PARTS)
    parser.add_argument("--smallest", action="store_true")
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    for part in given.parts:
        for line in PARTS[part](SMALLEST if given.smallest else FULL):
            print(line, flush=True)


if __name__ == "__main__":
    main()
