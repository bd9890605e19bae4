"""What the numbers say, as sentences: shares, reciprocity, tests, reliability, patterns."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..measurement.knowable import Cause, Unknown
from ..measurement.quality import Pattern
from ..measurement.reliability import ScaleReliability
from ..measurement.round_robin import FTests
from ..promise.withheld import Withheld
from . import words

ONE_NUMBER = 1 - 1e-9  # a correlation that only identical views have
STRONG, MODERATE = 0.5, 0.3
WELL, FAIRLY = 0.8, 0.7  # alpha; Nunnally & Bernstein (1994)
CHANCE = 0.05  # the usual convention, and the method page says so; a p-value below is called more than chance


def share(key: str, percent: int, low: int, high: int, scale: str) -> str:
    """One share, never without its interval."""
    sentences = {
        "perceiver": _(
            "%(percent)s\u00a0%% (%(low)s to %(high)s\u00a0%%) of the differences in %(scale)s are about who rates: "
            "how generously each leader rates everyone."
        ),
        "target": _(
            "%(percent)s\u00a0%% (%(low)s to %(high)s\u00a0%%) are about who is rated: "
            "how each leader is rated by everyone."
        ),
        "relationship": _(
            "%(percent)s\u00a0%% (%(low)s to %(high)s\u00a0%%) are special to the pair, and the measure’s noise, "
            "which cannot be told from it here."
        ),
    }
    return sentences[key] % {"percent": percent, "low": low, "high": high, "scale": scale.lower()}


def returned(reciprocity: float | None, p: float | None) -> str:
    """Is special regard returned?"""
    if reciprocity is None or p is None:
        return ""
    if reciprocity >= ONE_NUMBER:
        return _(
            "Both views of every pair are one number here, which tells nothing of regard that is returned."
        )
    if p >= CHANCE:
        return _("Whether special regard is returned cannot be told here: it may be chance.")
    sentence = (
        _(
            "Special regard is %(much)s returned: where one sees more in the other than usual, "
            "so does the other (r\u00a0=\u00a0%(r).2f)."
        )
        if reciprocity > 0
        else _(
            "Special regard is %(much)s turned round: where one sees more in the other than usual, "
            "the other sees less (r\u00a0=\u00a0%(r).2f)."
        )
    )
    return sentence % {"much": _how_much(abs(reciprocity)), "r": reciprocity}


def _how_much(r: float) -> str:
    """A correlation in words; the limits are Cohen’s (1988), as everybody’s."""
    if r >= STRONG:
        return _("clearly")
    return _("to some degree") if r >= MODERATE else _("a little")


def tested(tests: FTests) -> str:
    """Is there more than chance in who rates and who is rated?"""
    said = [
        _("Leaders differ in how generously they rate (%(p)s).")
        if _sure(tests.perceiver.p)
        else _("That leaders differ in how generously they rate may be chance (%(p)s)."),
        _("Leaders differ in how they are rated (%(p)s).")
        if _sure(tests.target.p)
        else _("That leaders differ in how they are rated may be chance (%(p)s)."),
    ]
    return " ".join(
        text % {"p": _p(test.p)} for text, test in zip(said, (tests.perceiver, tests.target), strict=True)
    )


def effects(key: str) -> str:
    return (
        _("How generously each leader rates everyone")
        if key == "perceiver"
        else _("How each leader is rated by everyone")
    )


def too_few(scale: str, need: int | None) -> str:
    return _(
        "Figures on %(scale)s are shown from %(need)s people who have answered, and about at least as many; "
        "from fewer, one could be worked out."
    ) % {"scale": scale.lower(), "need": need}


def too_few_complete(need: int | None) -> str:
    return _(
        "How well the questions hang together is shown from %(need)s people who have answered all of them, "
        "and about at least as many."
    ) % {"need": need}


def no_shares(why: str) -> str:
    return _("How much is about who rates, who is rated, and the two of them is not shown. %(why)s") % {
        "why": why
    }


def no_effects(withheld: Withheld | Unknown) -> str:
    """Whether people differ at all is said by the test above, so that it is not said twice, and differently."""
    if withheld.reason is Cause.LOW_RELIABILITY:
        return _("Who is higher and who is lower cannot be told reliably enough to name anyone.")
    return words.why(withheld)


def not_linked() -> str:
    return _(
        "The leaders fall into groups that have not rated each other, so nobody can be compared across them."
    )


def not_determined() -> str:
    return _("Too few ratings link the leaders with each other for this.")


def alpha(found: ScaleReliability) -> str:
    """First what it means for the reader, then the number; an alpha that cannot be is no praise."""
    if found.alpha < 0:
        return _(
            "These questions do not measure one thing here: one may be worded the other way round, or they may "
            "be no scale (alpha %(alpha).2f, from %(n)s complete ratings)."
        ) % {"alpha": found.alpha, "n": found.ratings}
    number = {"alpha": found.alpha, "low": found.low, "high": found.high, "n": found.ratings}
    if found.low != found.low:
        return _(
            "%(so_what)s (alpha %(alpha).2f, from %(n)s complete ratings; without one of the raters there is none, "
            "so there is no interval)."
        ) % {"so_what": _so_what(found.alpha), **number}
    return _(
        "%(so_what)s (alpha %(alpha).2f, 95\u00a0%% interval %(low).2f to %(high).2f, from %(n)s complete ratings)."
    ) % {"so_what": _so_what(found.low), **number}


def _so_what(at_least: float) -> str:
    """By the lower end of the interval: what is sure."""
    if at_least >= WELL:
        return _("The questions of this scale hang together well: its scores can be relied on")
    if at_least >= FAIRLY:
        return _("The questions of this scale hang together fairly well: large differences can be relied on")
    return _("How well the questions of this scale hang together is not sure: read single scores with care")


def no_alpha(ratings: int) -> str:
    return _("How well the questions hang together cannot be said from %(n)s complete ratings.") % {
        "n": ratings
    }


def pattern(found: Pattern) -> str:
    sentences = {
        Pattern.SAME_TO_ALL: _("gave the same answer to every question about everyone"),
        Pattern.STRAIGHT_ROWS: _("gave one answer to all questions for more than half of the colleagues"),
        Pattern.OWN_NOISE_HIGH: _("gave answers that scatter far more than those of the others"),
        Pattern.OWN_NOISE_LOW: _("gave answers that scatter far less than those of the others"),
        Pattern.HURRIED: _("answered most questions faster than they can be read"),
    }
    return sentences[found]


def too_few_colleagues(need: int) -> str:
    return _(
        "Patterns are looked for where somebody has at least %(need)s colleagues: fewer say too little."
    ) % {"need": need}


def means(scales: Sequence[tuple[str, float, float]]) -> str:
    """Of each scale its name, and the team's mean with and without somebody's answers."""
    with_without = _("%(scale)s is %(with)s of 100 with these answers and %(without)s without them")
    changes = [
        with_without % {"scale": name.lower(), "with": round(mean), "without": round(rest)}
        for name, mean, rest in scales
    ]
    return _("On the team’s average, %(changes)s.") % {"changes": "; ".join(changes)}


def no_means(need: int | None) -> str:
    return _(
        "The team’s means with and without these answers are not given: both would have to come from %(need)s people."
    ) % {"need": need}


def zones_without(changed: int, pairs: int) -> str:
    if not changed:
        return _("Without these answers every pair stays in its zone.")
    return ngettext(
        "Without these answers %(n)s of %(pairs)s pairs has no zone, since one view makes no score; "
        "the others stay where they are.",
        "Without these answers %(n)s of %(pairs)s pairs have no zone, since one view makes no score; "
        "the others stay where they are.",
        changed,
    ) % {"n": changed, "pairs": pairs}


def _sure(p: float | None) -> bool:
    return p is not None and p < CHANCE


def _p(p: float | None) -> str:
    if p is None:
        return _("no test possible")
    return _("p\u00a0<\u00a0.001") if p < 0.001 else _("p\u00a0=\u00a0%(p)s") % {"p": f"{p:.3f}".lstrip("0")}
