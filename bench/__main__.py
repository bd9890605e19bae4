"""`make bench`, or `python -m bench web answers --database sqlite`: prints a table of what is named, or of everything.

Every part runs on databases made for it, beside the real ones; nothing that exists is touched.
"""

from __future__ import annotations

import argparse
import os
import platform
import secrets
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from . import database, start
from .table import head

ON_A_DATABASE = ("web", "statements", "spectrum", "scores", "answers")
WITHOUT = ("measurement", "start")
DATABASES = ("sqlite", "postgresql")
NEED_STATIC = {"web", "statements", "spectrum"}
ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / "var"  # on the disk on which the site would keep its own


def main() -> None:
    given = _options()
    begin = time.monotonic()
    print(f"Benchmarks of {date.today():%d %B %Y}: {_machine()}", flush=True)
    on_a_database = [part for part in ON_A_DATABASE if part in given.parts]
    if on_a_database:
        _on_databases(given, on_a_database)
    for part in WITHOUT:
        if part in given.parts:
            _without_database(part)
    print(f"\nTaken: {time.monotonic() - begin:.0f} s.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    everything = (*ON_A_DATABASE, *WITHOUT)
    parser.add_argument("parts", nargs="*", help=f"of: {', '.join(everything)}; none named: all of them")
    parser.add_argument(
        "--database",
        choices=DATABASES,
        help="default: the kind that DATABASE_URL names, or each that answers",
    )
    parser.add_argument("--smallest", action="store_true", help="only to see that everything runs")
    given = parser.parse_args()
    unknown = set(given.parts) - set(everything)
    if unknown:
        parser.error(f"there is no part called {', '.join(sorted(unknown))}")
    given.parts = given.parts or everything
    return given


def _machine() -> str:
    return f"{os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, Django {django.__version__}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _on_databases(given: argparse.Namespace, parts: list[str]) -> None:
    SCRATCH.mkdir(exist_ok=True)
    smallest = ["--smallest"] if given.smallest else []
    with TemporaryDirectory(prefix="bench-", dir=SCRATCH) as name:
        folder = Path(name)
        static = _static(folder, collect=not given.smallest and bool(NEED_STATIC & set(parts)))
        for kind in _kinds(given.database):
            print(f"\n{database.version(kind)}\n\n{head()}", flush=True)
            with (
                database.scratch(kind, "ours", folder) as ours,
                database.scratch(kind, "plain", folder) as plain,
            ):
                environment = _environment(ours) | static | {"BENCH_PLAIN_DATABASE_URL": plain}
                _run(["-m", "bench.inside", *parts, *smallest], environment)


def _static(folder: Path, collect: bool) -> dict[str, str]:
    (folder / "static").mkdir()
    settings = {
        "BENCH_STATIC_ROOT": str(folder / "static"),
        "BENCH_STATIC": "collected" if collect else "as they lie",
    }
    if collect:
        words = ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        _run(words, _environment("sqlite://:memory:") | settings)
    return settings


def _kinds(asked: str | None) -> list[str]:
    url = os.environ.get("DATABASE_URL", "")
    named = asked or (url and ("sqlite" if url.startswith("sqlite") else "postgresql"))
    kinds = [named] if named else list(DATABASES)
    if "postgresql" in kinds and not database.postgresql_answers():
        place = database.postgresql_place()
        print(f"\nSKIPPED PostgreSQL: none answers at {place}. Name one with TEST_DATABASE_URL=postgres://…")
        kinds.remove("postgresql")
    return kinds


def _environment(url: str) -> dict[str, str]:
    """The site as it would run, and nothing of what the caller has set for theirs."""
    return {
        "DJANGO_SETTINGS_MODULE": "bench.site",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "http://127.0.0.1:8000",
        "DEBUG": "off",
        "DEMO": "off",
        "TRUSTED_PROXIES": "0",
        "DATABASE_URL": url,
    }


def _without_database(part: str) -> None:
    if part == "start":
        print(f"\nThe start\n\n{head()}", flush=True)
        for line in start.run():
            print(line)
    else:
        print("\nMeasurement\n", flush=True)
        _run(["-m", "bench.measurement"], {})


def _run(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, env=os.environ | environment, check=True)


if __name__ == "__main__":
    main()
