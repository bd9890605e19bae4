"""What both drawings say alike: the axes, and numbers as people read them."""

import numpy as np
from django.utils.translation import gettext_lazy

from ..measurement.pairs import Floats, Indices

AXIS_ACROSS = gettext_lazy("Shared purpose — the leadership element →")
AXIS_UP = gettext_lazy("Trust — the partnership element →")


def whole(values: Floats | float) -> Indices:
    """Whole numbers, halves away from zero, as Django's floatformat writes them in the table."""
    values = np.asarray(values)
    return (np.sign(values) * np.floor(np.abs(values) + 0.5 + 1e-9)).astype(np.intp)
