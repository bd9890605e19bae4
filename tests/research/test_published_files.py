"""The researchers' command on published files, where they lie beside this repository: no traceback, and valid JSON."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LIKING = [
    "--rater=perceiver.id",
    "--about=target.id",
    "--scale=liking=liking_a,liking_b",
    "--range",
    "0",
    "5",
]
LIKING += ["--scale=meta=metaliking_a,metaliking_b"]
REFERENCE = ["--rater=rater", "--about=about", "--team=team", "--range", "1", "7"]
REFERENCE += ["--scale=trust=T1,T2,T3,T4", "--scale=purpose=P1,P2,P3,P4"]
PUBLISHED = {
    "real/Warner.csv": [
        "--rater=actor.id",
        "--about=partner.id",
        "--scale=talk=prop.T1,prop.T2,prop.T3",
        "--range",
        "0",
        "100",
    ],
    "real/likingLong.csv": LIKING,
    "real/multiLikingLong.csv": [*LIKING, "--team=group.id"],
    "real/dutchcollege_long.csv": [
        "--rater=actor",
        "--about=partner",
        "--team=wave",
        "--scale=y=y",
        "--range",
        "-1",
        "4",
        "--missing=0",
    ],
}
PUBLISHED |= {f"reference/{path.name}": REFERENCE for path in sorted((SHARED / "reference").glob("*.csv"))}

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the published files are not here")


def refused(name: str) -> float:
    raise AssertionError(f"{name} is no JSON")


def run(file: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assessments.research", str(SHARED / file), *PUBLISHED[file], *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_published_file_is_here() -> None:
    there = {
        str(path.relative_to(SHARED))
        for room in ("real", "reference")
        for path in (SHARED / room).glob("*.csv")
    }
    assert there == set(PUBLISHED)


@pytest.mark.slow
@pytest.mark.parametrize("file", PUBLISHED)
def test_a_published_file_is_measured(file: str) -> None:
    done = run(file, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout, parse_constant=refused)["teams"]
    text = run(file)
    assert (text.returncode, text.stderr) == (0, "")
    assert text.stdout.startswith("Team ")
