"""The reference ratings as squares in their own units, and what TripleR 1.5.4 says about them."""

import json

import numpy as np
import pytest

from tests.measurement import reference

TEAMS = ("team_04", "team_05", "team_06", "team_08", "team_10", "team_12", "team_20")
SCALES = ("trust", "purpose")
FIELDS = {
    "actor variance": "perceiver_variance",
    "partner variance": "target_variance",
    "relationship variance": "relationship_variance",
    "actor-partner covariance": "perceiver_target_covariance",
    "relationship covariance": "dyadic_covariance",
}
BIVARIATE = {
    "actor-actor covariance": "perceivers",
    "partner-partner covariance": "targets",
    "actor-partner covariance": "perceiver_target",
    "partner-actor covariance": "target_perceiver",
    "intrapersonal relationship covariance": "intrapersonal",
    "interpersonal relationship covariance": "interpersonal",
}


def says(name):
    return json.loads((reference.HERE / "tripler" / f"{name}.json").read_text())


def square(file, column, team="1"):
    """(n, n) of one column, row rater, column rated, NaN on the diagonal."""
    rows = [row for row in reference.rows(f"{file}.csv") if row["team"] == team]
    people = sorted({row["rater"] for row in rows})
    said = {(row["rater"], row["about"]): float(row[column]) for row in rows}
    return np.array([[said.get((rater, about), np.nan) for about in people] for rater in people])


def close(value):
    """Equal to 1e-9, relative; a blank is a blank."""
    return None if value is None else pytest.approx(value, rel=1e-9, abs=1e-13)


def assert_part(part, theirs):
    """Our part is TripleR's: raw estimate and standard error always, the rest blank where theirs is."""
    assert part.raw == close(theirs["estimate"])
    assert part.raw_se**2 == close(theirs["se2_raw"])
    assert part.standardised == close(theirs["standardized"])
    assert_errors(part.se, part.t, theirs, kept=part.standardised is None and not part.negative)
    assert part.estimate == (0.0 if part.negative else part.raw)


def assert_errors(se, t, theirs, kept):
    """kept: of a covariance whose correlation is blank TripleR leaves out the standard error too, and we do not."""
    own = theirs["se2_raw"] ** 0.5 if kept else theirs["se"]
    assert se == close(own)
    assert t == close(theirs["estimate"] / own if kept else theirs["t"])
