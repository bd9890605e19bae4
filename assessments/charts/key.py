"""What the marks on the spectrum mean: a list to stand under the drawing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

if TYPE_CHECKING:
    from ..results.spectrum import TeamSpectrum


def spectrum_key(team: "TeamSpectrum") -> SafeString:
    return SafeString(f'<ul class="spectrum-key">{"".join(_entries(team))}</ul>')


def _entries(team: "TeamSpectrum") -> Iterator[str]:
    """Only marks that this team's drawing has; what holds for every drawing comes last."""
    spectrum = team.spectrum
    if spectrum.clear.any():
        yield _entry("clear", gettext("a pair, clearly in its zone"))
    if (spectrum.complete & ~spectrum.clear).any():
        yield _entry(
            "unclear", gettext("no clear zone: near a border, or seen by the two as two different things")
        )
    if spectrum.one_sided.any():
        yield _entry("one-sided", gettext("one view only: no score, no zone"))
    yield f"<li>{escape(gettext('Pairs with equal scores are set side by side.'))}</li>"
    yield f"<li>{escape(gettext('On a keyboard, arrow keys go from pair to pair and Enter opens one.'))}</li>"


def _entry(kind: str, words: str) -> str:
    mark = f'<svg class="{kind}" viewBox="-12 -12 24 24" aria-hidden="true"><circle r="8"/></svg>'
    return f"<li>{mark}{escape(words)}</li>"
