"""The tables of a round: all pairs, and on each scale who says what about whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..measurement.pairs import GapFlag
from ..measurement.spectrum import Pair, PairScale, ScalePairs
from ..results import words
from ..results.spectrum import TeamSpectrum
from ..results.take_home import Cover
from .cells import Cell, number, text


@dataclass(frozen=True)
class Sheet:
    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def about(cover: Cover) -> Sheet:
    """First in every workbook, so that no table is read without it."""
    rows = [(text(name), text(said)) for name, said in cover.lines]
    return Sheet(_("About"), (_("What"), _("This")), (*rows, (cover.confidential, "")))


def pairs(team: TeamSpectrum) -> Sheet:
    """A row a pair, in roster order: the first row must not read as the best. Differences carry no sign."""
    heads = [_("Leader"), _("Colleague"), _("Zone"), _("How sure"), _("Need to work closely (1 to 5)")]
    for name in (words.scale("trust"), words.scale("purpose")):
        heads += [
            name,
            _("%(scale)s, from") % {"scale": name},
            _("%(scale)s, to") % {"scale": name},
            _("%(scale)s, difference of the two views") % {"scale": name},
            _("%(scale)s, who sees more") % {"scale": name},
            _("%(scale)s, beyond the noise") % {"scale": name},
        ]
    rows = tuple(_row(team, team.spectrum.pair(i)) for i in range(len(team.spectrum.a)))
    return Sheet(_("Pairs"), tuple(heads), rows)


def matrix(team: TeamSpectrum, key: str) -> Sheet:
    """Who rates stands in the row, who is rated in the column; empty where nothing was said."""
    views: ScalePairs = getattr(team.spectrum, key)
    names = [text(person.name) for person in team.people]
    said: list[list[Cell]] = [[None] * len(names) for _name in names]
    for i, (a, b) in enumerate(zip(team.spectrum.a.tolist(), team.spectrum.b.tolist(), strict=True)):
        said[a][b], said[b][a] = number(views.ab[i]), number(views.ba[i])
    rows = tuple((name, *row) for name, row in zip(names, said, strict=True))
    return Sheet(words.scale(key), (_("says about →"), *names), rows)


def _row(team: TeamSpectrum, pair: Pair) -> tuple[Cell, ...]:
    one, other = text(team.people[pair.a].name), text(team.people[pair.b].name)
    zone = words.zone(pair.zone) if pair.zone else _("one view only")
    about_both = (one, other, zone, _sure(pair), number(pair.need))
    return (*about_both, *_scale(pair.trust, one, other), *_scale(pair.purpose, one, other))


def _sure(pair: Pair) -> str:
    if pair.zone is None:
        return ""
    return _("borderline") if pair.borderline else _("clear")


def _scale(scale: PairScale, one: str, other: str) -> tuple[Cell, ...]:
    if scale.gap is None:
        return (None,) * 6
    more = "" if scale.gap == 0 else one if scale.gap > 0 else other
    beyond = _("yes") if scale.flag != GapFlag.NONE else _("no")
    return (
        number(scale.score),
        number(scale.low),
        number(scale.high),
        number(abs(scale.gap)),
        more,
        beyond,
    )
