"""Values as a spreadsheet may hold them: text that no programme takes for a formula, numbers as people read them."""

from __future__ import annotations

import math

import numpy as np

Cell = str | int | float | None
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(words: str) -> str:
    """A person may be called “=1+1”: an apostrophe before it makes every spreadsheet read it as text."""
    return f"'{words}" if words.startswith(STARTS_A_FORMULA) else words


def number(value: float | None, digits: int = 1) -> float | None:
    """Rounded to what the measure can tell; an empty cell where there is none, never a zero."""
    return None if value is None or math.isnan(value) else round(float(np.float64(value)), digits)
