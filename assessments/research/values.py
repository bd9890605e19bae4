"""Plain values for the report: numbers or None, and None with its reason."""

import math
from collections.abc import Callable
from typing import Any

from assessments.measurement.knowable import Unknown
from assessments.measurement.round_robin import Part
from assessments.research.why import NEGATIVE, UNDEFINED, why

Report = dict[str, Any]
Fields = dict[
    str, tuple[Any, Callable[[Any], Any]]
]  # per name: a value or an Unknown, and how to write the value


def number(value: float | None) -> float | None:
    """A number, or None in place of NaN."""
    return None if value is None or math.isnan(value) else float(value)


def part(value: Part) -> Report:
    """A part of variance or covariance; what is blank is None and says why."""
    entry: Report = {
        "estimate": number(value.estimate),
        "standardised": number(value.standardised),
        "se": number(value.se),
        "t": number(value.t),
    }
    if value.negative:
        return {**entry, "raw": value.raw, "why": NEGATIVE.format(raw=value.raw)}
    return entry if None not in entry.values() else {**entry, "why": UNDEFINED}


def shown(fields: Fields) -> Report:
    """Each field written by its function, or None where it is not known, with all reasons under "why"."""
    report: Report = {}
    reasons: Report = {}
    for name, (value, write) in fields.items():
        if isinstance(value, Unknown):
            report[name], reasons[name] = None, why(value)
        else:
            report[name] = write(value)
    return {**report, "why": reasons} if reasons else report
