"""The report as text for people: the same plain values as the JSON, in sentences and columns."""

from collections.abc import Iterable, Iterator
from typing import Any

Report = dict[str, Any]

PARTS = {
    "perceiver_variance": "who rates",
    "target_variance": "who is rated",
    "relationship_variance": "special to the two",
    "perceiver_target_covariance": "generous ones are rated well",
    "dyadic_covariance": "special regard is returned",
}
RECIPROCITY = ("perceiver_target_covariance", "dyadic_covariance")
SIDES = ("perceiver", "target")
TESTS = {"perceiver": "who rates", "target": "who is rated", "dyadic": "special regard is returned"}


def as_text(report: Report) -> str:
    """All of the report but single relationship effects, which only the JSON lists."""
    lines = [line for name, team in report["teams"].items() for line in _team(name, team)]
    return "\n".join([*lines, *_pooled(report["pooled"]), *_reliability(report["reliability"])])


def _team(name: str, team: Report) -> Iterator[str]:
    yield f"Team {name}: {team['n']} people, {len(team['pairs'])} pairs"
    for pair in team["pairs"]:
        yield f"  {_pair(pair)}"
    for rater in team["patterns"]:
        yield f"  {rater['rater']}'s answers are worth a look: {', '.join(rater['patterns'])}"
    yield from _sections(team["round_robin"], _scale)
    yield from _twos(team["bivariate"])
    yield ""


def _pair(pair: Report) -> str:
    scales = [f"{name} {_scores(own)}" for name, own in pair["scales"].items()]
    return " · ".join([f"{pair['a']}–{pair['b']}", *scales, *_place(pair.get("place"))])


def _scores(scale: Report) -> str:
    views = "/".join("–" if view is None else f"{view:.0f}" for view in scale["views"])
    if scale["score"] is None:
        return f"{views} ({scale['why']})"
    if scale["interval"] is None:
        return f"{scale['score']:.0f} ({views})"
    low, high = scale["interval"]
    flag = "" if scale["gap_flag"] == "none" else f", {scale['gap_flag']} gap"
    return f"{scale['score']:.0f} [{low:.0f}–{high:.0f}] ({views}{flag})"


def _place(place: Report | None) -> Iterator[str]:
    if not place or not place["zone"]:
        return
    if place["certainty"] is None:
        yield place["zone"]
        return
    zone = place["zone"] + (f" ({place['first']} first)" if place["first"] else "")
    unclear = "divided" if place["divided"] else f"borderline with {place['borderline_with']}"
    yield f"{zone} {place['certainty']:.2f}" + ("" if place["clear"] else f", {unclear}")


def _sections(results: Report, write: Any) -> Iterator[str]:
    reasons = results.get("why", {})
    for name, result in results["scales"].items():
        if result is None:
            yield f"  {name}: not shown: {reasons[name]}"
            continue
        yield f"  {name}: {result.get('method', 'pooled')}" + _holes(result) + _fit(result)
        yield from (f"    {line}" for line in write(result))


def _twos(results: Iterable[Report]) -> Iterator[str]:
    for result in results:
        name = " and ".join(result["scales"])
        if isinstance(result.get("why"), str):
            yield f"  {name}: not shown: {result['why']}"
            continue
        yield f"  {name}: {result.get('method', 'pooled')}" + _holes(result)
        yield from (f"    {line}" for line in _parts(result))


def _holes(result: Report) -> str:
    return f", {result['holes']} ratings missing" if result.get("holes") else ""


def _fit(result: Report) -> str:
    if not result.get("settled", True):
        return ", not settled"
    return ", at the border of what variances can be" if result.get("at_border") else ""


def _scale(result: Report) -> Iterator[str]:
    if result["shares"]:
        sides = (
            ("perceiver", "who rates"),
            ("target", "who is rated"),
            ("relationship", "special to the two"),
        )
        said = ", ".join(f"{_share(result['shares'][side])} {words}" for side, words in sides)
        yield f"roughly {said}" if result["shares"]["rough"] else said
    yield from _parts({name: value for name, value in result.items() if name in PARTS or name == "why"})
    if result["reliability"]:
        yield "reliability of persons' effects: " + ", ".join(
            f"{side} {_number(value)}" for side, value in result["reliability"].items()
        )
    for name, test in (result["tests"] or {}).items():
        yield f"{TESTS[name]}: {_test(test)}"
    yield from _persons(result["persons"] or [])


def _share(share: Report) -> str:
    return f"{share['estimate']:.0%} [{share['low']:.0%}–{share['high']:.0%}]"


def _test(test: Report) -> str:
    if test["p"] is None:
        return str(test["why"])
    p = "p < .001" if test["p"] < 0.001 else f"p = {test['p']:.3f}"
    return f"F {_number(test['f'])} on {test['df1']:.1f} and {test['df2']:.1f}, {p}"


def _persons(persons: Iterable[Report]) -> Iterator[str]:
    for person in persons:
        effects = [
            f"{side} {_number(person[f'{side}_shrunk'])}"
            for side in ("perceiver", "target")
            if f"{side}_shrunk" in person
        ]
        yield f"{person['id']}: " + ", ".join(effects)


def _parts(result: Report) -> Iterator[str]:
    """A line per part, and one line per reason for all that it withholds."""
    for name, value in result.items():
        if isinstance(value, dict) and "estimate" in value:
            yield _part(name, value)
    reasons = result.get("why", {})
    for reason in dict.fromkeys(reasons.values()):
        names = ", ".join(_label(name) for name, given in reasons.items() if given == reason)
        yield f"not shown: {names}: {reason}"


def _part(name: str, part: Report) -> str:
    kind = "r" if name in RECIPROCITY or "covariance" in name else "share"
    blank = f" ({part['why']})" if "why" in part else ""
    return (
        f"{_label(name)}: {_number(part['estimate'])}, {kind} {_number(part['standardised'])}, "
        f"SE {_number(part['se'])}, t {_number(part['t'])}{blank}"
    )


def _label(name: str) -> str:
    return PARTS.get(name, name.replace("_", " "))


def _pooled(pooled: Report) -> Iterator[str]:
    yield "All teams"
    yield from _sections(pooled, _parts)
    yield from _twos(pooled["bivariate"])
    yield ""


def _reliability(reliability: Report) -> Iterator[str]:
    yield "Reliability"
    for scale, found in reliability.items():
        interval = found["interval"] or (None, None)
        noise = found["noise"]
        yield (
            f"  {scale}: alpha {_number(found['alpha'])} [{_number(interval[0])}, {_number(interval[1])}], "
            f"error of a rating {_number(found['sem'])}, {found['ratings']} complete ratings; "
            + _noise(noise)
        )


def _noise(noise: Report) -> str:
    if noise["sem"] is None:
        return "no intervals: one item tells nothing of its noise"
    return f"intervals use {noise['sem']:.1f} of 100" + (" (the default)" if noise["default"] else "")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
