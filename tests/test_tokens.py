"""The colours can be read: contrast of every pair of tokens that is used as text, or as the edge of a control.

WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for what tells a control from its surroundings (1.4.11).
"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
SURFACES = ("paper", "card", "sunken")
TEXT = [
    *((text, on) for text in ("ink", "ink-soft", "accent", "accent-strong") for on in SURFACES),
    *((text, on) for text in ("good", "warn", "danger") for on in ("paper", "card")),
    *(("ink", f"{kind}-soft") for kind in ("accent", "good", "warn", "danger")),
    *((kind, f"{kind}-soft") for kind in ("accent", "good", "warn", "danger")),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
]
EDGES = [(edge, on) for edge in ("line-control", "accent", "danger") for on in SURFACES]
MARKS = [("ink-faint", "card"), ("spectrum-0", "card"), ("spectrum-1", "card"), ("spectrum-2", "card")]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def blocks() -> dict[str, dict[str, str]]:
    light, dark = (CSS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    on_paper = colours(
        (CSS / "print.css").read_text().replace("#fff;", "#ffffff;").replace("#000;", "#000000;")
    )
    return {
        "light": colours(light),
        "dark": colours(light) | colours(dark),
        "print": colours(light) | on_paper,
    }


SCHEMES = blocks()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(scheme: str, one: str, other: str) -> float:
    low, high = sorted(luminance(SCHEMES[scheme][token]) for token in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    SCHEMES["example"] = {"black": "#000000", "white": "#ffffff", "grey": "#767676"}
    assert contrast("example", "black", "white") == pytest.approx(21)
    assert contrast("example", "grey", "white") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "on"), TEXT)
def test_text_can_be_read(scheme: str, text: str, on: str) -> None:
    assert contrast(scheme, text, on) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "on"), EDGES + MARKS)
def test_controls_and_marks_can_be_seen(scheme: str, mark: str, on: str) -> None:
    assert contrast(scheme, mark, on) >= 3


def test_the_dark_scheme_changes_every_colour_but_none_is_new() -> None:
    parts = (CSS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    light, dark = map(colours, parts)
    assert set(dark) == set(light)


def test_only_tokens_know_a_colour() -> None:
    """Beside the print scheme, and pictures, which cannot ask for a token."""
    elsewhere = {}
    for sheet in CSS.glob("*.css"):
        if sheet.name not in {"tokens.css", "print.css"}:
            text = re.sub(r"url\([^)]*\)|/\*.*?\*/", "", sheet.read_text(), flags=re.S)
            if found := re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", text):
                elsewhere[sheet.name] = found
    assert elsewhere == {}
