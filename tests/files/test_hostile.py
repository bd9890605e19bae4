"""Files that are broken or meant to harm: each is read or refused with sentences, in bounded time and memory."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from assessments.files import roster, words
from assessments.files.problems import KEPT, BadFile
from assessments.files.text import visible

from .asked import HEADER, ratings

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS, MOST_MB = 5, 300
PIECES = [
    *(
        b"\0",
        b'"',
        b"\n",
        b"\r",
        b",",
        b";",
        b"\t",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\xe2\x80\xae",
        b"NA",
    ),
    *(
        b"1e999",
        b"-",
        b"=cmd|' /C calc'!A0",
        b"{{7*7}}",
        b"<svg onload=alert(1)>",
        b"9" * 5000,
        b"x" * 200_000,
    ),
    *(
        "\u202e\u200b".encode(),
        "٣".encode(),
        b"PK\x03\x04",
        b"sep=;\n",
        b"\x1a",
        b"%s%n",
        b"../../etc/passwd\0",
    ),
]


def good(chance: random.Random) -> bytes:
    people = [f"P{number}" for number in range(chance.randint(2, 9))]
    rows = [
        f"{a},{b},t{chance.randint(1, 2)},{','.join(str(chance.randint(0, 5)) for _ in range(4))}"
        for a in people
        for b in people
    ]
    return "\n".join([HEADER, *rows]).encode(chance.choice(["utf-8", "utf-16", "cp1252"]))


def workbook(chance: random.Random) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for number in range(chance.randint(1, 20)):
        book.active.append([f"P{number}", f"p{number}@x.example"])  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


def broken(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.choices(range(len(data) + 1), k=2))
        piece = chance.choice([*PIECES, data[at:to] * 3, b"", chance.randbytes(8)])
        data = data[:at] + piece + data[chance.choice([at, to, at + 1]) :]
    return data


def has_address(typed: str) -> bool:
    return "@" in typed


@pytest.mark.slow
def test_a_thousand_broken_files_are_read_or_refused_with_sentences() -> None:
    chance, refused = random.Random(7), 0
    for number in range(1000):
        data = broken(workbook(chance) if number % 4 == 0 else good(chance), chance)
        for read in (ratings, lambda data: roster.read(data, has_address)):
            began = time.process_time()
            try:
                read(data)
            except BadFile as error:
                refused += 1
                said = words.sentences(error)
                assert 1 <= len(said) <= KEPT + 1
                assert all(visible(sentence) == sentence and len(sentence) < 1000 for sentence in said)
            assert time.process_time() - began < MOST_SECONDS
    assert refused > 1500


LARGE: dict[str, Callable[[int], str]] = {
    "every answer off the scale": lambda i: f"{i % 50},{(i + 1) % 50},a,99,99,99,99\n",
    "every cell another": lambda i: f"{i % 50},{i // 50 % 50},{i // 2500},{i},x{i},y{i},z{i}\n",
    "every person another": lambda i: f"p{i},q{i},t{i % 100},1,1,1,1\n",
    "every team another": lambda i: f"p{i},q{i},t{i},1,1,1,1\n",
    "no column enough": lambda i: "x\n",
    "no name": lambda i: ",,,,,,1\n",
    "every script": lambda i: f"é{i}\u200b,😀{i},a{i % 7},١,٢,x,{i}\n",
    "one line": lambda i: "x" * 1000,
    "one quote": lambda i: '"' + "x\n" * 500,
    "separators alone": lambda i: "," * 1000,
}
PROGRAM = """
import resource, sys, time
from tests.files.asked import ratings
from assessments.files.problems import BadFile
data = open(sys.argv[1], "rb").read()
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    ratings(data)
except BadFile as error:
    print(time.process_time() - began, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", LARGE)
def test_twenty_megabytes_of_wrong_rows_take_bounded_time_and_memory(kind: str, tmp_path: Path) -> None:
    file, rows, size = tmp_path / "large.csv", [HEADER + "\n"], 0
    while size < 20_000_000:
        rows.append(LARGE[kind](len(rows)))
        size += len(rows[-1])
    file.write_text("".join(rows))
    command = [sys.executable, "-c", PROGRAM, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MB
