"""One palette: what the figure says in Python is what the style sheets say, and nobody else knows a colour."""

import re
from pathlib import Path

import pytest

from assessments.charts import theme

ROOT = Path(__file__).resolve().parents[2]
CHART_CSS = (ROOT / "static/css/chart.css").read_text()
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(")


def _light_tokens() -> dict[str, str]:
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/tokens.css").read_text(), flags=re.S)
    root = css[css.index(":root {") : css.index("}")]
    return {name: value.strip() for name, value in re.findall(r"(--[\w-]+):\s*([^;]+);", root)}


def test_the_colours_are_those_of_the_tokens() -> None:
    tokens = _light_tokens()
    assert {name: tokens.get(name) for name in theme.TOKENS} == theme.TOKENS


def test_each_colour_is_one_token() -> None:
    """Or the browser could not tell which token to put in its place."""
    assert len(set(theme.TOKENS.values())) == len(theme.TOKENS)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "assessments/charts").glob("*.py")), ids=lambda path: path.name
)
def test_only_the_theme_knows_a_colour(path: Path) -> None:
    assert bool(COLOUR.findall(path.read_text())) == (path.name == "theme.py")


def test_the_style_sheet_and_the_scripts_take_colours_from_tokens() -> None:
    texts = [CHART_CSS, *(path.read_text() for path in (ROOT / "static/js").glob("spectrum*.js"))]
    assert [COLOUR.findall(re.sub(r"/#\[0-9a-f\].*|rgba\\\(.*", "", text)) for text in texts] == [[]] * len(
        texts
    )


@pytest.mark.parametrize(
    ("selector", "sizes"),
    [
        (".spectrum-svg text {", (theme.TICK_FONT, theme.NARROW_LABEL_FONT)),
        (".spectrum-svg .zone-names text {", (theme.ZONE_FONT, theme.NARROW_ZONE_FONT)),
    ],
)
def test_letters_are_as_large_as_labels_were_placed_for(selector: str, sizes: tuple[int, int]) -> None:
    parts = CHART_CSS.replace(" text, .spectrum-svg .axis {", " text {").split("@container")
    found = [re.search(re.escape(selector) + r"[^}]*?(\d+)px", part) for part in parts]
    assert tuple(int(size.group(1)) for size in found if size) == sizes


def test_points_grow_in_a_narrow_chart_as_labels_were_placed_for() -> None:
    assert re.findall(r"--grow: ([\d.]+)", CHART_CSS) == ["1", f"{theme.NARROW_GROWTH:g}"]


@pytest.mark.parametrize("size", [theme.radius, theme.opacity, theme.edge])
def test_more_pairs_are_drawn_smaller_and_lighter(size) -> None:
    values = [size(pairs) for pairs in (0, 3, 66, 435, 1431, 4950, 100_000)]
    assert values == sorted(values, reverse=True)
    assert min(values) > 0
