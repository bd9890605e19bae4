"""What is said of the demo's pairs now that days count, beside what the noise of one sitting alone would have said.

`pytest -s tests/demo/test_promises_less.py` prints the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from assessments.demo import making
from assessments.measurement.moves import rounds_moved
from assessments.measurement.pairs import HEADLINE_LIMIT, MOVEMENTS, WITHIN_95, Movement
from assessments.measurement.spectrum import Spectrum, Zone
from assessments.measurement.zones import ZONES
from assessments.models import Organisation, Round, User
from assessments.results.spectrum import TeamSpectrum, for_round

pytestmark = pytest.mark.django_db

STILL = [MOVEMENTS.index(kind) for kind in (Movement.UNKNOWN, Movement.NONE_CLEAR)]


def rounds_of(cohort: str) -> list[tuple[str, Spectrum]]:
    """Its rounds with results, the earliest first, as its facilitator sees them; nobody joins or leaves."""
    fay = User.objects.get(email=making.PARTS["facilitator"])
    theirs = Round.objects.facilitated_by(fay).with_promise_to(fay).read_whole().filter(cohort__name=cohort)
    read = [(round.name, for_round(round)) for round in theirs.exclude(closed_at=None).order_by("closed_at")]
    return [(name, team.spectrum) for name, team in read if isinstance(team, TeamSpectrum)]


def clear_by_own_views(drawn: Spectrum) -> NDArray[np.bool_]:
    """As the pair's own scores and the noise of the sitting alone would have it: .80 of lying within the zone."""
    borders = drawn.borders

    def low_middle_high(score: Any, se: float) -> tuple[Any, Any, Any]:
        low, high = norm.cdf((borders.low - score) / se), norm.sf((borders.high - score) / se)
        return low, 1 - low - high, high

    trust = low_middle_high(drawn.trust.score, drawn.noise_trust.se)
    purpose = low_middle_high(drawn.purpose.score, drawn.noise_purpose.se)
    inside = {
        Zone.PARTNERSHIP: trust[2] * purpose[2],
        Zone.COLLABORATION: trust[0] * purpose[0],
        Zone.TRUST_LED: trust[2] * purpose[0],
        Zone.PURPOSE_LED: trust[0] * purpose[2],
    }
    inside[Zone.DEVELOPING] = 1 - sum(inside.values())
    return (
        np.select([drawn.zone == place for place in range(len(ZONES))], [inside[zone] for zone in ZONES])
        >= 0.8
    )


def differing_by_the_whole_gap(drawn: Spectrum) -> NDArray[np.bool_]:
    trust = np.abs(drawn.trust.gap) > HEADLINE_LIMIT * drawn.noise_trust.sem
    return np.asarray(trust | (np.abs(drawn.purpose.gap) > HEADLINE_LIMIT * drawn.noise_purpose.sem))


def moved(before: Spectrum, after: Spectrum) -> tuple[int, int, int]:
    """Pairs × scales called moved by the noise of the sittings alone, with days, and sure enough to be named."""
    change = np.stack([after.trust.score - before.trust.score, after.purpose.score - before.purpose.score])
    ses = [
        (one.se**2 + other.se**2) ** 0.5
        for one, other in (
            (before.noise_trust, after.noise_trust),
            (before.noise_purpose, after.noise_purpose),
        )
    ]
    now = rounds_moved(before, after, same_version=True)
    return (
        int((np.abs(change) > WITHIN_95 * np.array(ses)[:, None]).sum()),
        int((~np.isin(np.stack([now.trust, now.purpose]), STILL)).sum()),
        int(now.trust_named.sum() + now.purpose_named.sum()),
    )


def figures(cohort: str) -> Iterator[tuple[str, int, int, int, int]]:
    for name, drawn in rounds_of(cohort):
        differing = int(differing_by_the_whole_gap(drawn).sum()), int(drawn.seen_differently.sum())
        yield name, int(clear_by_own_views(drawn).sum()), int(drawn.clear.sum()), *differing


def test_fewer_pairs_are_called_clear_different_or_moved_than_one_sitting_alone_would_say(
    the_demo: Organisation,
) -> None:
    cohort = "Executive Team"
    table = list(figures(cohort))
    print(f"\n{cohort}: clear before → now, seen differently before → now")
    for name, clear_before, clear, differing_before, differing in table:
        print(f"  {name}: {clear_before} → {clear}, {differing_before} → {differing}")
        assert clear <= clear_before
        assert differing <= differing_before
    for (earlier, before), (later, after) in pairwise(rounds_of(cohort)):
        by_sitting, by_days, named = moved(before, after)
        print(f"  {earlier} to {later}: moved {by_sitting} → {by_days}, of which named {named}")
        assert named <= by_days <= by_sitting
    assert len(table) == 3
