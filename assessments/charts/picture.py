"""The spectrum as a picture of its own, for a slide or a document: the page's SVG with its colours written into it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from . import theme
from .spectrum_svg import spectrum_svg

if TYPE_CHECKING:
    from ..results.spectrum import TeamSpectrum

SHEET = "css/chart.css"
_RULE = re.compile(r"(?P<selectors>[^{}@]+)\{(?P<body>[^{}]*)\}")
_NESTED = re.compile(r"@[^{}]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_TOKEN = re.compile(r"var\((--[\w-]+)\)")
_LINK = re.compile(r"</?a\b[^>]*>")
_ON_A_PAGE = (":hover", ":focus", "[aria-current]")  # states that a picture does not have
_FONTS = {"--font": theme.FONT, "--font-title": theme.TITLE_FONT}


def picture(team: TeamSpectrum) -> str:
    """Everything that is drawn and nothing that is linked: an address of this site is of no use on a slide."""
    drawing = _LINK.sub("", str(spectrum_svg(team)))
    head, rest = drawing.split(">", 1)
    size = f'xmlns="http://www.w3.org/2000/svg" width="{theme.WIDTH}" height="{theme.HEIGHT}"'
    return f"{head.replace('<svg', f'<svg {size}', 1)}><style>{_styles()}</style>{rest}"


@cache
def _styles() -> str:
    """The rules of the page's sheet that colour the drawing, in light colours, with no variable left in them."""
    sheet = _COMMENT.sub("", (Path(settings.BASE_DIR) / "static" / SHEET).read_text())
    rules = _RULE.finditer(_NESTED.sub("", sheet))
    return "".join(_plain(rule) for rule in rules if _is_drawn(rule["selectors"]))


def _is_drawn(selectors: str) -> bool:
    return ".spectrum-svg" in selectors and not any(state in selectors for state in _ON_A_PAGE)


def _plain(rule: re.Match[str]) -> str:
    colours = theme.TOKENS | _FONTS
    said = [part.strip() for part in rule["body"].split(";")]
    kept = [part for part in said if part and not part.startswith(("transform", "--", "pointer-events"))]
    body = _TOKEN.sub(lambda token: colours[token[1]], ";".join(kept))
    return f"{rule['selectors'].strip()}{{{body}}}" if body else ""
