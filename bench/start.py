"""From a clean copy to the first page: `make demo` as a newcomer runs it, with the package cache as it is."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .servers import free_port
from .table import Line

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 90
PATIENCE = 600
NOT_OURS = ("VIRTUAL_ENV", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "PYTHONPATH")


def run() -> Iterator[Line]:
    with TemporaryDirectory(prefix="partnership-start-") as place:
        copy = Path(place) / "checkout"
        copy_to(copy)
        whole, install = _demo(copy)
    what = "make demo, from a clean copy to the first page"
    yield Line(
        what,
        f"{whole:.0f} s",
        f"{install:.0f} s of it installing",
        whole / install,
        f"≤ {SECONDS} s",
        whole <= SECONDS,
    )


def copy_to(copy: Path) -> None:
    """What git knows or would take in: no virtual environment, no database, nothing that was built."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)


def _demo(copy: Path) -> tuple[float, float]:
    """Seconds to the first page, and to the end of the installation."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    begin = time.monotonic()
    process = subprocess.Popen(
        ["make", "demo"],
        cwd=copy,
        env=environment | {"PORT": str(port)},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        installed = _first(lambda: (copy / ".venv" / "run").exists(), process) - begin
        return _first(lambda: _answers(port), process) - begin, installed
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # make, its shell and gunicorn: a session of their own
        process.wait(timeout=30)


def _first(happened, process: subprocess.Popen[bytes]) -> float:  # type: ignore[no-untyped-def]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if happened():
            return time.monotonic()
        time.sleep(0.1)
    raise RuntimeError("make demo did not come up. Run it by hand: it says why.")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/demo/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
