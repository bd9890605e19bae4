"""How differently two see it, and where that comes from, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..measurement.pairs import GapFlag
from ..measurement.spectrum import PairScale
from .people import Person

NEXT_TO_NOTHING = 1.0  # point of 100: a part below it is not worth a sentence of its own


def gap(scale: PairScale, name: str, a: Person, b: Person) -> str:
    """Who sees more of it, within this sitting; `name` is the scale within a sentence."""
    if scale.gap is None:
        return _one_view(scale, name, a, b)
    if scale.possible_gap is None:
        return _(
            "One question tells nothing of its noise, so no difference in %(scale)s is told from it."
        ) % {"scale": name}
    if scale.flag == GapFlag.NONE:
        return _(
            "Within this sitting no difference can be told in how they see %(scale)s; "
            "one of up to %(most)s points is possible."
        ) % {"scale": name, "most": round(scale.possible_gap)}
    more, less = (a, b) if scale.gap > 0 else (b, a)
    sentence = (
        _("%(more)s sees far more %(scale)s than %(less)s does: well beyond the noise of this sitting.")
        if scale.flag == GapFlag.HEADLINE
        else _("%(more)s sees more %(scale)s than %(less)s does, by more than the noise of this sitting.")
    )
    return sentence % {"more": more.first_name, "less": less.first_name, "scale": name}


def sources(scale: PairScale) -> tuple[str, ...]:
    """Of a gap beyond the noise: what is how either rates everyone, what how all rate either, what theirs alone."""
    if scale.gap is None or scale.flag == GapFlag.NONE:
        return ()
    parts = (scale.generosity or 0.0, scale.standing or 0.0, scale.own or 0.0)
    generosity, standing, own = (round(part if scale.gap > 0 else -part) for part in parts)
    if abs(parts[0]) < NEXT_TO_NOTHING and abs(parts[1]) < NEXT_TO_NOTHING:
        return (_("As far as can be told it is about these two, not about how either rates everyone."),)
    return (
        _generosity(generosity, round(abs(scale.gap))),
        _standing(standing),
        _own(own, beyond=scale.own_flag != GapFlag.NONE),
    )


def _generosity(points: int, of: int) -> str:
    if points >= 0:
        return _("Of the %(all)s points, about %(n)s are probably how the two rate everyone.") % {
            "all": of,
            "n": points,
        }
    return _("How the two rate everyone probably works against the %(all)s points, by about %(n)s.") % {
        "all": of,
        "n": -points,
    }


def _standing(points: int) -> str:
    if points >= 0:
        return _("About %(n)s are probably how everyone rates the two.") % {"n": points}
    return _("How everyone rates the two probably works against it, by about %(n)s.") % {"n": -points}


def _own(points: int, *, beyond: bool) -> str:
    sentence = (
        _("About %(n)s are about these two alone, beyond the noise of this sitting.")
        if beyond
        else _("About %(n)s are about these two alone, which is within the noise of this sitting.")
    )
    return sentence % {"n": points}


def _one_view(scale: PairScale, name: str, a: Person, b: Person) -> str:
    if scale.ab is None and scale.ba is None:
        return _("Neither has said enough about %(scale)s.") % {"scale": name}
    spoke, silent = (a, b) if scale.ab is not None else (b, a)
    return _("Only %(spoke)s’s view is there; %(silent)s has not said enough about %(scale)s.") % {
        "spoke": spoke.first_name,
        "silent": silent.first_name,
        "scale": name,
    }
