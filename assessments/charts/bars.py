"""Small drawings beside text that says the same: a pair's two views, what scores are made of, where a practice stands.

Both are as wide as their place: lengths are percentages, so that letters and circles keep their size.
"""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from ..measurement.spectrum import PairScale
from ..results.movement import ScaleChange
from . import theme


def views_bar(scale: PairScale) -> SafeString:
    """A line from 0 to 100 with a's view (filled) and b's (empty), the score's interval shaded behind them.

    Hidden from screen readers: the text beside it names both views.
    """
    middle = theme.BAR_HEIGHT // 2
    parts = [
        f'<svg class="views-bar" width="100%" height="{theme.BAR_HEIGHT}" aria-hidden="true">',
        f'<line class="track" x1="0%" x2="100%" y1="{middle}" y2="{middle}"/>',
        *_interval(scale),
        *_views(scale, middle),
        "</svg>",
    ]
    return SafeString("".join(parts))


def shares_bar(*, perceiver: float, target: float, relationship: float) -> SafeString:
    """How much of a score is about who rates, who is rated, and what is special to the pair; shares of 1.

    Without numbers and hidden from screen readers: the text beside it says each share with its interval.
    """
    shares = {"perceiver": perceiver, "target": target, "relationship": relationship}
    parts = [
        f'<svg class="shares-bar" width="100%" height="{theme.SHARES_HEIGHT}" aria-hidden="true">',
        *_shares(shares),
        "</svg>",
    ]
    return SafeString("".join(parts))


def level_bar(mean: float, low: float, high: float) -> SafeString:
    """A bar from 0 to the mean, and the interval around its end as a line; 0..100.

    Hidden from screen readers: the text beside it says the three numbers.
    """
    height, middle = theme.LEVEL_HEIGHT, theme.LEVEL_HEIGHT / 2
    parts = [
        f'<svg class="level-bar" width="100%" height="{height}" aria-hidden="true">',
        f'<rect class="room" width="100%" height="{height}"/>',
        f'<rect class="level" width="{mean:.0f}%" height="{height}"/>',
        f'<line class="interval" x1="{low:.0f}%" x2="{high:.0f}%" y1="{middle}" y2="{middle}"/>',
        "</svg>",
    ]
    return SafeString("".join(parts))


def change_bar(change: ScaleChange) -> SafeString:
    """How far a team has moved, as a point with its interval, the middle of the bar being no change at all.

    Hidden from screen readers: the sentence beside it says the three numbers. Nothing where nothing is known.
    """
    if not change.is_known:
        return SafeString("")
    middle = theme.BAR_HEIGHT // 2
    low, at, high = (_on_the_bar(points) for points in (change.low, change.change, change.high))
    parts = [
        f'<svg class="change-bar" width="100%" height="{theme.BAR_HEIGHT}" aria-hidden="true">',
        f'<line class="track" x1="0%" x2="100%" y1="{middle}" y2="{middle}"/>',
        f'<line class="none" x1="50%" x2="50%" y1="0" y2="{theme.BAR_HEIGHT}"/>',
        f'<line class="interval" x1="{low:.1f}%" x2="{high:.1f}%" y1="{middle}" y2="{middle}"/>',
        f'<circle class="{change.movement.value}" cx="{at:.1f}%" cy="{middle}" r="{theme.BAR_POINT + 1}"/>',
        "</svg>",
    ]
    return SafeString("".join(parts))


def _on_the_bar(points: float) -> float:
    """Percent of the bar's width, which is as wide as 40 points to either side."""
    widest = theme.CHANGE_WIDEST
    return 50 + 50 * max(-widest, min(widest, points)) / widest


def effect_bar(points: float, most: float) -> SafeString:
    """How far somebody lies above (to the right) or below the team’s mean; the number stands beside it."""
    half = 50 * min(1.0, abs(points) / most) if most else 0.0
    left = 50 if points > 0 else 50 - half
    return SafeString(
        f'<svg class="effect-bar" width="100%" height="{theme.LEVEL_HEIGHT}" aria-hidden="true">'
        f'<rect class="effect" x="{left:.1f}%" width="{half:.1f}%" height="100%"/>'
        '<line class="middle" x1="50%" x2="50%" y1="0" y2="100%"/></svg>'
    )


def _interval(scale: PairScale) -> Iterator[str]:
    if scale.low is None or scale.high is None:
        return
    top, height = theme.BAR_INTERVAL_TOP, theme.BAR_HEIGHT - 2 * theme.BAR_INTERVAL_TOP
    width = scale.high - scale.low
    yield f'<rect class="interval" x="{scale.low:.1f}%" width="{width:.1f}%" y="{top}" height="{height}" rx="4"/>'


def _views(scale: PairScale, middle: int) -> Iterator[str]:
    if scale.ab is not None and scale.ba is not None:
        ends = f'x1="{scale.ab:.1f}%" x2="{scale.ba:.1f}%"'
        yield f'<line class="between" {ends} y1="{middle}" y2="{middle}"/>'
    for name, view, radius in (("one", scale.ab, theme.BAR_POINT + 1), ("other", scale.ba, theme.BAR_POINT)):
        if view is not None:
            yield f'<circle class="{name}" cx="{view:.1f}%" cy="{middle}" r="{radius}"/>'


def _shares(shares: dict[str, float]) -> Iterator[str]:
    left = 0.0
    for name, share in shares.items():
        width = 100 * max(share, 0)
        yield f'<rect class="{name}" x="{left:.2f}%" width="{width:.2f}%" height="100%"/>'
        left += width
