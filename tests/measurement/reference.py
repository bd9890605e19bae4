"""The reference teams of tests/reference as arrays: simulated, and computed by other software."""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent.parent / "reference"
TRUST = ("T1", "T2", "T3", "T4")
PURPOSE = ("P1", "P2", "P3", "P4")


def rows(file):
    with (HERE / file).open(newline="") as lines:
        return list(csv.DictReader(lines))


def columns(file, *names):
    """(rows, names) floats."""
    return np.array([[float(row[name]) for name in names] for row in rows(file)])


def square(file, column):
    """(n, n) of one column, row rater, column rated, on 0..100; written without the product's own functions."""
    people = sorted({row["rater"] for row in rows(file)})
    said = {(row["rater"], row["about"]): 100 * (float(row[column]) - 1) / 6 for row in rows(file)}
    return np.array([[said.get((rater, about), np.nan) for about in people] for rater in people])
