"""The bare site, from here: it has its own settings, so it runs in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

CLIENTS = 4


def environment(kind: str) -> dict[str, str]:
    """`kind` is "form" (no session, no login) or "signed-in"."""
    return {"DATABASE_URL": os.environ["BENCH_PLAIN_DATABASE_URL"], "BENCH_PLAIN": kind}


@cache
def sessions() -> list[str]:
    """Makes its tables and users, once a run: a session for each client."""
    return list(_ask("prepare", str(CLIENTS)))


def page_cpu(times: int) -> float:
    """Seconds of CPU that one bare signed-in page takes."""
    return float(_ask("page", sessions()[0], str(times)))


def _ask(*words: str) -> Any:
    command = [sys.executable, "-m", "bench.plain_site", *words]
    told = os.environ | environment("signed-in")
    return json.loads(subprocess.run(command, env=told, check=True, capture_output=True, text=True).stdout)
