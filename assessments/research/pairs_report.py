"""The pairs of one team for the report: views, scores, gaps, intervals, and the zone where there are both scales."""

from collections.abc import Mapping
from typing import Any

from assessments.measurement.instrument import Borders
from assessments.measurement.pairs import GapFlag, Noise, Pairs, gap_flags, interval, pair_up
from assessments.measurement.spectrum import Pair, spectrum
from assessments.research.ratings_file import Array, TeamRatings
from assessments.research.values import number
from assessments.research.why import NO_VIEW, ONE_ITEM, ONE_VIEW

ZONE_SCALES = ("trust", "purpose")


def pairs_report(
    team: TeamRatings, scores: Mapping[str, Array], noise: Mapping[str, Noise]
) -> list[dict[str, Any]]:
    """One entry per pair, in the roster's order; scores: per scale (n, n) on 0..100."""
    pairs = {scale: pair_up(square) for scale, square in scores.items()}
    columns = {scale: _on_scale(pairs[scale], noise[scale]) for scale in scores}
    places = _zones(scores, noise)
    first = next(iter(pairs.values()))
    return [
        {
            "a": team.people[a],
            "b": team.people[b],
            "scales": {scale: column[at] for scale, column in columns.items()},
            **({"place": places[at]} if places else {}),
        }
        for at, (a, b) in enumerate(zip(first.a, first.b, strict=True))
    ]


def _on_scale(pairs: Pairs, noise: Noise) -> list[dict[str, Any]]:
    low, high = interval(pairs.score, noise)
    rows = zip(
        pairs.ab.tolist(),
        pairs.ba.tolist(),
        pairs.score.tolist(),
        pairs.gap.tolist(),
        low.tolist(),
        high.tolist(),
        gap_flags(pairs.gap, noise).tolist(),
        strict=True,
    )
    return [_entry(*row) for row in rows]


def _entry(
    ab: float, ba: float, score: float, gap: float, low: float, high: float, flag: int
) -> dict[str, Any]:
    views = [number(ab), number(ba)]
    if number(score) is None:
        why = NO_VIEW if views == [None, None] else ONE_VIEW
        return {"views": views, "score": None, "gap": None, "interval": None, "gap_flag": None, "why": why}
    if number(low) is None:
        unsure = {"interval": None, "gap_flag": None, "why": ONE_ITEM}
        return {"views": views, "score": score, "gap": gap, **unsure}
    return {
        "views": views,
        "score": score,
        "gap": gap,
        "interval": [low, high],
        "gap_flag": GapFlag(flag).name.lower(),
    }


def _zones(scores: Mapping[str, Array], noise: Mapping[str, Noise]) -> list[dict[str, Any]]:
    """The zone of every pair; nothing unless there is trust and there is purpose."""
    if not set(ZONE_SCALES) <= set(scores):
        return []
    trust, purpose = (scores[scale] for scale in ZONE_SCALES)
    drawn = spectrum(trust, purpose, None, noise["trust"], noise["purpose"], Borders())
    return [_zone(drawn.pair(at)) for at in range(len(drawn.a))]


def _zone(pair: Pair) -> dict[str, Any]:
    if pair.zone is None:
        return {"zone": None, "certainty": None, "why": "a zone needs both views on both scales"}
    if pair.certainty is None:
        return {"zone": str(pair.zone), "certainty": None, "why": ONE_ITEM}
    return {
        "zone": str(pair.zone),
        "first": None if pair.lag is None else str(pair.lag),
        "certainty": pair.certainty,
        "clear": pair.clear,
        "divided": pair.divided,
        "borderline_with": str(pair.neighbour) if pair.borderline and pair.neighbour else None,
    }
