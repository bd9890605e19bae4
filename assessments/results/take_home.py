"""What every paper that is taken home says of itself: of whom, of what, promised to whom, and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models import Round
from .spectrum import TeamSpectrum


@dataclass(frozen=True)
class Cover:
    """`made` is the day it was taken home. `lines`: a name and what it is, in the order in which they are read."""

    title: str
    team: str
    made: date
    lines: tuple[tuple[str, str], ...]
    confidential: str

    def file_name(self, ending: str) -> str:
        """Told apart by team, round and day, in letters that every file system takes."""
        return f"{slugify(f'{self.team} {self.title}') or 'spectrum'}-{self.made:%Y-%m-%d}.{ending}"


def cover(round: Round, team: TeamSpectrum, made: date) -> Cover:
    return Cover(
        title=round.name,
        team=round.cohort.name,
        made=made,
        lines=(
            (_("Team"), round.cohort.name),
            (_("Round"), round.name),
            (_("Closed on"), f"{round.closed_at:%Y-%m-%d}" if round.closed_at else ""),
            (_("Questions"), str(round.instrument)),
            (_("Who sees what"), str(round.get_audience_display())),
            (_("How sure"), sureness(team)),
            (_("Taken home on"), f"{made:%Y-%m-%d}"),
            *(((_("Data"), _("simulated")),) if round.organisation.simulated else ()),
        ),
        confidential=_("Confidential: for those who were promised to see it, and nobody else."),
    )


def sureness(team: TeamSpectrum) -> str:
    return _("A pair’s position is known to about ± %(t).0f on trust and ± %(p).0f on shared purpose.") % {
        "t": team.spectrum.noise_trust.half_width,
        "p": team.spectrum.noise_purpose.half_width,
    }
